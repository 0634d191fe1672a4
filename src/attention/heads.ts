import { groupOf, mapSize, type HeadPlace } from "./traceGroup.js";
import type { AttentionGroup } from "./attentionGroup.js";
import type { Trace } from "./trace.js";

/**
 * The attention of one head, `[queries, keys]`, as a view on the trace.
 *
 * @throws RangeError when the group, the layer or the head does not exist.
 */
export function headAttention(trace: Trace, { group, layer, head }: HeadPlace): Float32Array {
  const found = groupOf(trace, group);
  const { layers, heads } = found;
  if (!(Number.isInteger(layer) && layer >= 0 && layer < layers))
    throw new RangeError(`no layer ${layer} of ${layers}`);
  if (!(Number.isInteger(head) && head >= 0 && head < heads)) throw new RangeError(`no head ${head} of ${heads}`);
  const { rows, columns } = mapSize(trace, found);
  const first = (layer * heads + head) * rows * columns;
  return trace.attention[group]!.subarray(first, first + rows * columns);
}

/**
 * The mean over a layer's heads, `[queries, keys]`; each row still sums to 1. A head without any number, as one that the
 * layer lacks, does not count; where none counts, all is NaN.
 */
export function meanOverHeads(trace: Trace, group: AttentionGroup, layer: number): Float32Array {
  const heads = Array.from({ length: groupOf(trace, group).heads }, (_, head) =>
    headAttention(trace, { group, layer, head }),
  ).filter((attention) => attention.some(Number.isFinite));
  const { rows, columns } = mapSize(trace, groupOf(trace, group));
  const mean = new Float32Array(rows * columns);
  if (heads.length === 0) return mean.fill(NaN);
  for (const attention of heads) {
    for (let cell = 0; cell < mean.length; cell++) mean[cell]! += attention[cell]! / heads.length;
  }
  return mean;
}
