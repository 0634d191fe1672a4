import * as vscode from "vscode";
import type { Traces } from "../encoder/traces.js";
import { Failure } from "../protocol/failure.js";
import type { ViewState } from "../protocol/look.js";
import type { CurrentTrace } from "./currentTrace.js";
import { withDelayedProgress } from "./progress.js";
import type { Rename } from "./renamedUri.js";
import type { SelectedText } from "./selectedText.js";
import { settings } from "./settings.js";
import { TracedText } from "./tracedText.js";
import { noticesOf } from "./traceNotices.js";

/** Runs the encoder on a person's text and makes the result the current trace; one run at a time. */
export class ShowAttention implements vscode.Disposable {
  readonly #traces: Traces;
  readonly #current: CurrentTrace;
  readonly #encoder: () => Promise<string>;
  readonly #stepped = new vscode.EventEmitter<string | null>();
  #running: AbortController | null = null;
  #step: string | null = null;

  /** Fires with each step of a run, and with null at its end. */
  readonly onDidStep = this.#stepped.event;

  /** @param encoder gives the absolute path of the folder or .onnx file to run; it may refuse with a `Failure` */
  constructor(traces: Traces, current: CurrentTrace, encoder: () => Promise<string>) {
    this.#traces = traces;
    this.#current = current;
    this.#encoder = encoder;
  }

  /** What the run under way does, or null. */
  get step(): string | null {
    return this.#step;
  }

  /**
   * Makes a trace of a text and shows it; a run still under way is cancelled in its favour.
   *
   * @throws Failure; the current trace stays then
   */
  async run(text: SelectedText, view?: ViewState): Promise<void> {
    this.#running?.abort();
    const controller = new AbortController();
    this.#running = controller;
    const edits: vscode.TextDocumentChangeEvent[] = [];
    const editing = vscode.workspace.onDidChangeTextDocument((change) => {
      if (change.document === text.document) edits.push(change);
    });
    const renames: Rename[] = [];
    const renaming = vscode.workspace.onDidRenameFiles(({ files }) => renames.push(...files));
    this.#toStep(vscode.l10n.t("Starting"));
    try {
      const { executionProvider, maximumTokens, maximumTokensAsked, runDeadline } = settings();
      const encoder = await this.#encoder();
      const segments = text.segments;
      const request = { encoder, executionProvider, maximumTokens, maximumTokensAsked, runDeadline, segments };
      const trace = await withDelayedProgress(vscode.l10n.t("Show Attention"), controller, (report) =>
        this.#traces.make(request, {
          signal: controller.signal,
          onProgress: (step) => {
            report(step);
            if (this.#running === controller) this.#toStep(step);
          },
        }),
      );
      if (controller.signal.aborted) {
        this.#traces.forget(trace.id);
        throw Failure.cancelled();
      }
      const traced = new TracedText(text, trace, noticesOf(text, trace), edits);
      for (const rename of renames) traced.rename([rename]);
      const reopened = vscode.workspace.textDocuments.find((document) => traced.isOf(document));
      if (reopened) traced.reopen(reopened);
      this.#current.show(traced, view);
    } finally {
      editing.dispose();
      renaming.dispose();
      if (this.#running === controller) {
        this.#running = null;
        this.#toStep(null);
      }
    }
  }

  /** Cancels the run under way, if there is one. */
  cancel(): void {
    this.#running?.abort();
  }

  dispose(): void {
    this.cancel();
    this.#stepped.dispose();
  }

  #toStep(step: string | null): void {
    this.#step = step;
    void vscode.commands.executeCommand("setContext", "attentionInspector.running", step !== null);
    this.#stepped.fire(step);
  }
}
