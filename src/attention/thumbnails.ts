import { mapUnits, withRecipe } from "./attentionMap.js";
import type { AttentionGroup } from "./attentionGroup.js";
import { heatMap } from "./heatMap.js";
import { headAttention } from "./heads.js";
import type { Recipe } from "./recipe.js";
import type { Trace } from "./trace.js";
import { groupOf } from "./traceGroup.js";

/** No thumbnail has more cells along a side: 144 of them are 0.6 MB. */
export const THUMBNAIL_SIZE = 64;

/** Every head of a group, small. */
export interface Thumbnails {
  /** Of one thumbnail: min(queries, THUMBNAIL_SIZE). */
  readonly rows: number;
  /** Of one thumbnail: min(keys, THUMBNAIL_SIZE). */
  readonly columns: number;
  /** `[layers, heads]` the largest weight of each head; NaN where no weight is finite. */
  readonly maxima: Float32Array;
  /** `[layers, heads, rows, columns]` pixels as in `HeatMap`, each head on its own scale: a cell is the largest weight or the mean of its block. */
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

/**
 * Shrinks an attention map by the mean of each block; a block with a weight that is not finite is not finite.
 *
 * @param attention `[from.rows, from.columns]`
 * @returns `[to.rows, to.columns]`, no larger
 */
export function meanPool(attention: Float32Array, from: Size, to: Size): Float32Array {
  if (to.rows === from.rows && to.columns === from.columns) return attention;
  const totals = new Float64Array(to.rows * to.columns);
  const counts = new Uint32Array(totals.length);
  const blockOf = Int32Array.from({ length: from.columns }, (_, key) => Math.floor((key * to.columns) / from.columns));
  for (let query = 0; query < from.rows; query++) {
    const row = Math.floor((query * to.rows) / from.rows) * to.columns;
    for (let key = 0; key < from.columns; key++) {
      const cell = row + blockOf[key]!;
      totals[cell]! += attention[query * from.columns + key]!;
      counts[cell]!++;
    }
  }
  return Float32Array.from(totals, (total, cell) => total / counts[cell]!);
}

/** Thumbnails of all heads of a group under a recipe, made one after the other. */
export class ThumbnailsInTheMaking {
  readonly #trace: Trace;
  readonly #group: AttentionGroup;
  readonly #recipe: Recipe;
  readonly #units: ReturnType<typeof mapUnits>;
  readonly #to: Size;
  readonly #maxima: Float32Array;
  readonly #pixels: Uint8Array;
  readonly #heads: number;
  #unreadable: Uint8Array | null = null;
  #made = 0;

  /** @throws RangeError when the trace has no such group */
  constructor(trace: Trace, group: AttentionGroup, recipe: Recipe) {
    this.#trace = trace;
    this.#group = group;
    this.#recipe = recipe;
    this.#units = mapUnits(trace, group, recipe);
    const { layers, heads } = groupOf(trace, group);
    this.#heads = heads;
    const { queries, keys } = this.#units;
    this.#to = {
      rows: Math.min(queries.firsts.length, THUMBNAIL_SIZE),
      columns: Math.min(keys.firsts.length, THUMBNAIL_SIZE),
    };
    this.#maxima = new Float32Array(layers * heads);
    this.#pixels = new Uint8Array(layers * heads * this.#to.rows * this.#to.columns);
  }

  /** Makes the next head's; false when there are no more. */
  next(): boolean {
    if (this.#made === this.#maxima.length) return false;
    const index = this.#made++;
    const place = { group: this.#group, layer: Math.floor(index / this.#heads), head: index % this.#heads };
    const { weights, queries, keys } = withRecipe(headAttention(this.#trace, place), this.#units, this.#recipe);
    const from = { rows: queries.firsts.length, columns: keys.firsts.length };
    const pooled = (this.#recipe.pooling === "max" ? maxPool : meanPool)(weights, from, this.#to);
    const map = heatMap(pooled, this.#to.columns, this.#recipe);
    // A block's mean, and one that became NaN, do not tell the largest weight of all.
    const told = this.#recipe.pooling === "max" && !map.unreadable;
    this.#maxima[index] = told ? map.maximum : heatMap(weights, from.columns).maximum;
    const first = index * map.pixels.length;
    this.#pixels.set(map.pixels, first);
    if (map.unreadable) (this.#unreadable ??= new Uint8Array(this.#pixels.length)).set(map.unreadable, first);
    return true;
  }

  /** What was made. */
  finish(): Thumbnails {
    while (this.next());
    return { ...this.#to, maxima: this.#maxima, pixels: this.#pixels, unreadable: this.#unreadable };
  }
}

/** Thumbnails of all heads of a group. @throws RangeError when the trace has no such group */
export function thumbnails(trace: Trace, group: AttentionGroup, recipe: Recipe): Thumbnails {
  return new ThumbnailsInTheMaking(trace, group, recipe).finish();
}
