/**
 * The keys of the largest weights of one row, in falling order; of equal weights the earlier key comes first. A weight
 * that is not finite is no weight.
 */
export function strongestKeys(row: Float32Array, count: number): readonly number[] {
  const keys = Array.from(row.keys()).filter((key) => Number.isFinite(row[key]));
  return keys.sort((one, other) => row[other]! - row[one]! || one - other).slice(0, count);
}
