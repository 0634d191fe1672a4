import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inflateSync } from "node:zlib";
import { oneHead } from "../../../../src/attention/headSet.js";
import { plainRecipe } from "../../../../src/attention/recipe.js";
import { summarize } from "../../../../src/attention/trace.js";
import { TraceReading } from "../../../../src/attention/traceReading.js";
import type { StandaloneDocument } from "../../../../src/export/standaloneDocument.js";
import { fromTaggedJson } from "../../../../src/export/taggedJson.js";
import type { ExportParts } from "../../../../src/panel/export/exportView.js";
import { defaultPreferences } from "../../../../src/protocol/defaultPreferences.js";
import type { Preferences } from "../../../../src/protocol/look.js";
import type { OfGroup, OfMap, OfPositions, OfThumbnails } from "../../../../src/protocol/traceMethods.js";
import { repository } from "../../../host/repository.js";
import { syntheticTrace } from "../../attention/syntheticTrace.js";
import { exportWindow } from "./support/exportWindow.js";

const trace = syntheticTrace(2, 3, 5, 7);
const noTurn = () => Promise.resolve();

describe("a page of its own", () => {
  const window = exportWindow;
  const reading = new TraceReading(trace);
  const asked: string[] = [];
  let folder: string;
  let exportView: typeof import("../../../../src/panel/export/exportView.js").exportView;
  let onHead: () => void | Promise<void>;
  const giveUp = async () => {
    // It is shown after a moment.
    while (!window.cancel) await sleep(20);
    window.cancel();
  };

  const answers = {
    thumbnails: ({ group, recipe }: OfThumbnails) => reading.thumbnails(group, recipe, noTurn),
    headStatistics: ({ group }: OfGroup) => reading.headStatistics(group, noTurn),
    positionalEncoding: ({ encoding }: OfPositions) => trace.positionValues[encoding]!,
    attentionMap: async ({ heads, recipe }: OfMap) => {
      await onHead();
      return reading.map(heads, recipe);
    },
  };
  const source = { title: "커피.txt", ranges: [[5, 25]] };
  const text = {
    trace: summarize(trace),
    title: source.title,
    notices: ["cut"],
    source: () => source,
    isOf: () => true,
  };
  const parts = {
    current: { kept: [text], view: { group: "encoder", layer: 1, head: 2 } },
    traces: {
      encoderOf: () => null,
      call: async (method: keyof typeof answers, request: never) => {
        asked.push(method);
        return answers[method](request);
      },
    },
    preferences: { read: () => ({ ...defaultPreferences, palette: "viridis" }) },
    memory: window.memory,
    extensionUri: { fsPath: repository },
  } as unknown as ExportParts;
  const exported = () => {
    const { signal } = new AbortController();
    const heads = oneHead({ group: "encoder", layer: 1, head: 2 });
    const nothing = { figure: null, png: null, table: { kind: "matrix" } };
    const request = { trace: 7, heads, recipe: { ...plainRecipe, topK: 2 }, format: "html", ...nothing };
    return exportView(request, { signal, progress: () => undefined }, parts);
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "attention-page-"));
    ({ exportView } = await window.load(() => import("../../../../src/panel/export/exportView.js")));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    window.target = join(folder, "out.html");
    rmSync(window.target, { force: true });
    asked.length = 0;
    window.cancel = null;
    onHead = () => undefined;
  });

  it("has every head's numbers to the last bit, those in view first, and how all was set", async () => {
    assert.deepEqual(await exported(), { saved: "out.html" });
    assert.equal(window.asked.at(-1)?.name, "커피-L2-H3.html");
    const html = window.saved().toString();
    const { preferences, ...told } = fromTaggedJson(
      /<script type="application\/json" id="trace">([^<]*)<\/script>/.exec(html)![1]!,
    ) as StandaloneDocument<Preferences>;
    assert.deepEqual(preferences, { ...defaultPreferences, palette: "viridis", recipe: { ...plainRecipe, topK: 2 } });
    assert.deepEqual(told.trace, summarize(trace));
    assert.deepEqual(
      [told.title, told.notices, told.view],
      ["커피.txt", ["cut"], { group: "encoder", layer: 1, head: 2 }],
    );
    const order = [5, 3, 4, 0, 1, 2];
    const blocks = [...html.matchAll(/id="block-(encoder-\d+-\d+)">([^<]*)<\/script>/g)];
    assert.deepEqual(
      blocks.map(([, name]) => name),
      order.map((head) => `encoder-${Math.floor(head / 3)}-${head % 3}`),
    );
    for (const [place, head] of order.entries()) {
      const bytes = inflateSync(Buffer.from(blocks[place]![2]!, "base64"));
      assert.deepEqual(new Float32Array(new Uint8Array(bytes).buffer), trace.attention.encoder![head]);
    }
    assert.equal(asked.filter((method) => method === "attentionMap").length, 6);
  });

  it("is not left half written where the person gives it up", async () => {
    onHead = giveUp;
    await assert.rejects(exported(), { name: "AbortError" });
    assert.ok(!existsSync(window.target!));
    assert.equal(asked.filter((method) => method === "attentionMap").length, 1);
  });

  it("replaces an earlier file only once it is whole", async () => {
    writeFileSync(window.target!, "earlier");
    onHead = giveUp;
    await assert.rejects(exported(), { name: "AbortError" });
    assert.equal(readFileSync(window.target!, "utf8"), "earlier");
    assert.deepEqual(readdirSync(folder), ["out.html"]);
    onHead = () => undefined;
    await exported();
    assert.match(window.saved().toString(), /^<!doctype html>/i);
    assert.deepEqual(readdirSync(folder), ["out.html"]);
  });

  it("fails in a sentence where it cannot be written", async () => {
    window.target = join(folder, "missing", "out.html");
    await assert.rejects(exported(), {
      code: "cannotWrite",
      message: "out.html could not be written; export to another folder or under another name.",
    });
  });
});
