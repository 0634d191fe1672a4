import { formatWeight, labels } from "../../labels.js";
import type { MapInView } from "../../state/mapInView.js";
import type { PageModel } from "../../state/pageModel.js";
import type { UnitLabels } from "../../tokens/unitLabels.js";
import { headsText } from "../rowInHand/placeText.js";
import { strongestKeys } from "../rowInHand/strongestKeys.js";
import type { Asked } from "./asked.js";
import { answeringAxis, askedAxis } from "./pins.js";

/** A unit in a sentence. */
export interface NamedUnit {
  readonly of: UnitLabels;
  readonly unit: number;
}

/** A sentence about what is shown: a template, and what stands in its slots. */
export interface Answer {
  readonly template: string;
  readonly units: Readonly<Record<string, NamedUnit>>;
  /** `place`, and `count` of the pinned. */
  readonly words: Readonly<Record<string, string | number>>;
  /** Exact; null where no weight is spoken of. */
  readonly weight: number | null;
}

/**
 * What the weights say.
 *
 * @param weights `[units of answeringAxis]`; null while they are on their way
 * @param focus the unit that is spoken of; null for the one of the largest weight
 */
export function answerOf(
  map: MapInView,
  look: PageModel["look"],
  asked: Asked,
  weights: Float32Array | null,
  focus: number | null,
): Answer {
  const words = { place: headsText(map.heads, map.several), count: asked.units.length };
  if (!weights) return { template: labels.text.loading, units: {}, words, weight: null };
  const most = focus === null;
  const unit = focus ?? strongestKeys(weights, 1)[0] ?? null;
  const weight = weights[unit ?? 0] ?? NaN;
  // Of weights that are all 0 none is the largest.
  const told = unit === null ? "noWeights" : most && weight === 0 ? "nothing" : most ? "most" : "one";
  const answering = unit === null ? null : { of: answeringAxis(map, asked.direction).names, unit };
  if (asked.units.length > 1) {
    const template = severalTemplates(asked, look.text.combine)[told];
    return { template, units: answering ? { token: answering } : {}, words, weight };
  }
  const asking = { of: askedAxis(map, asked.direction).names, unit: asked.units[0]! };
  const [query, key] = asked.direction === "from" ? [asking, answering] : [answering, asking];
  const units = { ...(query && { query }), ...(key && { key }) };
  return { template: oneTemplates(asked)[told], units, words, weight };
}

type Told = "noWeights" | "nothing" | "most" | "one";

function oneTemplates({ direction }: Asked): Readonly<Record<Told, string>> {
  const from = direction === "from";
  return {
    one: labels.attends,
    most: from ? labels.attendsMost : labels.text.attendedMost,
    nothing: from ? labels.attendsToNothing : labels.text.attendedByNothing,
    noWeights: from ? labels.noWeights : labels.text.noWeightsTo,
  };
}

function severalTemplates({ direction }: Asked, combine: "sum" | "mean"): Readonly<Record<Told, string>> {
  const { several, severalMost, severalNothing, severalNoWeights } = labels.text;
  return {
    one: several[direction][combine],
    most: severalMost[direction][combine],
    nothing: severalNothing,
    noWeights: severalNoWeights,
  };
}

/** How a weight stands in a sentence. */
export function weightText({ weight }: Answer): string {
  return weight === null ? "…" : formatWeight(weight);
}
