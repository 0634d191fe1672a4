/**
 * How many code points stand before each UTF-16 unit of a text, `[units + 1]`; a unit within a surrogate pair counts as the
 * pair's start. The inverse of `encoder/codePointOffsets.ts`.
 */
export function codePointsBefore(text: string): Int32Array {
  const before = new Int32Array(text.length + 1);
  let count = 0;
  let unit = 0;
  for (const character of text) {
    before.fill(count++, unit, unit + character.length);
    unit += character.length;
  }
  before[unit] = count;
  return before;
}
