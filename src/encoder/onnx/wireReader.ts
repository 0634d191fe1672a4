import type { ByteSource } from "./byteSource.js";

// Protobuf's wire format as far as ONNX uses it: https://protobuf.dev/programming-guides/encoding/

/** Bytes that are no protobuf message. */
export class WireError extends Error {
  constructor(
    what: string,
    /** Where in the file. */
    readonly offset: number,
  ) {
    super(`${what} at byte ${offset}`);
    this.name = "WireError";
  }
}

/** How a field's value is written. */
export const wireTypes = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

/** The longest string that is read: names and shapes are short, and a damaged length must not ask for all memory. */
const LONGEST_STRING = 1024 * 1024;

const decoder = new TextDecoder("utf-8");

/** Reads a message's fields in their order; what is not read is skipped without being looked at. */
export class WireReader {
  /** Of the field at hand. */
  field = 0;
  wireType: number = wireTypes.varint;
  readonly #source: ByteSource;
  readonly #end: number;
  #position: number;
  /** Where the key of the field at hand begins. */
  #key = 0;
  /** Where the field at hand ends; known as soon as its key was read, but for a varint. */
  #next: number;

  constructor(source: ByteSource, start = 0, end = source.length) {
    this.#source = source;
    this.#position = start;
    this.#next = start;
    this.#end = end;
  }

  /** Where the field's content begins, and where it ends. */
  get place(): { readonly start: number; readonly end: number } {
    return { start: this.#position, end: this.#next };
  }

  /** Goes on to the next field. @returns whether there is one @throws WireError */
  next(): boolean {
    this.#position = this.#next;
    if (this.#position >= this.#end) return false;
    this.#key = this.#position;
    const key = this.#varint();
    if (key < 0) throw this.#error(`a field's key of ${key}`);
    this.field = Math.floor(key / 8);
    this.wireType = key % 8;
    if (this.field === 0) throw this.#error("field 0");
    switch (this.wireType) {
      case wireTypes.varint: {
        const start = this.#position;
        this.#varint();
        this.#next = this.#position;
        this.#position = start;
        break;
      }
      case wireTypes.fixed64:
        this.#next = this.#position + 8;
        break;
      case wireTypes.fixed32:
        this.#next = this.#position + 4;
        break;
      case wireTypes.lengthDelimited: {
        const length = this.#varint();
        if (length < 0) throw this.#error(`a length of ${length}`);
        this.#next = this.#position + length;
        break;
      }
      default:
        throw this.#error(`wire type ${this.wireType}`);
    }
    if (this.#next > this.#end) throw this.#error(`field ${this.field} ends after its message`);
    return true;
  }

  /** The field as a message. @throws WireError */
  message(): WireReader {
    this.#expect(wireTypes.lengthDelimited);
    return new WireReader(this.#source, this.#position, this.#next);
  }

  /** The field as a string. @throws WireError */
  string(): string {
    this.#expect(wireTypes.lengthDelimited);
    const length = this.#next - this.#position;
    if (length > LONGEST_STRING) throw this.#error(`a name of ${length} bytes`);
    return decoder.decode(this.#source.read(this.#position, length));
  }

  /** The field as an integer. @throws WireError */
  integer(): number {
    this.#expect(wireTypes.varint);
    return this.#varint();
  }

  /** The field as a float32. @throws WireError */
  float(): number {
    this.#expect(wireTypes.fixed32);
    return this.#view(4).getFloat32(0, true);
  }

  /** Adds an integer, or a packed list of them, at most `most` in all. @throws WireError */
  integersInto(list: number[], most: number): void {
    if (this.wireType === wireTypes.varint) {
      if (list.length < most) list.push(this.integer());
      return;
    }
    this.#expect(wireTypes.lengthDelimited);
    while (this.#position < this.#next && list.length < most) {
      list.push(this.#varint());
    }
  }

  /** Adds a float32, or a packed list of them, at most `most` in all. @throws WireError */
  floatsInto(list: number[], most: number): void {
    if (this.wireType === wireTypes.fixed32) {
      if (list.length < most) list.push(this.float());
      return;
    }
    this.#expect(wireTypes.lengthDelimited);
    for (; this.#position + 4 <= this.#next && list.length < most; this.#position += 4) {
      list.push(this.#view(4).getFloat32(0, true));
    }
  }

  /** The field's bytes, copied. @throws WireError */
  bytes(): Uint8Array {
    this.#expect(wireTypes.lengthDelimited);
    return this.#source.read(this.#position, this.#next - this.#position).slice();
  }

  /** The field with its key and its length, copied. */
  whole(): Uint8Array {
    return this.#source.read(this.#key, this.#next - this.#key).slice();
  }

  #view(length: number): DataView {
    const bytes = this.#source.read(this.#position, length);
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }

  /** An int64; beyond 2⁵³ the nearest number. */
  #varint(): number {
    const start = this.#position;
    let value = 0;
    for (let shift = 1, count = 1; count <= 10; shift *= 0x80, count++) {
      if (this.#position >= this.#end) throw this.#error("it ends within a number");
      const byte = this.#source.read(this.#position++, 1)[0]!;
      value += (byte & 0x7f) * shift;
      // Only a negative one takes ten bytes, and floats have no room for all of its bits.
      if (byte < 0x80) return count < 10 ? value : this.#negative(start);
    }
    throw this.#error("a number without an end");
  }

  #negative(start: number): number {
    const bytes = this.#source.read(start, 10);
    const bits = bytes.reduce((sum, byte, place) => sum | (BigInt(byte & 0x7f) << BigInt(7 * place)), 0n);
    return Number(BigInt.asIntN(64, bits));
  }

  #expect(wireType: number): void {
    if (this.wireType !== wireType) throw this.#error(`field ${this.field} has wire type ${this.wireType}`);
  }

  #error(what: string): WireError {
    return new WireError(what, this.#position);
  }
}
