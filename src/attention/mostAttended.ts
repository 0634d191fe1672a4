/** For every query its most attended keys, in falling order of weight. */
export interface MostAttended {
  /** How many keys a query has: min(asked, keys). */
  readonly count: number;
  /** `[queries, count]`; -1 where a query has fewer weights that are finite and listed. */
  readonly keys: Int32Array;
  /** `[queries, count]` attention weights in [0, 1]; NaN where there is no key. */
  readonly weights: Float32Array;
}

/**
 * The `count` largest weights of every row of an attention map; of equal weights the earlier key comes first. A weight
 * that is not finite is no weight.
 *
 * @param attention `[queries, keys]`
 * @param left `[keys]` 1 for a key that is left out of the list
 */
export function mostAttended(
  attention: Float32Array,
  keyCount: number,
  count: number,
  left: Uint8Array | null = null,
): MostAttended {
  const queries = attention.length / keyCount;
  const kept = Math.min(count, keyCount);
  const keys = new Int32Array(queries * kept).fill(-1);
  const weights = new Float32Array(queries * kept).fill(NaN);
  for (let query = 0; query < queries; query++) {
    const row = attention.subarray(query * keyCount, (query + 1) * keyCount);
    const first = query * kept;
    let filled = 0;
    for (let key = 0; key < keyCount; key++) {
      const weight = row[key]!;
      if (left?.[key] === 1) continue;
      if (!Number.isFinite(weight) || (filled === kept && weight <= weights[first + kept - 1]!)) continue;
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
