/** The wire types of a `ModelProto`'s own fields: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const VARINT = 0;
const LENGTH_DELIMITED = 2;
const wireTypes: Readonly<Record<number, number>> = {
  1: VARINT,
  2: LENGTH_DELIMITED,
  3: LENGTH_DELIMITED,
  4: LENGTH_DELIMITED,
  5: VARINT,
  6: LENGTH_DELIMITED,
  7: LENGTH_DELIMITED,
  8: LENGTH_DELIMITED,
  14: LENGTH_DELIMITED,
  20: LENGTH_DELIMITED,
  25: LENGTH_DELIMITED,
  26: LENGTH_DELIMITED,
};

/** How a file begins: as a model does, as one whose end is missing, or as something else. */
export type ModelBeginning =
  | { readonly kind: "model" }
  /** It says that it has at least so many bytes. */
  | { readonly kind: "cut"; readonly expected: number }
  | { readonly kind: "other" };

/** Looks at the fields that begin within a file's first bytes; whether the rest holds is the reader's to find out. */
export function modelBeginning(head: Uint8Array, size: number): ModelBeginning {
  let position = 0;
  while (position < head.length) {
    const key = varint(head, position);
    if (key === null) return position > 0 && head.length < size ? { kind: "model" } : { kind: "other" };
    const type = key.value % 8;
    if (!isField(Math.floor(key.value / 8), type, position === 0)) return { kind: "other" };
    const value = varint(head, key.end);
    if (value === null) {
      if (head.length < size) break;
      return position > 0 ? { kind: "cut", expected: size + 1 } : { kind: "other" };
    }
    position = value.end + (type === LENGTH_DELIMITED ? value.value : 0);
    // No file is that long: it is no length at all.
    if (position > 2 ** 40) return { kind: "other" };
  }
  return position > size ? { kind: "cut", expected: position } : { kind: "model" };
}

/** What the format may have in later versions is passed over, though no file begins with it. */
function isField(field: number, type: number, first: boolean): boolean {
  const known = wireTypes[field];
  if (known !== undefined) return known === type;
  return !first && field > 0 && field < 64 && (type === VARINT || type === LENGTH_DELIMITED);
}

function varint(bytes: Uint8Array, start: number): { value: number; end: number } | null {
  let value = 0;
  for (let place = 0; place < 10 && start + place < bytes.length; place++) {
    const byte = bytes[start + place]!;
    value += (byte & 0x7f) * 2 ** (7 * place);
    if (byte < 0x80) return { value, end: start + place + 1 };
  }
  return null;
}
