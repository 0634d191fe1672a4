import { elementBytes, elementTypes, numbersOf } from "./elementTypes.js";
import { halfToFloat } from "./halfFloat.js";
import type { ExternalData, OnnxTensor } from "./model.js";
import { wireTypes, type WireReader } from "./wireReader.js";

/** Where a `TensorProto`'s numbers can stand, by field: as float32, int32 (and all that is narrower), int64. */
const FLOATS = 4;
const INTEGERS = [5, 7, 11];
const RAW = 9;
const EXTERNAL = 1;

/**
 * Reads a `TensorProto`, its numbers only where there are at most `most`.
 *
 * @throws WireError
 */
export function readTensor(reader: WireReader, most: number): OnnxTensor {
  let name = "";
  let elementType = 0;
  let location = 0;
  const dimensions: number[] = [];
  const listed: number[] = [];
  const entries = new Map<string, string>();
  let raw: { start: number; end: number; bytes: Uint8Array | null } | null = null;
  while (reader.next()) {
    const { field } = reader;
    if (field === 1) reader.integersInto(dimensions, 64);
    if (field === 2) elementType = reader.integer();
    if (field === 8) name = reader.string();
    // One more than wanted, so that what was cut is not taken for the whole.
    if (field === FLOATS) reader.floatsInto(listed, most + 1);
    if (INTEGERS.includes(field)) reader.integersInto(listed, most + 1);
    if (field === RAW && reader.wireType === wireTypes.lengthDelimited) {
      const { start, end } = reader.place;
      raw = { start, end, bytes: end - start <= most * 8 ? reader.bytes() : null };
    }
    if (field === 13) {
      const [key, value] = readEntry(reader.message());
      entries.set(key, value);
    }
    if (field === 14) location = reader.integer();
  }
  const count = dimensions.reduce((product, size) => product * size, 1);
  const external = location === EXTERNAL || entries.size > 0 ? externalData(entries) : null;
  // Listed half precision is its bits.
  const list = elementType === elementTypes.float16 ? listed.map(halfToFloat) : listed;
  const values = external || count > most ? null : raw?.bytes ? numbersOf(raw.bytes, elementType) : list;
  const whole = values?.length === count ? values : null;
  const place =
    raw && !external && raw.end - raw.start === count * elementBytes(elementType)
      ? { offset: raw.start, length: raw.end - raw.start }
      : null;
  return { name, elementType, dimensions, external, values: whole, place };
}

function externalData(entries: ReadonlyMap<string, string>): ExternalData {
  const length = entries.get("length");
  return {
    location: entries.get("location") ?? "",
    offset: Number(entries.get("offset") ?? 0),
    length: length === undefined ? null : Number(length),
  };
}

function readEntry(reader: WireReader): [string, string] {
  let [key, value] = ["", ""];
  while (reader.next()) {
    if (reader.field === 1) key = reader.string();
    if (reader.field === 2) value = reader.string();
  }
  return [key, value];
}
