import assert from "node:assert/strict";
import { crc32, inflateSync } from "node:zlib";

/** A chunk of a PNG whose CRC is right. */
export interface PngChunk {
  readonly type: string;
  readonly content: Buffer;
}

/** The chunks of a PNG, whose lengths and CRCs are checked. */
export function pngChunks(png: Uint8Array): readonly PngChunk[] {
  const bytes = Buffer.from(png);
  assert.equal(bytes.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n");
  const chunks: PngChunk[] = [];
  for (let place = 8; place < bytes.length;) {
    const length = bytes.readUInt32BE(place);
    const end = place + 12 + length;
    assert.equal(bytes.readUInt32BE(end - 4), crc32(bytes.subarray(place + 4, end - 4)));
    chunks.push({
      type: bytes.toString("latin1", place + 4, place + 8),
      content: bytes.subarray(place + 8, end - 4),
    });
    place = end;
  }
  return chunks;
}

/** International texts of a PNG by their keywords. */
export function pngTexts(chunks: readonly PngChunk[]): ReadonlyMap<string, string> {
  const texts = chunks
    .filter(({ type }) => type === "iTXt")
    .map(({ content }): [string, string] => {
      const end = content.indexOf(0);
      assert.deepEqual([...content.subarray(end, end + 5)], [0, 0, 0, 0, 0]);
      return [content.toString("latin1", 0, end), content.toString("utf8", end + 5)];
    });
  return new Map(texts);
}

/** The pixels of a PNG of 8 bits whose lines are not filtered; of one with a palette those of its colours. */
export function pngPixels(chunks: readonly PngChunk[]) {
  const header = chunks[0]!.content;
  const [columns, rows] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const kind = header[9]!;
  const depth = { 2: 3, 3: 1, 6: 4 }[kind]!;
  const contentOf = (type: string) => chunks.find((chunk) => chunk.type === type)?.content;
  const [palette, opacities] = [contentOf("PLTE"), contentOf("tRNS")];
  const colourOf = (place: number) => {
    const colour = [...palette!.subarray(3 * place, 3 * place + 3)];
    return opacities ? [...colour, opacities[place] ?? 255] : colour;
  };
  const lines = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ content }) => content)));
  assert.equal(lines.length, rows * (1 + columns * depth));
  const pixels = Array.from({ length: rows }, (_, row) => {
    const line = lines.subarray(row * (1 + columns * depth), (row + 1) * (1 + columns * depth));
    assert.equal(line[0], 0);
    return Array.from({ length: columns }, (_, column) => {
      const pixel = [...line.subarray(1 + column * depth, 1 + (column + 1) * depth)];
      return palette ? colourOf(pixel[0]!) : pixel;
    });
  });
  return { columns, rows, kind, pixels };
}
