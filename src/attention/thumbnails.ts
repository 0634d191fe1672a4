import type { AttentionGroup } from "./attentionGroup.js";
import { heatMap } from "./heatMap.js";
import { headAttention } from "./heads.js";
import type { Trace } from "./trace.js";
import { groupOf, mapSize } from "./traceGroup.js";

/** Every head of a group, small. */
export interface Thumbnails {
  /** Of one thumbnail: min(queries, the size asked for). */
  readonly rows: number;
  /** Of one thumbnail: min(keys, the size asked for). */
  readonly columns: number;
  /** `[layers, heads]` the largest weight of each head; NaN where no weight is finite. */
  readonly maxima: Float32Array;
  /** `[layers, heads, rows, columns]` pixels as in `HeatMap`, each head on its own scale. */
  readonly pixels: Uint8Array;
  /** `[layers, heads, rows, columns]` 1 where some weight of the block is not finite; null where all are. */
  readonly unreadable: Uint8Array | null;
}

/** A map's size in cells. */
interface Size {
  readonly rows: number;
  readonly columns: number;
}

/**
 * Shrinks an attention map by taking the largest weight of each block, so that a single strong cell stays visible. A block
 * with a weight that is not finite becomes NaN, so that this stays visible too.
 *
 * @param attention `[from.rows, from.columns]`
 * @returns `[to.rows, to.columns]`, no larger
 */
export function maxPool(attention: Float32Array, from: Size, to: Size): Float32Array {
  if (to.rows === from.rows && to.columns === from.columns) return attention;
  const pooled = new Float32Array(to.rows * to.columns);
  const blockOf = Int32Array.from({ length: from.columns }, (_, key) => Math.floor((key * to.columns) / from.columns));
  for (let query = 0; query < from.rows; query++) {
    const row = Math.floor((query * to.rows) / from.rows) * to.columns;
    for (let key = 0; key < from.columns; key++) {
      const cell = row + blockOf[key]!;
      const weight = attention[query * from.columns + key]!;
      if (weight > pooled[cell]!) pooled[cell] = weight;
      // Nothing is greater than NaN: it stays.
      if (weight - weight !== 0) pooled[cell] = NaN;
    }
  }
  return pooled;
}

/** Thumbnails of all heads of a group, at most `size` cells wide and high. */
export function thumbnails(trace: Trace, group: AttentionGroup, size: number): Thumbnails {
  const found = groupOf(trace, group);
  const { layers, heads } = found;
  const from = mapSize(trace, found);
  const to = { rows: Math.min(from.rows, size), columns: Math.min(from.columns, size) };
  const cells = to.rows * to.columns;
  const maxima = new Float32Array(layers * heads);
  const pixels = new Uint8Array(layers * heads * cells);
  let unreadable: Uint8Array | null = null;
  for (let index = 0; index < layers * heads; index++) {
    const attention = headAttention(trace, { group, layer: Math.floor(index / heads), head: index % heads });
    const map = heatMap(maxPool(attention, from, to), to.columns);
    // A block that became NaN may have had the largest weight of all.
    maxima[index] = map.unreadable ? heatMap(attention, from.columns).maximum : map.maximum;
    pixels.set(map.pixels, index * cells);
    if (map.unreadable) (unreadable ??= new Uint8Array(pixels.length)).set(map.unreadable, index * cells);
  }
  return { ...to, maxima, pixels, unreadable };
}
