/** Digits of a weight in a table for people. */
const DIGITS = 3;

/** What a table for people says of its numbers. */
export const roundingNote =
  "Weights are rounded to three significant digits; exports as CSV, JSON and .npy hold them exactly.";

/** A weight for people, as digits and a power of ten: "0.710" and 0, "1.00" and −7; "NaN" where there is no number. */
export function roundedText(weight: number): { readonly digits: string; readonly power: number } {
  if (weight === 0) return { digits: "0", power: 0 };
  const text = weight.toPrecision(DIGITS);
  const exponent = text.indexOf("e");
  if (exponent < 0) return { digits: text, power: 0 };
  return { digits: text.slice(0, exponent), power: Number(text.slice(exponent + 1)) };
}
