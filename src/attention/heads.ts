import type { HeadMaps, Trace } from "./trace.js";
import { groupOf, type HeadPlace } from "./traceGroup.js";

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
  return trace.attention[group]![layer * heads + head]!;
}

/**
 * Arrays of heads in one buffer as maps, views on it.
 *
 * @param attention `[heads, queries, keys]`
 */
export function headMaps(attention: Float32Array, heads: number): HeadMaps {
  const cells = attention.length / heads;
  return Array.from({ length: heads }, (_, head) => attention.subarray(head * cells, (head + 1) * cells));
}
