import * as vscode from "vscode";
import type { TraceSummary } from "../attention/trace.js";
import type { Traces } from "../encoder/traces.js";
import { Failure } from "../protocol/failure.js";
import type { ViewState } from "../protocol/pageProtocol.js";
import type { CurrentTrace } from "./currentTrace.js";
import { withDelayedProgress } from "./progress.js";
import type { SelectedText } from "./selectedText.js";
import { settings } from "./settings.js";
import { TracedText } from "./tracedText.js";

/** Runs the encoder on a person's text and makes the result the current trace. */
export class ShowAttention {
  readonly #traces: Traces;
  readonly #current: CurrentTrace;
  readonly #encoderFolder: string;
  #running: AbortController | null = null;

  constructor(traces: Traces, current: CurrentTrace, encoderFolder: string) {
    this.#traces = traces;
    this.#current = current;
    this.#encoderFolder = encoderFolder;
  }

  /**
   * Makes a trace of a text and shows it; a run still under way is cancelled in its favour.
   *
   * @param onStep is told each step of the run
   * @throws Failure; the current trace stays then
   */
  async run(text: SelectedText, onStep: (step: string) => void, view?: ViewState): Promise<void> {
    this.#running?.abort();
    const controller = new AbortController();
    this.#running = controller;
    try {
      const trace = await withDelayedProgress(vscode.l10n.t("Show Attention"), controller, (report) =>
        this.#make(text, controller.signal, (step) => {
          report(step);
          onStep(step);
        }),
      );
      if (controller.signal.aborted) {
        this.#traces.forget(trace.id);
        throw Failure.cancelled();
      }
      this.#current.show(new TracedText(text, trace, noticesOf(text, trace)), view);
    } finally {
      if (this.#running === controller) this.#running = null;
    }
  }

  #make(text: SelectedText, signal: AbortSignal, onProgress: (step: string) => void): Promise<TraceSummary> {
    const { executionProvider, maximumTokens } = settings();
    const { segments } = text;
    const encoderFolder = this.#encoderFolder;
    return this.#traces.make({ encoderFolder, executionProvider, maximumTokens, segments }, { signal, onProgress });
  }
}

function noticesOf(text: SelectedText, { tokens, truncation, encoder }: TraceSummary): string[] {
  const notices = text.notice === null ? [] : [text.notice];
  if (truncation) {
    const { kept, total } = truncation;
    notices.push(
      vscode.l10n.t(
        "Shown are the first {0} of {1} tokens; the setting attentionInspector.maximumTokens takes more, up to 2,048.",
        kept.toLocaleString(vscode.env.language),
        total.toLocaleString(vscode.env.language),
      ),
    );
  }
  if (tokens.ids.length > encoder.trainedLength) {
    notices.push(
      vscode.l10n.t(
        "The encoder was trained on at most {0} tokens; later positions are new to it.",
        encoder.trainedLength,
      ),
    );
  }
  return notices;
}
