import type { AttentionGroup } from "./attentionGroup.js";

/** How a model tells where a token stands. `disentangled`: by attention between contents and relative positions (DeBERTa). */
export type PositionKind = "learned" | "sinusoidal" | "rotary" | "relative" | "alibi" | "disentangled";

/** What a positional encoding is added to, or multiplied into. */
export type PositionPlace = "embeddings" | "queries and keys" | "scores";

/**
 * Which numbers of a positional encoding, for N positions:
 *
 * - `encoding` `[N, d]`: what is added to the embeddings
 * - `cosine`, `sine` `[N, d_k]` or half of it; `angle`, made of them, in radians from −π to π
 * - `queryBefore`, `queryAfter` `[heads, N, d_k]`: one layer's queries before and after they are rotated
 * - `bias` `[heads, N, N]` (one row where it is the same for all queries): what is added to the scores
 * - `relativeTable` `[distances, d]`: an embedding for each distance
 */
export type PositionPart =
  "encoding" | "cosine" | "sine" | "angle" | "queryBefore" | "queryAfter" | "bias" | "relativeTable";

/** Numbers of a positional encoding for the positions of a run. */
export interface PositionalEncoding {
  readonly kind: PositionKind;
  readonly place: PositionPlace;
  readonly part: PositionPart;
  readonly group: AttentionGroup;
  /** The layers it acts on, from 0; of embeddings, the first that reads them. */
  readonly layers: readonly number[];
  /** The value's name in the graph. */
  readonly name: string;
  /** As the part says; without the batch. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** How many heads have their own; null where its first axis is not heads. */
  readonly heads: number | null;
}

/** A positional encoding without its numbers. */
export type PositionFacts = Omit<PositionalEncoding, "values">;

/** An encoding without its numbers. */
export function positionFacts(encoding: PositionalEncoding): PositionFacts {
  const { kind, place, part, group, layers, name, shape, heads } = encoding;
  return { kind, place, part, group, layers, name, shape, heads };
}

/** One matrix of an encoding, row by row. */
export interface PositionMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** Rows and columns of an encoding, or of each of its heads. */
export function positionSize({ shape }: PositionFacts): { readonly rows: number; readonly columns: number } {
  return { rows: shape.at(-2) ?? 1, columns: shape.at(-1) ?? 1 };
}

/**
 * An encoding's matrix, or one head's.
 *
 * @param head 0 where heads have not their own
 * @throws RangeError where there is no such head
 */
export function positionMatrix(facts: PositionFacts, values: Float32Array, head: number): PositionMatrix {
  const { rows, columns } = positionSize(facts);
  const heads = facts.heads ?? 1;
  if (!(Number.isInteger(head) && head >= 0 && head < heads)) throw new RangeError(`no head ${head} of ${heads}`);
  return { rows, columns, values: values.subarray(head * rows * columns, (head + 1) * rows * columns) };
}

/** How far the norms of pairs may differ: half precision has three digits. */
const NORM_TOLERANCE = 4e-3;

/**
 * Whether a table is made of sines and cosines: the pairs of dimensions i and i + d/2, or 2i and 2i + 1, all lie on one
 * circle, sin² + cos² = 1 times a scale. Rows of zeros, which stand for padding, tell nothing.
 *
 * @param values `[rows, dimension]`
 */
export function isSinusoidal(values: Float32Array, dimension: number): boolean {
  const half = Math.floor(dimension / 2);
  if (half === 0 || values.length === 0) return false;
  return (
    onOneCircle(values, dimension, (pair) => [pair, pair + half]) ||
    onOneCircle(values, dimension, (pair) => [2 * pair, 2 * pair + 1])
  );
}

function onOneCircle(values: Float32Array, dimension: number, pairOf: (pair: number) => readonly [number, number]) {
  let radius: number | null = null;
  for (let row = 0; row < values.length; row += dimension) {
    if (values.subarray(row, row + dimension).every((value) => value === 0)) continue;
    for (let pair = 0; pair < Math.floor(dimension / 2); pair++) {
      const [first, second] = pairOf(pair);
      const norm = Math.hypot(values[row + first]!, values[row + second]!);
      radius ??= norm;
      // Not <=, so that NaN is on no circle.
      if (!(Math.abs(norm - radius) <= NORM_TOLERANCE * radius)) return false;
    }
  }
  return radius !== null && radius > 0;
}

/** Whether every row of a matrix `[rows, dimension]` is the same, so that it tells nothing of positions. */
export function rowsAreEqual(values: Float32Array, dimension: number): boolean {
  return values.every((value, place) => Object.is(value, values[place % dimension]));
}

/** What is added to a score to hide a key is this or less: exporters write it for −∞. */
export const hidingScore = -1e4;

/** Whether what is added to scores hides keys and does nothing else: a mask, no bias. */
export function onlyHides(values: Float32Array): boolean {
  return values.every((value) => value === 0 || value <= hidingScore);
}

/** The angles whose cosines and sines these are, in radians from −π to π. */
export function anglesOf(cosine: Float32Array, sine: Float32Array): Float32Array {
  return cosine.map((value, place) => Math.atan2(sine[place]!, value));
}

/**
 * Whether each head's bias is a slope of its own times the distance, besides what is the same along a row: ALiBi (Press
 * et al. 2022, https://arxiv.org/abs/2108.12409, section 3). Numbers that hide a key are passed over.
 *
 * @param values `[heads, rows, keys]`
 */
export function isLinearInDistance(values: Float32Array, heads: number, keys: number): boolean {
  const rows = values.length / heads / keys;
  if (keys < 3 || !Number.isInteger(rows)) return false;
  const slopes = new Set<number>();
  for (let head = 0; head < heads; head++) {
    const at = (row: number, key: number) => values[(head * rows + row) * keys + key]!;
    let slope: number | null = null;
    // The last row's query stands after all other keys.
    for (let row = rows - 1; row >= 0; row--) {
      const query = rows === 1 ? keys - 1 : row;
      for (let key = 1; key < keys; key++) {
        if (at(row, key) <= hidingScore || at(row, key - 1) <= hidingScore) continue;
        const step = at(row, key) - at(row, key - 1);
        slope ??= step;
        const near = (wanted: number) => Math.abs(step - wanted) <= NORM_TOLERANCE * Math.abs(slope!);
        // Of a distance in both directions, the slope turns round behind the query.
        if (!near(slope) && !(key > query && near(-slope))) return false;
      }
    }
    slopes.add(slope ?? 0);
  }
  return heads === 1 ? !slopes.has(0) : slopes.size > 1;
}
