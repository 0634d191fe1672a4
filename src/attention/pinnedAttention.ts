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
  const sum = new PinnedSum();
  for (const vector of vectors) sum.add(vector);
  return sum.result(combine);
}

/** `pinnedAttention` of vectors that come one by one. */
export class PinnedSum {
  #first: Float32Array | null = null;
  #sums = new Float64Array(0);
  #count = 0;

  /** @param vector `[N]` @throws RangeError when it differs from the others in length */
  add(vector: Float32Array): void {
    this.#first ??= vector;
    if (this.#count++ === 0) this.#sums = new Float64Array(vector.length);
    const sums = this.#sums;
    if (vector.length !== sums.length) throw new RangeError(`${vector.length} weights beside ${sums.length}`);
    for (let place = 0; place < sums.length; place++) sums[place]! += vector[place]!;
  }

  /** `[N]`. @throws RangeError when there is no vector */
  result(combine: PinCombination): Float32Array {
    if (!this.#first) throw new RangeError("nothing is pinned");
    if (this.#count === 1) return this.#first;
    const share = combine === "mean" ? this.#count : 1;
    return Float32Array.from(this.#sums, (sum) => sum / share);
  }
}
