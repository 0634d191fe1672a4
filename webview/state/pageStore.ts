import type { LayerAndHead } from "../../src/attention/headSet.js";
import { isSpecial } from "../../src/attention/tokens.js";
import { tokensOf, type TokenSide } from "../../src/attention/traceGroup.js";
import { Failure } from "../../src/protocol/failure.js";
import type { Look, Pin, View, ViewState } from "../../src/protocol/look.js";
import type { KeptTraces, Traced } from "../../src/protocol/pageProtocol.js";
import type { Dialog } from "../dialogs/dialog.js";
import type { Shown } from "../export/shown.js";
import type { Host } from "../host.js";
import { keptForPage, tracedForPage } from "./encodedForPage.js";
import { labels } from "../labels.js";
import type { Spoken } from "../matrix/gridCell.js";
import { nothingPointed, type Pointed } from "../matrix/pointed.js";
import { preferencesOf, sameHead, samePin, sameView } from "./looks.js";
import { Navigation, placeOf, type Place } from "./navigation.js";
import { Observed } from "./observed.js";
import { askAhead } from "./askAhead.js";
import { blankPage, noSteps, type PageModel, type Step } from "./pageModel.js";
import { PaintLedger } from "./paintLedger.js";
import { reducePage, type PageAction } from "./reducePage.js";
import { TraceTensors } from "./traceTensors.js";

/** In place of a gesture's name where undoing, or going back, changed the look: nothing to be undone by itself. */
const STEP = Symbol("step");

/** Owns the page's model: hears the host, tells it what the person does, and keeps what has to outlive the page. */
export class PageStore {
  readonly model = new Observed<PageModel>(blankPage);
  /** The cell under the pointer or the keyboard's, in units of the map: apart from the model, for it changes with every move. */
  readonly pointed = new Observed<Pointed>(nothingPointed);
  /** What a screen reader is to hear of the cell in hand. */
  readonly spoken = new Observed<Spoken | null>(null);
  /** What the open view shows, for who takes it out of the page. */
  readonly shown = new Observed<Shown | null>(null);
  /** What is open above the page. */
  readonly dialog = new Observed<Dialog | null>(null);
  readonly ledger: PaintLedger;
  readonly host: Host;
  readonly #navigation = new Navigation();
  /** How the traces that are kept were looked at when they were left. */
  readonly #left = new Map<number, Look>();
  /** Where to go once the host has shown its trace. */
  #going: Place | null = null;

