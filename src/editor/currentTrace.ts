import * as vscode from "vscode";
import { headsOfLayer, oneHead } from "../attention/headSet.js";
import type { MostAttended } from "../attention/mostAttended.js";
import { groupOf, nearestHead, type HeadPlace, type TracedGroups } from "../attention/traceGroup.js";
import type { Traces } from "../encoder/traces.js";
import { Failure } from "../protocol/failure.js";
import type { ViewState } from "../protocol/look.js";
import { attendedInHover } from "./limits.js";
import type { TracedText } from "./tracedText.js";

/** Whose weights a hover reads. */
export type HoverAttention = "lastLayerMean" | "headInView";

/** What the queries of one head attend to, or of the mean over a layer's heads. */
export interface AttendedFrom {
  readonly place: Omit<HeadPlace, "head"> & { readonly head: number | "mean" };
  readonly weights: MostAttended;
}

/** What a hover needs of a trace, held here so that it is there at once. */
export type Attended = Readonly<Record<HoverAttention, AttendedFrom | null>>;

/** The trace that the window shows: at most one, and what is being looked at in it. */
export class CurrentTrace implements vscode.Disposable {
  readonly #traces: Traces;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<TracedText | null>();
  readonly #moved = new vscode.EventEmitter<TracedText>();
  readonly #documents: vscode.Disposable;
  #text: TracedText | null = null;
  #view: ViewState = { group: "encoder", layer: 0, head: 0 };
  #attended: Attended = { lastLayerMean: null, headInView: null };

  /** Fires when another trace, or none, is shown. */
  readonly onDidChange = this.#changed.event;
  /** Fires when an edit moved the traced text or changed it. */
  readonly onDidMove = this.#moved.event;

  constructor(traces: Traces, log: vscode.LogOutputChannel) {
    this.#traces = traces;
    this.#log = log;
    const { workspace } = vscode;
    const move = (document: vscode.TextDocument, follow: (text: TracedText) => void) => {
      if (!this.#text?.isOf(document)) return;
      follow(this.#text);
      this.#moved.fire(this.#text);
    };
    this.#documents = vscode.Disposable.from(
      workspace.onDidChangeTextDocument((change) => {
        // A document that was saved or became dirty changed nothing.
        if (change.contentChanges.length > 0 || this.#text?.lineEndsMoved(change.document)) {
          move(change.document, (text) => text.follow(change));
        }
      }),
      workspace.onDidOpenTextDocument((document) => move(document, (text) => text.reopen(document))),
    );
  }

  get text(): TracedText | null {
    return this.#text;
  }

  get view(): ViewState {
    return this.#view;
  }

  get attended(): Attended {
    return this.#attended;
  }

  /** Shows a trace, looking at a given head, or at the one looked at before where the new encoder has it. */
  show(text: TracedText, view: ViewState = this.#view): void {
    this.#replace(text);
    this.#view = hasHead(text.trace, view) ? view : { ...nearestHead(text.trace, view), layer: 0, head: 0 };
    this.#changed.fire(text);
    void this.#attendMean();
    void this.#attend("headInView", this.#view);
  }

  /** Looks at another head. */
  look(view: ViewState): void {
    if (!this.#text || !hasHead(this.#text.trace, view) || sameHead(view, this.#view)) return;
    void vscode.commands.executeCommand("setContext", "attentionInspector.looked", true);
    const before = this.#view;
    this.#view = view;
    this.#attended = { ...this.#attended, headInView: null };
    void this.#attend("headInView", view);
    if (before.group !== view.group) void this.#attendMean();
  }

  clear(): void {
    if (!this.#text) return;
    this.#replace(null);
    this.#changed.fire(null);
  }

  dispose(): void {
    this.#documents.dispose();
    this.#changed.dispose();
    this.#moved.dispose();
  }

  #replace(text: TracedText | null): void {
    if (this.#text) this.#traces.forget(this.#text.trace.id);
    this.#text = text;
    this.#attended = { lastLayerMean: null, headInView: null };
    void vscode.commands.executeCommand("setContext", "attentionInspector.hasTrace", text !== null);
  }

  /** The mean is the one of the group in view. */
  #attendMean(): Promise<void> {
    this.#attended = { ...this.#attended, lastLayerMean: null };
    const { group } = this.#view;
    const layers = groupOf(this.#text!.trace, group).layers;
    return this.#attend("lastLayerMean", { group, layer: layers - 1, head: "mean" });
  }

  async #attend(attention: HoverAttention, place: AttendedFrom["place"]): Promise<void> {
    const trace = this.#text?.trace.id;
    if (trace === undefined) return;
    const { group, layer, head } = place;
    const heads = head === "mean" ? headsOfLayer(this.#text!.trace, group, layer) : oneHead({ group, layer, head });
    try {
      const weights = await this.#traces.call("mostAttended", { trace, heads, count: attendedInHover });
      const looked = attention === "lastLayerMean" ? place.group === this.#view.group : sameHead(place, this.#view);
      if (this.#text?.trace.id !== trace || !looked) return;
      this.#attended = { ...this.#attended, [attention]: { place, weights } };
    } catch (thrown) {
      // A hover is offered, not asked for: without its weights there is none, and the log says why.
      const failure = Failure.from(thrown);
      this.#log.warn(`hover weights: ${failure.message} ${failure.detail ?? ""}`);
    }
  }
}

function sameHead(one: AttendedFrom["place"], other: AttendedFrom["place"]): boolean {
  return one.group === other.group && one.layer === other.layer && one.head === other.head;
}

/** Whether a trace has a head: one asked for by an earlier page, or kept from another encoder, may be missing. */
function hasHead(trace: TracedGroups, view: ViewState): boolean {
  return sameHead(nearestHead(trace, view), view);
}
