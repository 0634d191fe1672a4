import { combinedAttention, type HeadSet } from "./headSet.js";
import { keepsWeights, type Recipe } from "./recipe.js";
import { strongestWeight } from "./strongestWeight.js";
import type { Trace, TraceSummary } from "./trace.js";
import { groupOf, tokensOf } from "./traceGroup.js";
import { unitsOf, type Units } from "./units.js";

/** What the rows and the columns of a map stand for. */
export interface MapUnits {
  readonly queries: Units;
  readonly keys: Units;
}

/** Attention as a recipe has it. */
export interface AttentionMap extends MapUnits {
  /** `[queries.firsts.length, keys.firsts.length]`, row by row. */
  readonly weights: Float32Array;
  /**
   * `[queries.firsts.length]` how much of a row's attention is left without the dropped tokens, which the row was divided
   * by: of merged rows the mean; null if no key was dropped. NaN if the row is no numbers.
   */
  readonly left: Float32Array | null;
}

/** What the rows and columns of a group's maps stand for under a recipe. @throws RangeError */
export function mapUnits(trace: TraceSummary, group: HeadSet["group"], { dropSpecial, merge }: Recipe): MapUnits {
  const { queries, keys } = groupOf(trace, group);
  const of = (side: typeof queries) => unitsOf(tokensOf(trace, side), trace.segments, dropSpecial, merge);
  const rows = of(queries);
  return { queries: rows, keys: queries === keys ? rows : of(keys) };
}

/**
 * The attention of a set of heads after a recipe's steps (see `Recipe` for their order).
 *
 * @throws RangeError when a head does not exist
 */
export function attentionMap(trace: Trace, heads: HeadSet, recipe: Recipe): AttentionMap {
  return withRecipe(combinedAttention(trace, heads), mapUnits(trace, heads.group, recipe), recipe);
}

/** The steps of a recipe on a map of tokens, `[queries, keys]`. */
export function withRecipe(attention: Float32Array, units: MapUnits, recipe: Recipe): AttentionMap {
  if (keepsWeights(recipe)) return { ...units, weights: attention, left: null };
  const { weights, left } = merged(attention, units);
  const columns = units.keys.firsts.length;
  if (recipe.threshold > 0) {
    const { threshold } = recipe;
    for (let cell = 0; cell < weights.length; cell++) {
      // What is no number stays.
      if (weights[cell]! < threshold && weights[cell]! > -Infinity) weights[cell] = 0;
    }
  }
  if (recipe.topK !== null && recipe.topK < columns) keepStrongest(weights, columns, recipe.topK);
  return { ...units, weights, left };
}

/** Columns of a unit add up, its rows are averaged; each row is first divided by what is left of it where some was dropped. */
function merged(attention: Float32Array, { queries, keys }: MapUnits): Pick<AttentionMap, "weights" | "left"> {
  const n = keys.unitOf.length;
  const columns = keys.firsts.length;
  // As many units as tokens: nothing is merged, and nothing was dropped.
  if (columns === n && queries.firsts.length === queries.unitOf.length) {
    return { weights: attention.slice(), left: null };
  }
  const weights = new Float32Array(queries.firsts.length * columns);
  const row = new Float64Array(columns);
  const total = new Float64Array(columns);
  const renormalise = keys.unitOf.includes(-1);
  const shares = new Float64Array(queries.firsts.length);
  for (const [unit, first] of queries.firsts.entries()) {
    const count = queries.counts[unit]!;
    total.fill(0);
    for (let query = first; query < first + count; query++) {
      row.fill(0);
      let left = 0;
      for (let key = 0; key < n; key++) {
        const column = keys.unitOf[key]!;
        if (column < 0) continue;
        const weight = attention[query * n + key]!;
        row[column]! += weight;
        left += weight;
      }
      shares[unit]! += left;
      // A row whose weight was all on what was dropped has nothing left to share out.
      const whole = renormalise && left !== 0 ? left : 1;
      for (let column = 0; column < columns; column++) total[column]! += row[column]! / whole;
    }
    // Rounded once, so that what is equal stays equal.
    for (let column = 0; column < columns; column++) weights[unit * columns + column] = total[column]! / count;
  }
  if (!renormalise) return { weights, left: null };
  return { weights, left: Float32Array.from(shares, (share, unit) => share / queries.counts[unit]!) };
}

/** Sets all but the strongest keys of each row to 0, of equal ones the later; what is no number stays. */
function keepStrongest(weights: Float32Array, columns: number, count: number): void {
  for (let first = 0; first < weights.length; first += columns) {
    const row = weights.subarray(first, first + columns);
    const least = strongestWeight(row, count);
    let equal = count;
    for (let column = 0; column < columns; column++) if (row[column]! > least && row[column]! < Infinity) equal--;
    for (let column = 0; column < columns; column++) {
      const weight = row[column]!;
      if (weight < least ? weight > -Infinity : weight === least && equal-- <= 0) row[column] = 0;
    }
  }
}
