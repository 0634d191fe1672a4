import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { exportFormats, type ExportFormat, type ViewFormat } from "../../../../src/export/exportFormats.js";
import type { Figure, TextMark } from "../../../../src/export/figure.js";
import type { ExportContent } from "../../../../src/export/fileChunks.js";
import { rasterPng } from "../../../../src/export/rasterPng.js";
import { exportFile } from "../../../../src/panel/export/exportFile.js";
import { hostileMatrix } from "../../export/support/exportedTables.js";
import { hostileProvenance } from "../../export/support/provenance.js";
import { builtExtension } from "./support/builtExtension.js";
import { exportWindow } from "./support/exportWindow.js";
import { longestTurn } from "./support/longestTurn.js";
import { readPdf } from "./support/readPdf.js";

const label: TextMark = {
  kind: "text",
  x: 20,
  y: 30,
  text: "한글 token 日",
  size: 12,
  anchor: "start",
  baseline: "alphabetic",
  rotate: 0,
  fill: "#000000",
  weight: "normal",
  family: "token",
};

/** A map of many colours with its labels, as the page sends it. */
function figureOf(n: number): Figure {
  const rgba = Uint8Array.from({ length: 4 * n * n }, (_, place) => (place % 4 === 3 ? 255 : (place * place) >> 7));
  const labels = Array.from({ length: n }, (_, row): TextMark => ({ ...label, text: `토큰${row}`, y: 8 * row }));
  const box = { x: 100, y: 0, width: 8 * n, height: 8 * n, rows: n, columns: n };
  return {
    width: 100 + 8 * n,
    height: 8 * n,
    background: "#ffffff",
    title: "한글",
    marks: [{ kind: "raster", ...box, rgba }, ...labels],
  };
}

const content = (): ExportContent => ({
  figure: figureOf(8),
  png: rasterPng({ rows: 1, columns: 1, rgba: Uint8Array.of(1, 2, 3, 255) }),
  table: { ...hostileMatrix, weights: hostileMatrix.weights.slice() },
  provenance: hostileProvenance,
});

