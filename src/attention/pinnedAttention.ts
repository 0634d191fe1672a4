/** How the attention of several tokens becomes one number for each other token. */
export const pinCombinations = ["sum", "mean"] as const;
export type PinCombination = (typeof pinCombinations)[number];

/**
 * What several pinned tokens attend to together, or what attends to them: the sum or the mean of their rows, or of their
 * columns, cell by cell. Nothing is renormalised, and what is no number stays none. One alone is left as it is.
 *
 * @param vectors `[pins][N]` exact rows, or exact columns, of one map; one at least
 * @returns `[N]`
 * @throws RangeError when there is no vector, or when they differ in length
 */
export function pinnedAttention(vectors: readonly Float32Array[], combine: PinCombination): Float32Array {
  const [first] = vectors;
  if (!first) throw new RangeError("nothing is pinned");
  if (vectors.length === 1) return first;
  const sums = new Float64Array(first.length);
  for (const vector of vectors) {
    if (vector.length !== sums.length) throw new RangeError(`${vector.length} weights beside ${sums.length}`);
    for (let place = 0; place < sums.length; place++) sums[place]! += vector[place]!;
  }
  const share = combine === "mean" ? vectors.length : 1;
  return Float32Array.from(sums, (sum) => sum / share);
}
