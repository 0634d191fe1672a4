/** The first bits of a float32, its exponent and three of its mantissa: of positive numbers they rise with the number. */
const SHIFT = 20;
/** What is infinite or NaN has these or more. */
const NOT_FINITE = 0x7f8;

const counts = new Uint32Array(NOT_FINITE);

/**
 * The weight of a given rank in a row, of 1 the largest one: by how often each beginning of a number occurs, so that it
 * takes no longer for a higher rank. What is not finite is no weight, nor what is less than 0.
 *
 * @param rank a whole number from 1
 * @returns 0 where there are fewer weights above
 */
export function strongestWeight(row: Float32Array, rank: number): number {
  const bits = new Uint32Array(row.buffer, row.byteOffset, row.length);
  counts.fill(0);
  for (const one of bits) {
    const beginning = one >>> SHIFT;
    if (beginning < NOT_FINITE) counts[beginning]!++;
  }
  let beginning = NOT_FINITE - 1;
  let left = rank;
  for (; beginning >= 0 && counts[beginning]! < left; beginning--) left -= counts[beginning]!;
  if (beginning < 0) return 0;
  const alike = new Float32Array(counts[beginning]!);
  for (let place = 0, found = 0; found < alike.length; place++) {
    if (bits[place]! >>> SHIFT === beginning) alike[found++] = row[place]!;
  }
  return alike.sort()[alike.length - left]!;
}
