/** The keys of the largest weights of one row, in falling order; of equal weights the earlier key comes first. */
export function strongestKeys(row: Float32Array, count: number): readonly number[] {
  const keys = Array.from(row.keys());
  return keys.sort((one, other) => row[other]! - row[one]! || one - other).slice(0, count);
}
