/**
 * Where each code point of a text begins, in UTF-16 units: `[code points + 1]`, the last being the text's length.
 *
 * A lone surrogate counts as one code point, as it does where the tokenizer reads it as U+FFFD.
 *
 * @param atMost how many code points are of interest; later ones are left out.
 */
export function codePointOffsets(text: string, atMost = text.length): Uint32Array {
  const offsets = new Uint32Array(Math.min(atMost, text.length) + 1);
  let codePoints = 0;
  for (let offset = 0; offset < text.length && codePoints < atMost; codePoints++) {
    offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
    offsets[codePoints + 1] = offset;
  }
  return offsets.subarray(0, codePoints + 1);
}
