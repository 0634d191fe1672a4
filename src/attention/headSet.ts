import type { AttentionGroup } from "./attentionGroup.js";
import { headAttention } from "./heads.js";
import type { Trace } from "./trace.js";
import { groupOf, mapSize, type HeadPlace, type TracedGroups } from "./traceGroup.js";

/** A head of a group that is known. */
export type LayerAndHead = Omit<HeadPlace, "group">;

/** How several heads become one map. */
export const combinations = ["mean", "max"] as const;
export type Combination = (typeof combinations)[number];

/** The heads that a map is made of; one at least. */
export interface HeadSet {
  readonly group: AttentionGroup;
  readonly heads: readonly LayerAndHead[];
  /** Means nothing for one head. */
  readonly combine: Combination;
}

/** One head alone. */
export function oneHead({ group, layer, head }: HeadPlace): HeadSet {
  return { group, heads: [{ layer, head }], combine: "mean" };
}

/** All heads of a layer. @throws RangeError when the trace has no such group */
export function headsOfLayer(trace: TracedGroups, group: AttentionGroup, layer: number): HeadSet {
  const { heads } = groupOf(trace, group);
  return { group, heads: Array.from({ length: heads }, (_, head) => ({ layer, head })), combine: "mean" };
}

/**
 * The attention of a set of heads, `[queries, keys]`: of one head a view on the trace, of several their mean or their
 * largest weight in each cell. Of several, a head without any number, as one that its layer lacks, does not count; where
 * none counts, all is NaN.
 *
 * @throws RangeError when the set is empty, or a head of it does not exist.
 */
export function combinedAttention(trace: Trace, { group, heads, combine }: HeadSet): Float32Array {
  if (heads.length === 0) throw new RangeError("no head");
  const maps = heads.map((place) => headAttention(trace, { group, ...place }));
  if (maps.length === 1) return maps[0]!;
  const counted = maps.filter((map) => map.some(Number.isFinite));
  const { rows, columns } = mapSize(trace, groupOf(trace, group));
  const combined = new Float32Array(rows * columns);
  if (counted.length === 0) return combined.fill(NaN);
  for (const map of counted) {
    if (combine === "mean")
      for (let cell = 0; cell < map.length; cell++) combined[cell]! += map[cell]! / counted.length;
    else for (let cell = 0; cell < map.length; cell++) combined[cell] = Math.max(combined[cell]!, map[cell]!);
  }
  return combined;
}
