/** A length with three decimals at most: a thousandth of a pixel is nothing that anyone sees. */
export function svgNumber(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
