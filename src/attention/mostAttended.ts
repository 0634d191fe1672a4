/** For every query its most attended keys, in falling order of weight. */
export interface MostAttended {
  /** How many keys a query has: min(asked, N). */
  readonly count: number;
  /** `[N, count]` */
  readonly keys: Int32Array;
  /** `[N, count]` attention weights in [0, 1]. */
  readonly weights: Float32Array;
}

/**
 * The `count` largest weights of every row of an attention map; of equal weights the earlier key comes first.
 *
 * @param attention `[N, N]`
 */
export function mostAttended(attention: Float32Array, n: number, count: number): MostAttended {
  const kept = Math.min(count, n);
  const keys = new Int32Array(n * kept);
  const weights = new Float32Array(n * kept);
  for (let query = 0; query < n; query++) {
    const row = attention.subarray(query * n, (query + 1) * n);
    const first = query * kept;
    let filled = 0;
    for (let key = 0; key < n; key++) {
      const weight = row[key]!;
      if (filled === kept && weight <= weights[first + kept - 1]!) continue;
      let place = filled < kept ? filled++ : kept - 1;
      for (; place > 0 && weights[first + place - 1]! < weight; place--) {
        weights[first + place] = weights[first + place - 1]!;
        keys[first + place] = keys[first + place - 1]!;
      }
      weights[first + place] = weight;
      keys[first + place] = key;
    }
  }
  return { count: kept, keys, weights };
}