  constructor(host: Host, body: HTMLElement) {
    this.host = host;
    this.ledger = new PaintLedger(body, (report) => host.emit("painted", report));
    const title = host.readState()?.source.title;
    if (title) this.#dispatch({ kind: "restoring", title });
    host.on("preferences", (preferences) => this.#dispatch({ kind: "preferences", preferences }));
    host.on("keptTraces", (kept) => this.#keptTraces(keptForPage(kept)));
    host.on("traced", (traced) => this.#traced(tracedForPage(traced)));
    host.on("cleared", () => this.#dispatch({ kind: "cleared" }));
    host.on("busy", ({ message }) => this.#dispatch({ kind: "busy", message }));
    host.on("failed", ({ message }) => this.#dispatch({ kind: "failed", message }));
    host.on("editorSelection", (tokens) => this.#dispatch({ kind: "editorSelection", tokens }));
    host.on("goToToken", ({ token, view }) => this.#goToToken(token, view));
    host.on("sourceMoved", (moved) => this.#dispatch({ kind: "sourceMoved", ...moved }));
    host.emit("ready", {});
  }

  /**
   * Changes what is looked at, and how.
   *
   * @param gesture names a gesture of several changes, such as a slider's drag, that is undone as one
   */
  look(look: Partial<Look>, gesture: string | null = null): void {
    if (changesUnits(this.model.value.look, look)) this.pointed.set(nothingPointed);
    this.#dispatch({ kind: "look", look }, gesture);
  }

  /** Brings another head into view, alone. */
  lookAt(view: ViewState): void {
    this.look({ view, set: [] });
  }

  /** Adds a head to those shown together, or takes it away; the last one stays. */
  toggleHead({ layer, head }: LayerAndHead): void {
    const { set, view } = this.model.value.look;
    const without = set.filter((one) => !sameHead(one, { layer, head }));
    if (without.length === set.length) this.look({ view: { ...view, layer, head }, set: [...set, { layer, head }] });
    else if (without.length > 0) this.look({ view: { ...view, ...without.at(-1)! }, set: without });
  }

  open(open: View): void {
    this.pointed.set(nothingPointed);
    this.look({ open });
  }

  /** Pins a cell alone, or nothing. */
  pin(pin: Pin | null): void {
    this.look({ pins: pin ? [pin] : [] });
  }

  /** Adds a pin to the others, or takes it away. */
  togglePin(pin: Pin): void {
    const { pins } = this.model.value.look;
    const without = pins.filter((one) => !samePin(one, pin));
    this.look({ pins: without.length < pins.length ? without : [...pins, pin] });
  }

  /** Takes a step, where there is one to take. */
  take(step: Step): void {
    const model = this.model.value;
    if (step === "undo" || step === "redo") {
      const look = this.#navigation.look(step, model.look);
      if (look) this.#dispatch({ kind: "look", look }, STEP);
    } else {
      // A second step before the host has answered the first goes on from there.
      const now = this.#going ?? placeOf(model);
      const place = now && this.#navigation.place(step, now);
      if (place) this.#goTo(place);
    }
  }

  /** Shows a trace that is kept. */
  showTrace(trace: number): void {
    this.#going = null;
    this.host.emit("showTrace", { trace });
  }

  forgetTrace(trace: number): void {
    this.host.emit("forgetTrace", { trace });
  }

  /** Reveals a token in the editor, unless it has no place there. */
  reveal(token: number, side: TokenSide): void {
    if (this.whyHidden(token, side) === null) this.host.emit("revealToken", { token, side });
  }

  /** Why a token cannot be revealed in the editor, or null where it can; "" where there is no editor at all. */
  whyHidden(token: number, side: TokenSide): string | null {
    if (!this.host.offers.editor) return "";
    const { traced, edited } = this.model.value;
    if (!traced || isSpecial(tokensOf(traced.trace, side), token)) return labels.isSpecial;
    return edited[side].has(token) ? labels.editedSince : null;
  }

  run(command: "showAttention" | "showLog"): void {
    this.host.emit("runCommand", { command });
  }

  dismissNotice(notice: string): void {
    this.#dispatch({ kind: "dismissNotice", notice });
  }

  dismissFailure(): void {
    this.#dispatch({ kind: "failed", message: null });
    this.host.emit("failureDismissed", {});
  }

  /** Shows what went wrong with something that the page asked for. */
  fail(thrown: unknown): void {
    const failure = Failure.from(thrown);
    if (failure.code !== "cancelled") this.#dispatch({ kind: "failed", message: failure.message });
  }

  #goTo({ trace, look }: Place): void {
    if (this.model.value.traced?.trace.id === trace) {
      this.pointed.set(nothingPointed);
      this.#dispatch({ kind: "look", look }, STEP);
    } else {
      this.#going = { trace, look };
      this.host.emit("showTrace", { trace });
      this.#dispatch({ kind: "look", look: {} }, STEP);
    }
  }

  #keptTraces(kept: KeptTraces): void {
    const traces = new Set(kept.traces.map(({ trace }) => trace));
    this.#navigation.keepTraces(traces);
    for (const trace of this.#left.keys()) if (!traces.has(trace)) this.#left.delete(trace);
    if (this.#going && !traces.has(this.#going.trace)) this.#going = null;
    this.#dispatch({ kind: "keptTraces", kept });
  }

  #traced(traced: Traced): void {
    const { tensors, traced: previous } = this.model.value;
    const { id } = traced.trace;
    const kept = previous?.trace.id === id ? tensors : null;
    const going = this.#going;
    const arrived = going?.trace === id;
    if (arrived) this.#going = null;
    if (!kept) {
      this.pointed.set(nothingPointed);
      this.#navigation.leaveTrace();
      if (previous) this.#left.set(previous.trace.id, this.model.value.look);
    }
    const look = { ...(kept ? {} : this.#lookLeft(traced)), ...(arrived ? going.look : {}) };
    this.#dispatch(
      { kind: "traced", traced, tensors: kept ?? new TraceTensors(this.host, traced.trace), look },
      going ? STEP : null,
    );
  }

  /** What was looked at of a trace when it was left, or of the same text before this page was hidden. */
  #lookLeft({ trace, source, view }: Traced): Partial<Look> {
    const left = this.#left.get(trace.id);
    if (left) return sameView(left.view, view) ? { set: left.set, pins: left.pins } : {};
    if (this.model.value.traced) return {};
    const state = this.host.readState();
    if (state?.source.fingerprint !== source.fingerprint || !sameView(state.view, view)) return {};
    return { set: state.set ?? [], pins: state.pins ?? [] };
  }

  #goToToken(token: number, view: ViewState | null): void {
    this.pointed.set(nothingPointed);
    this.#dispatch({ kind: "goToToken", token, view });
  }

  /** @param gesture as in `look`; `STEP` for a step back or forth itself */
  #dispatch(action: PageAction, gesture: string | typeof STEP | null = null): void {
    const before = this.model.value;
    const reduced = reducePage(before, action);
    if (gesture !== STEP && action.kind !== "preferences") this.#navigation.changed(before, reduced, gesture);
    const steps = reduced.traced ? this.#navigation.steps : noSteps;
    const after = { ...reduced, steps: sameSteps(before.steps, steps) };
    if (after.tensors !== before.tensors) before.tensors?.close();
    this.ledger.expect(after);
    if (after.tensors !== before.tensors) askAhead(after);
    this.model.set(after);
    if (action.kind === "cleared") this.host.writeState(undefined);
    else this.#remember(before, after);
    if (action.kind !== "preferences") this.#tellPreferences(before, after);
    // A view that came with a trace is the host's own, unless the page went on from there.
    const ours = action.kind !== "traced" || action.look.view !== undefined;
    const hosts = action.kind === "traced" ? action.traced.view : before.look.view;
    if (after.traced && ours && !sameView(after.look.view, hosts)) this.host.emit("headInView", after.look.view);
  }

  #remember(before: PageModel, { source, look }: PageModel): void {
    const { view, set, pins } = look;
    if (source && (source !== before.source || look !== before.look)) this.host.writeState({ source, view, set, pins });
  }

  #tellPreferences(before: PageModel, after: PageModel): void {
    if (before.look === after.look) return;
    const [were, are] = [preferencesOf(before.look), preferencesOf(after.look)];
    const changed = (Object.keys(are) as (keyof typeof are)[]).some((name) => were[name] !== are[name]);
    if (changed) this.host.emit("preferences", are);
  }
}

/** Whether rows and columns are other ones after a change. */
function changesUnits(before: Look, { view, recipe }: Partial<Look>): boolean {
  if (view && view.group !== before.view.group) return true;
  return (
    recipe !== undefined && (recipe.merge !== before.recipe.merge || recipe.dropSpecial !== before.recipe.dropSpecial)
  );
}

/** The steps as they were where they are the same, so that nothing is drawn for them. */
function sameSteps(before: PageModel["steps"], after: PageModel["steps"]): PageModel["steps"] {
  return (Object.keys(after) as Step[]).every((step) => before[step] === after[step]) ? before : after;
}
