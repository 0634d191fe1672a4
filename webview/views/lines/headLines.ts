import { isFaint } from "../../../src/attention/attentionLeft.js";
import { LOGARITHMIC_RANGE } from "../../../src/attention/heatMap.js";
import type { Recipe } from "../../../src/attention/recipe.js";
import { isLine, type StrongestPairs } from "../../../src/attention/strongestPairs.js";

/** How many steps of strength lines are drawn in: those of one step and one head are drawn together. */
export const LEVELS = 8;

/** Lines from queries to keys, in units of the map in view, from the strongest level to the weakest. */
export interface HeadLines {
  readonly count: number;
  /** How many there would be if none were too weak. */
  readonly all: number;
  /** `[count]` the head's place in its set. */
  readonly heads: Uint16Array;
  /** `[count]` */
  readonly queries: Int32Array;
  /** `[count]` */
  readonly keys: Int32Array;
  /** `[count]` exact weights, all above 0. */
  readonly weights: Float32Array;
  /** `[count]` in [0, LEVELS), by the recipe's scale. */
  readonly levels: Uint8Array;
  /** `[count]` 1 for a line of a query that has nearly all of its attention on tokens that were dropped. */
  readonly faint: Uint8Array;
  /** Queries of a head. */
  readonly rows: number;
  /** `[heads, rows]` as in `StrongestPairs`. */
  readonly left: Float32Array | null;
}

/** The pairs of at least some weight as lines. */
export function linesOf(
  pairs: StrongestPairs,
  least: number,
  { scale, scaledOver }: Pick<Recipe, "scale" | "scaledOver">,
): HeadLines {
  const { keys, weights, rows, count: perQuery } = pairs;
  let maximum = 0;
  let [all, count] = [0, 0];
  for (const weight of weights) {
    if (!(weight > 0)) continue;
    all++;
    if (weight >= least) count++;
    if (weight > maximum) maximum = weight;
  }
  const level = new Uint8Array(weights.length);
  const sizes = new Int32Array(LEVELS);
  for (let pair = 0; pair < weights.length; pair++) {
    if (!isLine(weights[pair]!, least)) continue;
    // The first pair of a query is its strongest.
    const largest = scaledOver === "row" ? weights[pair - (pair % perQuery)]! : maximum;
    level[pair] = Math.min(LEVELS - 1, Math.floor(LEVELS * strength(weights[pair]! / largest, scale)));
    sizes[level[pair]!]!++;
  }
  const lines = {
    count,
    all,
    heads: new Uint16Array(count),
    queries: new Int32Array(count),
    keys: new Int32Array(count),
    weights: new Float32Array(count),
    levels: new Uint8Array(count),
    faint: new Uint8Array(count),
    rows,
    left: pairs.left,
  };
  const next = firstPlaces(sizes);
  for (let pair = 0; pair < weights.length; pair++) {
    if (!isLine(weights[pair]!, least)) continue;
    const place = next[level[pair]!]!++;
    const row = Math.floor(pair / perQuery);
    lines.heads[place] = Math.floor(row / rows);
    lines.queries[place] = row % rows;
    lines.keys[place] = keys[pair]!;
    lines.weights[place] = weights[pair]!;
    lines.levels[place] = level[pair]!;
    lines.faint[place] = Number(isFaint(pairs.left?.[row]));
  }
  return lines;
}

/** How strong a share of the largest weight looks, in [0, 1], as a heat map's pixels have it. */
function strength(share: number, scale: Recipe["scale"]): number {
  if (scale === "linear") return share;
  if (scale === "squareRoot") return Math.sqrt(share);
  return Math.max(0, 1 + Math.log(share) / Math.log(LOGARITHMIC_RANGE));
}

/** Where the lines of each level begin, the strongest level first. */
function firstPlaces(sizes: Int32Array): Int32Array {
  const places = new Int32Array(LEVELS);
  let place = 0;
  for (let level = LEVELS - 1; level >= 0; level--) {
    places[level] = place;
    place += sizes[level]!;
  }
  return places;
}

/** `[rows]` how much of each query's attention is left, of one head of a set; null if no key was dropped. */
export function leftOfHead({ left, rows }: HeadLines, head: number): Float32Array | null {
  return left?.subarray(head * rows, (head + 1) * rows) ?? null;
}
