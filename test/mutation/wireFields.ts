// As much of protobuf's wire format as it takes to change any field of a message, also into what is none:
// https://protobuf.dev/programming-guides/encoding/

/** A field of a message; `content` is a number for wire type 0, else the bytes after the key (and the length). */
export interface WireField {
  field: number;
  type: number;
  content: bigint | Uint8Array;
  /** What is written as the length in place of the true one. */
  claimed?: bigint;
}

/** @throws RangeError where the bytes are no message */
export function parseFields(bytes: Uint8Array): WireField[] {
  const fields: WireField[] = [];
  let position = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[position++];
      if (byte === undefined) throw new RangeError("cut short");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Uint8Array => {
    if (position + length > bytes.length) throw new RangeError("cut short");
    position += length;
    return bytes.subarray(position - length, position);
  };
  while (position < bytes.length) {
    const key = Number(varint());
    const [field, type] = [Math.floor(key / 8), key % 8];
    if (type === 0) fields.push({ field, type, content: varint() });
    else if (type === 1 || type === 5) fields.push({ field, type, content: take(type === 1 ? 8 : 4) });
    else if (type === 2) fields.push({ field, type, content: take(Number(varint())) });
    else throw new RangeError(`wire type ${type}`);
  }
  return fields;
}

export function writeFields(fields: readonly WireField[]): Uint8Array {
  return Buffer.concat(
    fields.flatMap(({ field, type, content, claimed }) => {
      const key = varintBytes(BigInt(field * 8 + type));
      if (typeof content === "bigint") return [key, varintBytes(content)];
      return type === 2 ? [key, varintBytes(claimed ?? BigInt(content.length)), content] : [key, content];
    }),
  );
}

/** A field that holds a whole number; a negative one takes ten bytes. */
export function number(field: number, value: bigint | number): WireField {
  return { field, type: 0, content: BigInt.asUintN(64, BigInt(value)) };
}

export function text(field: number, value: string): WireField {
  return { field, type: 2, content: new TextEncoder().encode(value) };
}

export function message(field: number, fields: readonly WireField[]): WireField {
  return { field, type: 2, content: writeFields(fields) };
}

/** The text of a message's field; "" where it has none. */
export function textOf(fields: readonly WireField[], field: number): string {
  const found = fields.find((one) => one.field === field)?.content;
  return found instanceof Uint8Array ? new TextDecoder().decode(found) : "";
}

function varintBytes(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
