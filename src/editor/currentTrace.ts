import * as vscode from "vscode";
import type { Recipe } from "../attention/recipe.js";
import { maximumTraces } from "../encoder/limits.js";
import type { Traces } from "../encoder/traces.js";
import type { ViewState } from "../protocol/look.js";
import { KeptText, type Attended } from "./keptText.js";
import { settings } from "./settings.js";
import { TraceHistory } from "./traceHistory.js";
import type { TracedText } from "./tracedText.js";
import type { Log } from "./log.js";

const nothingAttended: Attended = { lastLayerMean: null, headInView: null };

/** The traces of the window: those that are kept, and the one of them that it shows, if any. */
export class CurrentTrace implements vscode.Disposable {
  readonly #traces: Traces;
  readonly #log: Log;
  readonly #changed = new vscode.EventEmitter<TracedText | null>();
  readonly #moved = new vscode.EventEmitter<TracedText>();
  readonly #kept = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  readonly #history = new TraceHistory<KeptText>(maximumTraces);
  #shown: KeptText | null = null;
  #view: ViewState = { group: "encoder", layer: 0, head: 0 };
  #recipe: Recipe;

  /** Fires when another trace, or none, is shown. */
  readonly onDidChange = this.#changed.event;
  /** Fires when an edit moved the text that is shown, or changed it, or its document was renamed. */
  readonly onDidMove = this.#moved.event;
  /** Fires when other traces are kept, another one of them is shown, one has a new name, or their bound has changed. */
  readonly onDidKeep = this.#kept.event;

  /** @param recipe of the panel */
  constructor(traces: Traces, log: Log, recipe: Recipe) {
    this.#recipe = recipe;
    this.#traces = traces;
    this.#log = log;
    const { workspace } = vscode;
    this.#subscriptions = vscode.Disposable.from(
      workspace.onDidChangeTextDocument((change) => {
        for (const text of this.#textsOf(change.document)) {
          // A document that was saved or became dirty changed nothing.
          if (change.contentChanges.length === 0 && !text.lineEndsMoved(change.document)) continue;
          text.follow(change);
          this.#move(text);
        }
      }),
      workspace.onDidOpenTextDocument((document) => {
        for (const text of this.#textsOf(document)) {
          text.reopen(document);
          this.#move(text);
        }
      }),
      workspace.onDidRenameFiles(({ files }) => {
        const renamed = this.kept.filter((text) => text.rename(files));
        for (const text of renamed) this.#move(text);
        if (renamed.length > 0) this.#kept.fire();
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("attentionInspector.traceMemory")) this.#keep();
      }),
    );
  }

  /** The text that is shown. */
  get text(): TracedText | null {
    return this.#shown?.text ?? null;
  }

  /** The head looked at in what is shown, else the one looked at last. */
  get view(): ViewState {
    return this.#shown?.view ?? this.#view;
  }

  get attended(): Attended {
    return this.#shown?.attended ?? nothingAttended;
  }

  /** The texts whose traces are kept, from the oldest to the newest. */
  get kept(): readonly TracedText[] {
    return this.#history.kept.map(({ text }) => text);
  }

  /**
   * Shows a new trace, looking at a given head, or at the one looked at before where the new encoder has it. Those made
   * before are kept, but for the oldest where they are too many.
   */
  show(text: TracedText, view: ViewState = this.view): void {
    const kept = new KeptText(text, { view, recipe: this.#recipe }, this.#traces, this.#log);
    this.#history.add(kept);
    this.#toShown(kept);
  }

  /** Shows a trace that is kept, looking at the head that was looked at in it; nothing where it is kept no longer. */
  showKept(trace: number): void {
    const kept = this.#history.get(trace);
    if (kept && kept !== this.#shown) this.#toShown(kept);
  }

  /** Drops a trace that is kept; in the place of the one that is shown, the newest of the others is. */
  forgetKept(trace: number): void {
    if (!this.#history.delete(trace)) return;
    this.#traces.forget(trace);
    if (this.#shown?.trace.id === trace) this.#toShown(this.#history.newest);
    else this.#keep();
  }

  /** Looks at another head. */
  look(view: ViewState): void {
    if (!this.#shown?.look(view)) return;
    void vscode.commands.executeCommand("setContext", "attentionInspector.looked", true);
  }

  /** Hovers list what the panel shows: its recipe. */
  useRecipe(recipe: Recipe): void {
    this.#recipe = recipe;
    this.#shown?.useRecipe(recipe);
  }

  /** Drops the trace that is shown and shows none; the others are kept. */
  clear(): void {
    if (!this.#shown) return;
    const { id } = this.#shown.trace;
    this.#history.delete(id);
    this.#traces.forget(id);
    this.#toShown(null);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
    this.#moved.dispose();
    this.#kept.dispose();
  }

  #toShown(kept: KeptText | null): void {
    this.#view = this.view;
    this.#shown = kept;
    kept?.useRecipe(this.#recipe);
    void vscode.commands.executeCommand("setContext", "attentionInspector.hasTrace", kept !== null);
    this.#changed.fire(kept?.text ?? null);
    this.#keep();
  }

  /** Keeps as many as may be kept now. */
  #keep(): void {
    for (const { trace } of this.#history.trim(settings().traceBytes, this.#shown)) this.#traces.forget(trace.id);
    const hasEarlier = this.#history.kept.some((kept) => kept !== this.#shown);
    void vscode.commands.executeCommand("setContext", "attentionInspector.hasEarlierTrace", hasEarlier);
    this.#kept.fire();
  }

  #textsOf(document: vscode.TextDocument): readonly TracedText[] {
    return this.kept.filter((text) => text.isOf(document));
  }

  #move(text: TracedText): void {
    if (text === this.text) this.#moved.fire(text);
  }
}
