import { attentionMap } from "./attentionMap.js";
import { oneHead, type HeadSet } from "./headSet.js";
import { mostAttended } from "./mostAttended.js";
import type { Recipe } from "./recipe.js";
import type { Trace } from "./trace.js";

/** For each of some heads the keys that every query attends to most: what lines are drawn of. */
export interface StrongestPairs {
  /** Rows of a head: queries under the recipe. */
  readonly rows: number;
  /** How many keys a query has: min(asked, keys). */
  readonly count: number;
  /** `[heads, rows, count]` in falling order of weight; -1 where a query has fewer. */
  readonly keys: Int32Array;
  /** `[heads, rows, count]` weights; NaN where there is no key. */
  readonly weights: Float32Array;
  /** `[heads, rows]` how much of a query's attention is left, as in `AttentionMap`; null if no key was dropped. */
  readonly left: Float32Array | null;
}

/** The strongest pairs of each head of a set by itself; the set's combination means nothing here. @throws RangeError */
export function strongestPairs(trace: Trace, { group, heads }: HeadSet, recipe: Recipe, count: number): StrongestPairs {
  const parts = heads.map((place) => {
    const { weights, keys, left } = attentionMap(trace, oneHead({ group, ...place }), recipe);
    return { ...mostAttended(weights, keys.firsts.length, count), left };
  });
  const [first] = parts;
  if (!first) throw new RangeError("no head");
  const size = first.keys.length;
  const [keys, weights] = [new Int32Array(parts.length * size), new Float32Array(parts.length * size)];
  for (const [head, part] of parts.entries()) {
    keys.set(part.keys, head * size);
    weights.set(part.weights, head * size);
  }
  const rows = first.left?.length ?? 0;
  const left = first.left === null ? null : new Float32Array(parts.length * rows);
  for (const [head, part] of parts.entries()) left?.set(part.left!, head * rows);
  return { left, rows: first.count === 0 ? 0 : size / first.count, count: first.count, keys, weights };
}

/** Whether a pair of some weight is a line: not one of 0, as below a recipe's threshold, nor one that is no number. */
export function isLine(weight: number, least: number): boolean {
  return weight > 0 && weight >= least;
}
