import assert from "node:assert/strict";
import { pngProvenance } from "../../../src/export/pngProvenance.js";
import { provenanceLines } from "../../../src/export/provenanceLines.js";
import { rasterPng } from "../../../src/export/rasterPng.js";
import { pngChunks, pngPixels, pngTexts } from "./support/pngChunks.js";
import { hostileProvenance } from "./support/provenance.js";

const raster = {
  rows: 2,
  columns: 3,
  rgba: Uint8Array.from({ length: 24 }, (_, place) => (place % 4 === 3 ? 255 : place)),
};

/** Cells of as many colours as told, and their pixels; the first one is `opacity`. */
function coloured(colours: number, opacity: number) {
  const cells = Array.from({ length: 300 }, (_, cell) => {
    const colour = cell % colours;
    return [colour % 7, colour >> 8, colour & 0xff, colour === 0 ? opacity : 255];
  });
  return { raster: { rows: 3, columns: 100, rgba: Uint8Array.from(cells.flat()) }, cells };
}

describe("a raster as PNG", () => {
  for (const [what, colours, opacity, kind] of [
    ["256 colours", 256, 255, 3],
    ["256 colours, one of which is not opaque", 256, 7, 3],
    ["more colours", 257, 255, 2],
    ["more colours, one of which is not opaque", 257, 7, 6],
  ] as const) {
    it(`has a pixel for each cell: ${what}`, () => {
      const { raster, cells } = coloured(colours, opacity);
      const chunks = pngChunks(rasterPng(raster));
      const read = pngPixels(chunks);
      assert.deepEqual([read.kind, read.rows, read.columns], [kind, 3, 100]);
      const opaque = cells.map((cell) => (opacity === 255 ? cell.slice(0, 3) : cell));
      assert.deepEqual(read.pixels.flat(), opaque);
      const palette = kind === 3 ? (opacity === 255 ? ["PLTE"] : ["PLTE", "tRNS"]) : [];
      assert.deepEqual(
        chunks.map(({ type }) => type),
        ["IHDR", ...palette, "IDAT", "IEND"],
      );
    });
  }

  it("is enlarged cell by cell", () => {
    const { pixels, rows, columns } = pngPixels(pngChunks(rasterPng(raster, 3)));
    assert.deepEqual([rows, columns], [6, 9]);
    for (const [row, line] of pixels.entries()) {
      for (const [column, pixel] of line.entries()) {
        const cell = 4 * (3 * Math.floor(row / 3) + Math.floor(column / 3));
        assert.deepEqual(pixel, [cell, cell + 1, cell + 2]);
      }
    }
  });
});

describe("a PNG with its provenance", () => {
  const plain = rasterPng(raster);
  const told = pngProvenance(plain, "어텐션", hostileProvenance, 2);
  const chunks = pngChunks(told);

  it("has the same pixels", () => {
    assert.deepEqual(pngPixels(chunks), pngPixels(pngChunks(plain)));
  });

  it("says in UTF-8 where it comes from", () => {
    const texts = pngTexts(chunks);
    assert.equal(texts.get("Title"), "어텐션");
    assert.equal(texts.get("Description"), provenanceLines(hostileProvenance).join("\n"));
    assert.equal(texts.get("Software"), "Attention Inspector 0.1.0");
    const read = JSON.parse(texts.get("attention-inspector")!) as { encoder: object; source: object };
    assert.deepEqual([read.encoder, read.source], [hostileProvenance.encoder, hostileProvenance.source]);
  });

  it("says that two pixels are one of 96 in an inch, before the picture and once", () => {
    const again = pngChunks(pngProvenance(told, "", hostileProvenance, 4));
    for (const [list, perMetre] of [
      [chunks, 7559],
      [again, 15118],
    ] as const) {
      const sizes = list.filter(({ type }) => type === "pHYs");
      assert.equal(sizes.length, 1);
      const { content } = sizes[0]!;
      assert.deepEqual([content.readUInt32BE(0), content.readUInt32BE(4), content[8]], [perMetre, perMetre, 1]);
      assert.ok(list.findIndex(({ type }) => type === "pHYs") < list.findIndex(({ type }) => type === "IDAT"));
    }
  });

  it("is not made of what is no PNG, or of a part of one", () => {
    for (const bytes of [new Uint8Array(0), Uint8Array.of(0xff, 0xd8), plain.subarray(0, 20), plain.subarray(0, 60)])
      assert.throws(() => pngProvenance(bytes, "", hostileProvenance, 2), RangeError);
  });
});
