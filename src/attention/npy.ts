/**
 * An array as a .npy file holds it, row by row; the shape `[]` is a single value.
 *
 * Numbers come in parts, one after the other, so that a view on each head need not be copied into one array.
 */
export type NpyArray =
  | { readonly kind: "float32"; readonly shape: readonly number[]; readonly parts: readonly Float32Array[] }
  | { readonly kind: "int32"; readonly shape: readonly number[]; readonly parts: readonly Int32Array[] }
  | { readonly kind: "text"; readonly shape: readonly number[]; readonly texts: readonly string[] };

/** How many values are turned into bytes at a time where they are not bytes already. */
const valuesAtOnce = 1 << 16;

/**
 * The bytes of a .npy file, format version 1.0: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * Texts are of one width, in code points, and padded with NUL (`<U12`); NumPy takes NULs at a text's end away. Numbers are
 * little endian, as those of every machine are that ONNX Runtime's Node binding is made for.
 *
 * @throws RangeError where the shape is not that of the values
 */
export function* npyChunks(array: NpyArray): Generator<Uint8Array> {
  const count = array.shape.reduce((product, length) => product * length, 1);
  const given = array.kind === "text" ? array.texts.length : total(array.parts);
  if (count !== given) throw new RangeError(`${given} values are not of the shape [${array.shape.join(", ")}]`);
  if (array.kind !== "text") {
    yield header(array.kind === "float32" ? "<f4" : "<i4", array.shape);
    for (const { buffer, byteOffset, byteLength } of array.parts) yield new Uint8Array(buffer, byteOffset, byteLength);
    return;
  }
  const width = array.texts.reduce((width, text) => Math.max(width, codePoints(text).length), 1);
  yield header(`<U${width}`, array.shape);
  const textsAtOnce = Math.max(1, Math.floor(valuesAtOnce / width));
  for (let first = 0; first < array.texts.length; first += textsAtOnce) {
    const texts = array.texts.slice(first, first + textsAtOnce);
    const padded = new Uint32Array(texts.length * width);
    for (const [place, text] of texts.entries()) padded.set(codePoints(text), place * width);
    yield new Uint8Array(padded.buffer);
  }
}

/** How many bytes `npyChunks` gives, without making them. */
export function npyLength(array: NpyArray): number {
  if (array.kind !== "text") return header("<f4", array.shape).length + 4 * total(array.parts);
  let length = 0;
  for (const chunk of npyChunks(array)) length += chunk.length;
  return length;
}

/** Padded to 64 bytes, so that the values that follow are aligned. */
function header(type: string, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const length = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const text = `${dictionary.padEnd(length - 11)}\n`;
  const bytes = new Uint8Array(length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 0xff, text.length >> 8]);
  for (let place = 0; place < text.length; place++) bytes[10 + place] = text.charCodeAt(place);
  return bytes;
}

function total(parts: readonly { readonly length: number }[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function codePoints(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0)!);
}
