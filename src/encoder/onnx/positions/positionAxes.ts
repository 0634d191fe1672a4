import type { PositionPart } from "../../../attention/positions.js";

/** An encoding's numbers without their batch. */
export interface PositionArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
  readonly heads: number | null;
}

/** How many axes a part has, and whether its first is heads. */
export function axesOf(part: PositionPart): { readonly rank: number; readonly ofHeads: boolean } {
  const ofHeads = part === "bias" || part === "queryBefore" || part === "queryAfter";
  return { rank: ofHeads ? 3 : 2, ofHeads };
}

/**
 * Brings `[1, N, d]`, `[N, 1, d]`, `[1, heads, N, N]` or `[1, N, heads · d]` to the axes of its part; null where it has
 * others.
 *
 * @param heads of the queries; null where that is not known
 */
export function withoutBatch(
  values: Float32Array,
  dimensions: readonly number[],
  { rank, ofHeads }: { readonly rank: number; readonly ofHeads: boolean },
  heads: number | null,
): PositionArray | null {
  const shape = [...dimensions];
  for (let one = shape.indexOf(1); shape.length > rank && one !== -1; one = shape.indexOf(1)) shape.splice(one, 1);
  while (shape.length < rank) shape.unshift(1);
  if (shape.length !== rank) return null;
  if (!ofHeads) return { shape, values, heads: null };
  const [first, tokens, width] = shape as [number, number, number];
  // As fused operators take queries: their heads side by side.
  const isJoined = first === 1 && dimensions.length === 3 && heads !== null && heads > 1 && width % heads === 0;
  if (isJoined && width !== tokens) return splitHeads(values, tokens, width, heads);
  return { shape, values, heads: first };
}

function splitHeads(values: Float32Array, tokens: number, width: number, heads: number): PositionArray {
  const dimension = width / heads;
  const split = new Float32Array(values.length);
  for (let token = 0; token < tokens; token++) {
    for (let head = 0; head < heads; head++) {
      const from = token * width + head * dimension;
      split.set(values.subarray(from, from + dimension), (head * tokens + token) * dimension);
    }
  }
  return { shape: [heads, tokens, dimension], values: split, heads };
}
