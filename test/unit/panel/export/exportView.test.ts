import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { oneHead } from "../../../../src/attention/headSet.js";
import { plainRecipe } from "../../../../src/attention/recipe.js";
import type { ExportParts } from "../../../../src/panel/export/exportView.js";
import type { ExportRequest } from "../../../../src/protocol/exportProtocol.js";
import { repository } from "../../../host/repository.js";
import { syntheticTrace } from "../../attention/syntheticTrace.js";
import { exportWindow } from "./support/exportWindow.js";
import { builtExtension } from "./support/builtExtension.js";
import { StandInWindow } from "./support/standInWindow.js";

const trace = syntheticTrace(1, 2, 3, 7);
const weights = trace.attention.encoder![1]!;
const encoder = join(repository, "media/encoder");

const request: ExportRequest = {
  trace: 7,
  heads: oneHead({ group: "encoder", layer: 0, head: 1 }),
  recipe: plainRecipe,
  format: "json",
  figure: null,
  png: null,
  table: { kind: "matrix" },
};

describe("an export", () => {
  const window = exportWindow;
  let folder: string;
  let extension: string;
  let exportView: typeof import("../../../../src/panel/export/exportView.js").exportView;

  before(async () => {
    extension = await builtExtension();
    folder = mkdtempSync(join(tmpdir(), "attention-export-"));
    ({ exportView } = await window.load(() => import("../../../../src/panel/export/exportView.js")));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    for (const list of [window.asked, window.said, window.commands, window.copied]) list.length = 0;
    window.target = join(folder, "out.json");
    window.button = undefined;
  });

  const source = { title: "커피.txt", ranges: [[5, 25]] };
  const text = { trace, title: source.title, source: () => source, isOf: () => true };
  const parts = {
    current: { kept: [text] },
    traces: {
      encoderOf: () => encoder,
      call: () => Promise.resolve({ rows: 3, columns: 3, weights: weights.slice() }),
    },
    memory: window.memory,
    get extensionUri() {
      return { fsPath: extension };
    },
  } as unknown as ExportParts;
  const exported = (change: object = {}, more: object = {}) => {
    const call = { signal: new AbortController().signal, progress: () => undefined };
    return exportView({ ...request, ...change }, call, { ...parts, ...more });
  };

  it("is saved where the person says, and says where it comes from", async () => {
    assert.deepEqual(await exported(), { saved: "out.json" });
    const { attention, provenance } = JSON.parse(window.saved().toString()) as {
      attention: number[][];
      provenance: { encoder: object; source: object; provider: string };
    };
    assert.deepEqual(Float32Array.from(attention.flat()), weights);
    const sha256 = createHash("sha256")
      .update(readFileSync(join(encoder, "encoder.onnx")))
      .digest("hex");
    assert.deepEqual(provenance.encoder, { name: "synthetic", version: "1", sha256 });
    assert.deepEqual(provenance.source, {
      title: "커피.txt",
      ranges: [{ start: 5, end: 25, firstLine: 1, lastLine: 3 }],
    });
  });

  it("says how much attention is left of rows whose special tokens were dropped", async () => {
    const call = (method: string) =>
      Promise.resolve(
        method === "heatMap"
          ? { left: Float32Array.of(0.5, 1e-9, NaN) }
          : { rows: 3, columns: 3, weights: weights.slice() },
      );
    const traces = { encoderOf: () => encoder, call };
    await exported({ recipe: { ...plainRecipe, dropSpecial: true } }, { traces });
    const { provenance } = JSON.parse(window.saved().toString()) as {
      provenance: { left: object; recipeInWords: string };
    };
    assert.deepEqual(provenance.left, { least: Math.fround(1e-9), faint: 1, rows: 3 });
    assert.match(
      provenance.recipeInWords,
      /what remains \(at least 1e-9 of a row's attention, under 0\.01 in 1 of 3 rows\)/,
    );
  });

  it("is asked for in the workspace first, then where the last one went, under a name that says what it is", async () => {
    const memory = new StandInWindow().memory;
    await exported({ format: "csv" }, { memory });
    await exported({ format: "npz" }, { memory });
    assert.deepEqual(window.asked, [
      { folder: join("/workspace"), name: "커피-L1-H2.csv", extensions: ["csv"] },
      { folder, name: "커피-L1-H2.npz", extensions: ["npz"] },
    ]);
  });

  it("is nothing where the person takes it back", async () => {
    window.target = null;
    assert.deepEqual(await exported(), { saved: null });
    assert.deepEqual(window.said, []);
  });

  it("can be opened, and its path copied", async () => {
    window.button = "Copy Path";
    await exported();
    await new Promise(setImmediate);
    assert.deepEqual([window.said, window.copied], [["out.json was saved."], [window.target]]);
    window.button = "Open";
    await exported();
    await new Promise(setImmediate);
    assert.deepEqual(window.commands, ["vscode.open"]);
  });

  it("fails in a sentence where it cannot be written, and is asked for in the same folder again", async () => {
    window.target = join(folder, "missing", "out.json");
    await assert.rejects(exported(), {
      code: "cannotWrite",
      message: "out.json could not be written; export to another folder or under another name.",
    });
    await assert.rejects(exported());
    assert.equal(window.asked[1]?.folder, folder);
    assert.deepEqual(window.said, []);
  });

  it("goes on without the page that asked for it, and tells in VS Code what fails then", async () => {
    const withoutPage = () => {
      const page = new AbortController();
      const call = () => {
        page.abort();
        return Promise.resolve({ rows: 3, columns: 3, weights: weights.slice() });
      };
      const more = {
        traces: { encoderOf: () => encoder, call },
        log: { error: () => undefined },
      } as unknown as ExportParts;
      return exportView(request, { signal: page.signal, progress: () => undefined }, { ...parts, ...more });
    };
    assert.deepEqual(await withoutPage(), { saved: "out.json" });
    assert.deepEqual(window.said, ["out.json was saved."]);
    window.said.length = 0;
    window.target = join(folder, "missing", "out.json");
    await assert.rejects(withoutPage());
    assert.deepEqual(window.said, ["out.json could not be written; export to another folder or under another name."]);
  });

  it("is not made of a trace that is kept no longer, nor of nonsense", async () => {
    await assert.rejects(exported({ trace: 8 }), { code: "traceGone" });
    await assert.rejects(exported({ heads: "all" }), { code: "badRequest" });
    assert.deepEqual(window.asked, []);
  });
});
