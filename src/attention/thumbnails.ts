import { heatMap } from "./heatMap.js";
import { headAttention } from "./heads.js";
import type { Trace } from "./trace.js";

/** Every head of a trace, small. */
export interface Thumbnails {
  /** Width and height of one thumbnail: min(N, the size asked for). */
  readonly size: number;
  /** `[layers, heads]` the largest weight of each head. */
  readonly maxima: Float32Array;
  /** `[layers, heads, size, size]` pixels as in `HeatMap`, each head on its own scale. */
  readonly pixels: Uint8Array;
}

/**
 * Shrinks an attention map by taking the largest weight of each block, so that a single strong cell stays visible.
 *
 * @param attention `[N, N]`
 * @returns `[size, size]`, size ≤ N
 */
export function maxPool(attention: Float32Array, n: number, size: number): Float32Array {
  if (size === n) return attention;
  const pooled = new Float32Array(size * size);
  const block = Int32Array.from({ length: n }, (_, position) => Math.floor((position * size) / n));
  for (let query = 0; query < n; query++) {
    const row = block[query]! * size;
    for (let key = 0; key < n; key++) {
      const cell = row + block[key]!;
      const weight = attention[query * n + key]!;
      if (weight > pooled[cell]!) pooled[cell] = weight;
    }
  }
  return pooled;
}

/** Thumbnails of all heads, at most `size` cells wide. */
export function thumbnails(trace: Trace, size: number): Thumbnails {
  const { layers, heads } = trace.encoder;
  const n = trace.tokens.ids.length;
  const width = Math.min(n, size);
  const cells = width * width;
  const maxima = new Float32Array(layers * heads);
  const pixels = new Uint8Array(layers * heads * cells);
  for (let index = 0; index < layers * heads; index++) {
    const attention = headAttention(trace, Math.floor(index / heads), index % heads);
    const map = heatMap(maxPool(attention, n, width), width);
    maxima[index] = map.maximum;
    pixels.set(map.pixels, index * cells);
  }
  return { size: width, maxima, pixels };
}
