/** Below this a float32 has fewer bits, and fewer digits tell it from others. */
const LEAST_NORMAL = 2 ** -126;

/**
 * The shortest decimal that reads back to the same float32: "0.1", not "0.10000000149011612"; "NaN", "Infinity".
 *
 * Six digits part fewer numbers than there are float32, so that any shorter decimal that will do shows among them.
 */
export function float32Text(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  for (let digits = Math.abs(value) < LEAST_NORMAL ? 1 : 6; digits < 9; digits++) {
    const decimal = Number(value.toPrecision(digits));
    if (Math.fround(decimal) === value) return String(decimal);
  }
  return String(Number(value.toPrecision(9)));
}
