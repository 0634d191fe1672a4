/** Below this a float32 has fewer bits, and fewer digits tell it from others. */
const LEAST_NORMAL = 2 ** -126;

/** From here on, decimals of eight digits would be written with a power of ten. */
const LONGEST_PLAIN = 1e7;

/**
 * The shortest decimal that reads back to the same float32: "0.1", not "0.10000000149011612"; "NaN", "Infinity".
 *
 * Where some digits will do, more of them will; and six digits part fewer numbers than there are float32, so that any
 * shorter decimal that will do shows among them.
 */
export function float32Text(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || size === 1 || !Number.isFinite(value)) return String(value);
  if (size < LEAST_NORMAL) return shortestOf(value, 1);
  if (size >= LONGEST_PLAIN || readsBack(value.toPrecision(7), value)) return shortestOf(value, 6);
  // The last of so many digits is none that can be left out: fewer would not do.
  const text = value.toPrecision(8);
  return readsBack(text, value) ? text : value.toPrecision(9);
}

/** @param digits at least so many are needed, or as many show fewer */
function shortestOf(value: number, digits: number): string {
  let text = value.toPrecision(digits);
  while (!readsBack(text, value)) text = value.toPrecision(++digits);
  return String(Number(text));
}

function readsBack(text: string, value: number): boolean {
  return Math.fround(Number(text)) === value;
}
