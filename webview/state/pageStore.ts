import { isSpecial } from "../../src/attention/tokens.js";
import { tokensOf, type TokenSide } from "../../src/attention/traceGroup.js";
import { Failure } from "../../src/protocol/failure.js";
import type { Traced, ViewState } from "../../src/protocol/pageProtocol.js";
import type { Host } from "../host.js";
import { labels } from "../labels.js";
import type { Spoken } from "../matrix/gridCell.js";
import type { Pointed } from "../matrix/pointed.js";
import { nothingPointed } from "../matrix/pointed.js";
import { Observed } from "./observed.js";
import { blankPage, type PageModel } from "./pageModel.js";
import { PaintLedger } from "./paintLedger.js";
import { reducePage, type PageAction } from "./reducePage.js";
import { TraceTensors } from "./traceTensors.js";

/** Owns the page's model: hears the host, tells it what the person does, and keeps what has to outlive the page. */
export class PageStore {
  readonly model = new Observed<PageModel>(blankPage);
  /** The cell under the pointer or the keyboard's: apart from the model, for it changes with every move. */
  readonly pointed = new Observed<Pointed>(nothingPointed);
  /** What a screen reader is to hear of the cell in hand. */
  readonly spoken = new Observed<Spoken | null>(null);
  readonly ledger: PaintLedger;
  readonly #host: Host;

  constructor(host: Host, body: HTMLElement) {
    this.#host = host;
    this.ledger = new PaintLedger(body, (report) => host.emit("painted", report));
    const title = host.readState()?.source.title;
    if (title) this.#dispatch({ kind: "restoring", title });
    host.on("traced", (traced) => this.#traced(traced));
    host.on("cleared", () => this.#dispatch({ kind: "cleared" }));
    host.on("busy", ({ message }) => this.#dispatch({ kind: "busy", message }));
    host.on("failed", ({ message }) => this.#dispatch({ kind: "failed", message }));
    host.on("editorSelection", (tokens) => this.#dispatch({ kind: "editorSelection", tokens }));
    host.on("goToToken", ({ token, view }) => this.#goToToken(token, view));
    host.on("sourceMoved", (moved) => this.#dispatch({ kind: "sourceMoved", ...moved }));
    host.emit("ready", {});
  }

  /** Brings another head into view. */
  lookAt(view: ViewState): void {
    if (view.group !== this.model.value.view.group) this.pointed.set(nothingPointed);
    this.#dispatch({ kind: "lookAt", view });
  }

  showSection(section: PageModel["section"]): void {
    this.pointed.set(nothingPointed);
    this.#dispatch({ kind: "showSection", section });
  }

  pin(pin: PageModel["pinned"]): void {
    this.#dispatch({ kind: "pin", pin });
  }

  /** Reveals a token in the editor, unless it has no place there. */
  reveal(token: number, side: TokenSide): void {
    if (this.whyHidden(token, side) === null) this.#host.emit("revealToken", { token, side });
  }

  /** Why a token cannot be revealed in the editor, or null where it can. */
  whyHidden(token: number, side: TokenSide): string | null {
    const { traced, edited } = this.model.value;
    if (!traced || isSpecial(tokensOf(traced.trace, side), token)) return labels.isSpecial;
    return edited[side].has(token) ? labels.editedSince : null;
  }

  run(command: "showAttention" | "showLog"): void {
    this.#host.emit("runCommand", { command });
  }

  dismissNotice(notice: string): void {
    this.#dispatch({ kind: "dismissNotice", notice });
  }

  dismissFailure(): void {
    this.#dispatch({ kind: "failed", message: null });
    this.#host.emit("failureDismissed", {});
  }

  /** Shows what went wrong with something that the page asked for. */
  fail(thrown: unknown): void {
    const failure = Failure.from(thrown);
    if (failure.code !== "cancelled") this.#dispatch({ kind: "failed", message: failure.message });
  }

  #traced(traced: Traced): void {
    const { tensors, traced: previous } = this.model.value;
    if (tensors && previous?.trace.id === traced.trace.id) {
      this.#dispatch({ kind: "traced", traced, tensors });
      return;
    }
    this.pointed.set(nothingPointed);
    this.#dispatch({ kind: "traced", traced, tensors: new TraceTensors(this.#host, traced.trace) });
  }

  #goToToken(token: number, view: ViewState | null): void {
    this.pointed.set(nothingPointed);
    this.#dispatch({ kind: "goToToken", token, view });
  }

  #dispatch(action: PageAction): void {
    const before = this.model.value;
    const after = reducePage(before, action);
    if (after.tensors !== before.tensors) before.tensors?.close();
    this.ledger.expect(after);
    this.model.set(after);
    if (after.source && (after.source !== before.source || !sameView(after.view, before.view))) {
      this.#host.writeState({ source: after.source, view: after.view });
    }
    if (action.kind === "cleared") this.#host.writeState(undefined);
    // A view that came with a trace is the host's own.
    if (after.traced === before.traced && !sameView(after.view, before.view)) this.#host.emit("headInView", after.view);
  }
}

function sameView(one: ViewState, other: ViewState): boolean {
  return one.group === other.group && one.layer === other.layer && one.head === other.head;
}
