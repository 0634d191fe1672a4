// As much of protobuf's wire format as it takes to write and to recognise a field that holds bytes, a string or a
// message: https://protobuf.dev/programming-guides/encoding/

/** The wire type of what begins with its length. */
const LENGTH_DELIMITED = 2;

/** A field of a message: its key, its length in bytes, its content. */
export function lengthDelimited(field: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([varint((field << 3) | LENGTH_DELIMITED), varint(content.length), content]);
}

/** Whether a message is this one field, which holds bytes, a string or a message, and nothing after it. */
export function isLengthDelimited(message: Uint8Array, field: number): boolean {
  const key = varint((field << 3) | LENGTH_DELIMITED);
  // The length's own length depends on it, by one byte for every seven bits.
  for (let lengthBytes = 1; lengthBytes <= 5; lengthBytes++) {
    const length = message.length - key.length - lengthBytes;
    if (length < 0) return false;
    const start = Buffer.concat([key, varint(length)]);
    if (start.length === key.length + lengthBytes && start.equals(message.subarray(0, start.length))) return true;
  }
  return false;
}

/** A field that holds a whole number, as int64 is written: a negative one takes ten bytes. */
export function varintField(field: number, value: number): Uint8Array {
  const bits = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  let rest = bits;
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.concat([varint(field << 3), Uint8Array.of(...bytes, Number(rest))]);
}

/** Seven bits a byte, the lowest first; all bytes but the last have their highest bit set. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value > 0x7f; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) | 0x80);
  return Uint8Array.of(...bytes, value);
}
