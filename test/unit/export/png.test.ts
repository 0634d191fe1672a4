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

describe("a raster as PNG", () => {
  it("has a pixel for each cell, without opacity where all are opaque", () => {
    const { pixels, depth } = pngPixels(pngChunks(rasterPng(raster)));
    assert.equal(depth, 3);
    assert.deepEqual(pixels, [
      [
        [0, 1, 2],
        [4, 5, 6],
        [8, 9, 10],
      ],
      [
        [12, 13, 14],
        [16, 17, 18],
        [20, 21, 22],
      ],
    ]);
  });

  it("keeps opacity where there is any", () => {
    const { pixels, depth } = pngPixels(pngChunks(rasterPng({ rows: 1, columns: 1, rgba: Uint8Array.of(1, 2, 3, 4) })));
    assert.deepEqual([depth, pixels], [4, [[[1, 2, 3, 4]]]]);
  });

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
