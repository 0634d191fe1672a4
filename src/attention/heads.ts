import type { Trace } from "./trace.js";

/**
 * The attention of one head, `[N, N]`, as a view on the trace.
 *
 * @throws RangeError when the layer or the head does not exist.
 */
export function headAttention(trace: Trace, layer: number, head: number): Float32Array {
  const { layers, heads } = trace.encoder;
  if (!(Number.isInteger(layer) && layer >= 0 && layer < layers))
    throw new RangeError(`no layer ${layer} of ${layers}`);
  if (!(Number.isInteger(head) && head >= 0 && head < heads)) throw new RangeError(`no head ${head} of ${heads}`);
  const cells = trace.tokens.ids.length ** 2;
  const first = (layer * heads + head) * cells;
  return trace.attention.subarray(first, first + cells);
}

/** The mean over a layer's heads, `[N, N]`; each row still sums to 1. */
export function meanOverHeads(trace: Trace, layer: number): Float32Array {
  const { heads } = trace.encoder;
  const mean = new Float32Array(trace.tokens.ids.length ** 2);
  for (let head = 0; head < heads; head++) {
    const attention = headAttention(trace, layer, head);
    for (let cell = 0; cell < mean.length; cell++) mean[cell]! += attention[cell]! / heads;
  }
  return mean;
}
