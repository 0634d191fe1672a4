import { inflateSync } from "node:zlib";

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/**
 * The TrueType or OpenType font that a WOFF file, version 1.0, holds: its tables, unpacked, beneath a directory of their
 * own (https://www.w3.org/TR/WOFF/). What embeds a font's subset needs its tables as they are.
 *
 * @throws RangeError where the bytes are no such file
 */
export function sfntOfWoff(woff: Uint8Array): Uint8Array {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  if (woff.length < WOFF_HEADER || view.getUint32(0) !== 0x774f4646)
    throw new RangeError("these bytes are no WOFF file");
  const count = view.getUint16(12);
  const tables = Array.from({ length: count }, (_, table) => {
    const at = WOFF_HEADER + WOFF_ENTRY * table;
    const [packed, length] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    const start = view.getUint32(at + 4);
    const stored = woff.subarray(start, start + packed);
    return { at, bytes: packed < length ? inflateSync(stored) : stored };
  });
  const beginning = SFNT_HEADER + SFNT_ENTRY * count;
  const sfnt = new Uint8Array(tables.reduce((length, { bytes }) => length + aligned(bytes.length), beginning));
  const written = new DataView(sfnt.buffer);
  const power = Math.floor(Math.log2(count));
  written.setUint32(0, view.getUint32(4));
  written.setUint16(4, count);
  written.setUint16(6, 16 << power);
  written.setUint16(8, power);
  written.setUint16(10, 16 * count - (16 << power));
  let place = beginning;
  for (const [table, { at, bytes }] of tables.entries()) {
    const entry = SFNT_HEADER + SFNT_ENTRY * table;
    // The table's name and its checksum.
    written.setUint32(entry, view.getUint32(at));
    written.setUint32(entry + 4, view.getUint32(at + 16));
    written.setUint32(entry + 8, place);
    written.setUint32(entry + 12, bytes.length);
    sfnt.set(bytes, place);
    place += aligned(bytes.length);
  }
  return sfnt;
}

/** Tables begin at multiples of four. */
function aligned(length: number): number {
  return (length + 3) & ~3;
}