describe("an export in a thread of its own", () => {
  const log: string[] = [];
  const workers: Worker[] = [];
  const noteWorker = (worker: Worker) => void workers.push(worker);
  let folder: string;
  let broken: string;
  let exportInWorker: typeof import("../../../../src/panel/export/exportInWorker.js").exportInWorker;

  before(async () => {
    folder = join(await builtExtension(), "dist");
    broken = mkdtempSync(join(tmpdir(), "attention-worker-"));
    ({ exportInWorker } = await exportWindow.load(() => import("../../../../src/panel/export/exportInWorker.js")));
    process.on("worker", noteWorker);
  });
  after(() => {
    process.off("worker", noteWorker);
    rmSync(broken, { recursive: true, force: true });
  });
  beforeEach(() => {
    log.length = workers.length = 0;
  });
  afterEach(() => {
    assert.ok(
      workers.every(({ threadId }) => threadId === -1),
      "a thread was left behind",
    );
  });

  const exported = (format: ViewFormat, given = content(), signal = new AbortController().signal, from = folder) =>
    exportInWorker(format, given, { folder: from, log: { error: (line) => void log.push(line) } }, signal);

  for (const format of Object.keys(exportFormats) as ExportFormat[]) {
    // A PDF names itself by the time it is made.
    if (format === "html" || format === "pdf") continue;
    it(`has the same bytes as one in this thread: ${format}`, async () => {
      const { bytes } = await exported(format);
      const expected = await exportFile(format, content(), join(folder, "fonts"));
      assert.ok(Buffer.from(bytes).equals(expected.bytes));
      assert.equal(workers.length, 1);
    });
  }

  it("sets the texts of a PDF in the bundled fonts, and says what they lack", async () => {
    const text = "한글 token 👩‍💻";
    const figure = { ...figureOf(64), marks: [{ ...label, text }] };
    const { bytes, replaced } = await exported("pdf", { ...content(), figure });
    assert.equal((await readPdf(bytes)).texts.map((found) => found.text).join(""), "한글 token ⟨1F469⟩⟨200D⟩⟨1F4BB⟩");
    assert.deepEqual(replaced, ["👩‍💻"]);
    assert.match(Buffer.from(bytes).toString("latin1"), /\/BaseFont \/[A-Z]{6}\+NanumGothic/);
  });

  it("has every mark, however many there are", async () => {
    const marks = Array.from({ length: 2500 }, (_, row): TextMark => ({ ...label, text: `t${row}` }));
    const { bytes } = await exported("svg", { ...content(), figure: { ...figureOf(8), marks } });
    const texts = Array.from(
      Buffer.from(bytes)
        .toString()
        .matchAll(/<text[^>]*>([^<]*)/g),
      ([, text]) => text,
    );
    assert.deepEqual(
      texts,
      marks.map(({ text }) => text),
    );
  });

  it("takes arrays that are views on a larger buffer, or on one and the same", async () => {
    const weights = new Float32Array(100).map((_, place) => place / 100);
    const table = { kind: "list", columns: [] as object[] } as const;
    for (const first of [10, 20])
      table.columns.push({ kind: "weight", name: `w${first}`, values: weights.subarray(first, first + 2) });
    const { bytes } = await exported("csv", { ...content(), table: table as never });
    assert.match(Buffer.from(bytes).toString(), /\r\nw10,w20\r\n0\.1,0\.2\r\n0\.11,0\.21\r\n$/);
    assert.equal(weights.length, 100);
  });

  it("ends at once when it is no longer wanted", async () => {
    const weights = new Float32Array(2048 * 2048).map((_, place) => 1 / (place + 3));
    const labels = Array.from({ length: 2048 }, (_, row) => `t${row}`);
    const table = { kind: "matrix", rowLabels: labels, columnLabels: labels, weights } as const;
    const controller = new AbortController();
    const began = performance.now();
    setTimeout(() => controller.abort(), 200);
    await assert.rejects(exported("csv", { ...content(), table }, controller.signal), { name: "AbortError" });
    assert.ok(performance.now() - began < 1500);
    await assert.rejects(exported("csv", content(), AbortSignal.abort()), { name: "AbortError" });
    assert.equal(workers.length, 1);
    assert.deepEqual(log, []);
  });

  const failure = {
    code: "cannotWrite",
    message:
      "The file could not be made; select less, or export another format, and see the log if that does not help.",
  };

  it("fails in a sentence where the file cannot be made, and tells the log why", async () => {
    await assert.rejects(exported("csv", { ...content(), table: null }), failure);
    assert.match(log.join(), /^export: RangeError: nothing for csv/);
  });

  const deaths: Record<string, [string, RegExp]> = {
    "that ends by itself": ["process.exit(7)", /exit code 7/],
    "that throws": ["throw new TypeError('broken')", /TypeError: broken/],
    "that is no program": ["}", /SyntaxError/],
  };
  for (const [what, [code, detail]] of Object.entries(deaths)) {
    it(`fails in a sentence with a thread ${what}`, async () => {
      writeFileSync(join(broken, "exportWorker.js"), code);
      await assert.rejects(exported("csv", content(), undefined, broken), failure);
      assert.match(log.join(), detail);
    });
  }

  it("fails in a sentence without the thread's program", async () => {
    await assert.rejects(exported("csv", content(), undefined, join(broken, "none")), failure);
    assert.match(log.join(), /exportWorker\.js/);
  });

  // So large that each would take longer than that in this thread.
  const sizes = { csv: 512, svg: 2048, pdf: 512, npz: 2048 } as const;
  for (const [format, n] of Object.entries(sizes) as [keyof typeof sizes, number][]) {
    it(`leaves others their turns: ${format}`, async () => {
      const labels = Array.from({ length: n }, (_, row) => `t${row}`);
      const turns: number[] = [];
      while (turns.length < 6 && !turns.some((turn) => turn < 50)) {
        const weights = new Float32Array(n * n).map((_, place) => 1 / (place + 3));
        const table = { kind: "matrix", rowLabels: labels, columnLabels: labels, weights } as const;
        const given = { ...content(), figure: figureOf(n), table };
        turns.push(await longestTurn(() => exported(format, given)));
      }
      assert.ok(turns.at(-1)! < 50, `turns of ${turns.map(Math.round).join(", ")} ms`);
    });
  }
});
