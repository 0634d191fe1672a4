import type { Look } from "../../src/protocol/look.js";
import { sameLook, sameView } from "./looks.js";
import type { PageModel, Step } from "./pageModel.js";
import { Timeline } from "./timeline.js";

/** As many steps as anybody goes back. */
const STEPS_KEPT = 200;

/** A trace, and a view of it. */
export interface Place {
  readonly trace: number;
  readonly look: Pick<Look, "open" | "view" | "set">;
}

/** Remembers the looks of the trace on show, to be undone, and the places that were visited, to go back to. */
export class Navigation {
  readonly #looks = new Timeline<Look>(STEPS_KEPT);
  readonly #places = new Timeline<Place>(STEPS_KEPT);
  #last = "";

  get steps(): Readonly<Record<Step, boolean>> {
    return {
      undo: this.#looks.canGoBack,
      redo: this.#looks.canGoForward,
      back: this.#places.canGoBack,
      forward: this.#places.canGoForward,
    };
  }

  /**
   * Remembers a change of what is looked at.
   *
   * @param gesture names the gesture that the change is part of, such as a slider's drag: one step for all of it
   */
  changed(before: PageModel, after: PageModel, gesture: string | null): void {
    // What happens besides, such as a step of a run, does not end a gesture.
    if (before.look === after.look && before.traced === after.traced) return;
    const goesOn = gesture !== null && gesture === this.#last;
    this.#last = gesture ?? "";
    const [was, now] = [placeOf(before), placeOf(after)];
    if (was?.trace !== now?.trace) this.leaveTrace();
    else if (!goesOn && !sameBut(before.look, after.look)) this.#looks.leave(before.look);
    if (was && now && !samePlace(was, now) && !goesOn) this.#places.leave(was);
  }

  /** The look to go to, in the view that is open; null where there is none. */
  look(step: "undo" | "redo", now: Look): Look | null {
    this.#last = "";
    const next = (from: Look) => (step === "undo" ? this.#looks.back(from) : this.#looks.forward(from));
    let found = next(now);
    // Going back and forth may have led to the look of a step: that step would change nothing.
    while (found && sameBut(found, now)) found = next(found);
    return found && { ...found, ...laidOut(now) };
  }

  /** The place to go to from one; null where there is none. */
  place(step: "back" | "forward", now: Place): Place | null {
    this.#last = "";
    return step === "back" ? this.#places.back(now) : this.#places.forward(now);
  }

  /** Forgets places in traces that are not kept any more. */
  keepTraces(traces: ReadonlySet<number>): void {
    this.#places.keep(({ trace }) => traces.has(trace));
  }

  /** Forgets the looks of a trace that is not on show any more. */
  leaveTrace(): void {
    this.#looks.keep(() => false);
  }
}

/** What is not undone: the way back leads to other views, and the room is the person's own. */
function laidOut({ open, split }: Look): Pick<Look, "open" | "split"> {
  return { open, split };
}

/** Whether two looks are the same but for what is not undone. */
function sameBut(one: Look, other: Look): boolean {
  return one === other || sameLook({ ...one, ...laidOut(other) }, other);
}

/** Where a page is; null where it shows no trace. */
export function placeOf({ traced, look: { open, view, set } }: PageModel): Place | null {
  return traced && { trace: traced.trace.id, look: { open, view, set } };
}

function samePlace(one: Place, other: Place): boolean {
  return one.trace === other.trace && one.look.open === other.look.open && sameView(one.look.view, other.look.view);
}
