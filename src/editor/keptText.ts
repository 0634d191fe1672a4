import type { AttendedKeys } from "../attention/attendedKeys.js";
import { mapUnits, type MapUnits } from "../attention/attentionMap.js";
import { headsOfLayer, oneHead } from "../attention/headSet.js";
import { sameWeights, type Recipe } from "../attention/recipe.js";
import type { TraceSummary } from "../attention/trace.js";
import { groupOf, nearestHead, type HeadPlace } from "../attention/traceGroup.js";
import type { Traces } from "../encoder/traces.js";
import { Failure } from "../protocol/failure.js";
import type { ViewState } from "../protocol/look.js";
import { attendedInHover } from "./limits.js";
import type { TracedText } from "./tracedText.js";
import type { Log } from "./log.js";

/** Whose weights a hover reads. */
export type HoverAttention = "lastLayerMean" | "headInView";

/** What the queries of one head attend to, or of the mean over a layer's heads, under the panel's recipe. */
export interface AttendedFrom {
  readonly place: Omit<HeadPlace, "head"> & { readonly head: number | "mean" };
  readonly recipe: Recipe;
  /** What the rows and keys of `weights` stand for. */
  readonly units: MapUnits;
  readonly weights: AttendedKeys;
}

/** What a hover needs of a trace, held here so that it is there at once. */
export type Attended = Readonly<Record<HoverAttention, AttendedFrom | null>>;

/** The head to look at, and the recipe that its weights are shown under. */
interface HowLooked {
  readonly view: ViewState;
  readonly recipe: Recipe;
}

/** A traced text that can be shown again, and what was looked at in it. */
export class KeptText {
  readonly text: TracedText;
  readonly #traces: Traces;
  readonly #log: Log;
  #view: ViewState;
  #recipe: Recipe;
  #attended: Attended = { lastLayerMean: null, headInView: null };

  /**
   * @param view the head to look at; if the trace has none such, the group's first one
   * @param recipe of the panel
   */
  constructor(text: TracedText, { view, recipe }: HowLooked, traces: Traces, log: Log) {
    this.text = text;
    this.#recipe = recipe;
    this.#traces = traces;
    this.#log = log;
    this.#view = hasHead(text.trace, view) ? view : { ...nearestHead(text.trace, view), layer: 0, head: 0 };
    void this.#attendMean();
    void this.#attend("headInView", this.#view);
  }

  get trace(): TraceSummary {
    return this.text.trace;
  }

  get view(): ViewState {
    return this.#view;
  }

  get attended(): Attended {
    return this.#attended;
  }

  /** Looks at another head. @returns whether the trace has it and it is another one */
  look(view: ViewState): boolean {
    if (!hasHead(this.trace, view) || sameHead(view, this.#view)) return false;
    const before = this.#view;
    this.#view = view;
    this.#attended = { ...this.#attended, headInView: null };
    void this.#attend("headInView", view);
    if (before.group !== view.group) void this.#attendMean();
    return true;
  }

  /** Follows the panel's recipe; what pixels alone differ by changes no hover. */
  useRecipe(recipe: Recipe): void {
    if (sameWeights(recipe, this.#recipe)) return;
    this.#recipe = recipe;
    this.#attended = { lastLayerMean: null, headInView: null };
    void this.#attend("headInView", this.#view);
    void this.#attendMean();
  }

  /** The mean is the one of the group in view. */
  #attendMean(): Promise<void> {
    this.#attended = { ...this.#attended, lastLayerMean: null };
    const { group } = this.#view;
    const layers = groupOf(this.trace, group).layers;
    return this.#attend("lastLayerMean", { group, layer: layers - 1, head: "mean" });
  }

  async #attend(attention: HoverAttention, place: AttendedFrom["place"]): Promise<void> {
    const { group, layer, head } = place;
    const recipe = this.#recipe;
    const heads = head === "mean" ? headsOfLayer(this.trace, group, layer) : oneHead({ group, layer, head });
    try {
      const asked = { trace: this.trace.id, heads, recipe, count: attendedInHover };
      const weights = await this.#traces.call("mostAttended", asked);
      const looked = attention === "lastLayerMean" ? place.group === this.#view.group : sameHead(place, this.#view);
      if (!looked || recipe !== this.#recipe) return;
      const units = mapUnits(this.trace, group, recipe);
      this.#attended = { ...this.#attended, [attention]: { place, recipe, units, weights } };
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
function hasHead(trace: TraceSummary, view: ViewState): boolean {
  return sameHead(nearestHead(trace, view), view);
}
