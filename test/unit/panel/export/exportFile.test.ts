import assert from "node:assert/strict";
import type { ViewFormat } from "../../../../src/export/exportFormats.js";
import { rasterPng } from "../../../../src/export/rasterPng.js";
import type { ExportContent } from "../../../../src/export/fileChunks.js";
import { exportFile } from "../../../../src/panel/export/exportFile.js";
import { gathered } from "../../../../src/panel/export/gathered.js";
import { hostileMatrix } from "../../export/support/exportedTables.js";
import { hostileProvenance } from "../../export/support/provenance.js";
import { FontFolder } from "./support/fontFolder.js";

const content: ExportContent = {
  figure: { width: 10, height: 10, background: "#ffffff", title: "한글", marks: [] },
  png: rasterPng({ rows: 1, columns: 1, rgba: Uint8Array.of(1, 2, 3, 255) }),
  table: hostileMatrix,
  provenance: hostileProvenance,
};

describe("an exported file", () => {
  const fonts = new FontFolder();
  const bytesOf = async (format: ViewFormat, given = content) => {
    const { bytes } = await exportFile(format, given, fonts.path);
    return Buffer.from(bytes);
  };

  const beginnings: Record<ViewFormat, string> = {
    png2x: "\x89PNG\r\n\x1a\n",
    png4x: "\x89PNG\r\n\x1a\n",
    svg: '<?xml version="1.0" encoding="UTF-8"?>\n<svg',
    pdf: "%PDF-1.7\n",
    csv: "\xef\xbb\xbf# Attention Inspector 0.1.0",
    json: '{\n"provenance": {',
    npy: "\x93NUMPY",
    npz: "PK\x03\x04",
    markdown: "<!--\nAttention Inspector 0.1.0",
    latex: "% Attention Inspector 0.1.0",
  };
  for (const [format, beginning] of Object.entries(beginnings) as [ViewFormat, string][]) {
    it(`begins as ${format} does`, async () => {
      const bytes = await bytesOf(format);
      assert.equal(bytes.toString("latin1", 0, beginning.length), beginning);
    });
  }

  it("is not made of what a format does not hold", async () => {
    await assert.rejects(bytesOf("csv", { ...content, table: null }), RangeError);
    await assert.rejects(bytesOf("pdf", { ...content, figure: null }), RangeError);
    await assert.rejects(bytesOf("png2x", { ...content, png: null }), RangeError);
  });
});

describe("what writers give, gathered", () => {
  it("is one byte string, in order", () => {
    const long = "가".repeat(100_000);
    const bytes = gathered(["a", Uint8Array.of(0, 255), long, "나", Uint8Array.of(1)]);
    assert.deepEqual(
      Buffer.from(bytes),
      Buffer.concat([Buffer.from("a\0"), Buffer.of(255), Buffer.from(`${long}나\x01`)]),
    );
  });
});
