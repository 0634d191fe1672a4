import assert from "node:assert/strict";
import { existsSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { listSupportedBackends } from "onnxruntime-node";
import { headMaps } from "../../../src/attention/heads.js";
import { combinedAttention, headsOfLayer } from "../../../src/attention/headSet.js";
import { heatMap } from "../../../src/attention/heatMap.js";
import { plainRecipe } from "../../../src/attention/recipe.js";
import { EncoderClient } from "../../../src/encoder/encoderClient.js";
import { EncoderSessions } from "../../../src/encoder/encoderSessions.js";
import { maximumTraces } from "../../../src/encoder/limits.js";
import { SegmentTokenizer } from "../../../src/encoder/segmentTokenizer.js";
import { plainMap, plainThumbnails } from "../attention/plainRequests.js";
import { syntheticTrace } from "../attention/syntheticTrace.js";
import { bundledProcess } from "./support/bundledProcess.js";
import { failure } from "./support/failures.js";
import {
  bundledEncoder,
  descriptionOf,
  EncoderCopies,
  modelOf,
  tinyEncoder,
  tokenizerJson,
} from "./support/fixtures.js";
import { runs, until } from "./support/processes.js";
import { traceRequest, watchedClient, type WatchedClient } from "./support/watchedClient.js";

describe("the encoder's client", function () {
  this.timeout(60_000);
  const copies = new EncoderCopies();
  let watched: WatchedClient;
  let client: EncoderClient;
  beforeEach(async () => {
    watched = await watchedClient();
    client = watched.client;
  });
  afterEach(() => client.dispose());
  after(() => copies.remove());

  it("starts the process when it is first asked, once, and logs what ran", async () => {
    assert.deepEqual(watched.log, []);
    await client.call("trace", traceRequest());
    await client.call("trace", traceRequest());
    assert.equal(watched.pids().length, 1);
    assert(
      watched.log.some((line) =>
        /^info: Trace \d+: \d+ tokens × 2 layers × 2 heads of Tiny Encoder 1 on cpu;/.test(line),
      ),
    );
    assert(!watched.log.some((line) => /coffee|커피/.test(line)), "the person's text is in the log");
  });

  it("traces text, tells each step, and answers what is asked of the trace", async () => {
    const steps: string[] = [];
    const request = traceRequest({ segments: ["tea 😀", "</s>"] });
    const trace = await client.call("trace", request, { onProgress: (step) => steps.push(step) });
    const n = trace.tokens.ids.length;
    assert.deepEqual(steps, ["Loading the encoder", "Tokenizing", `Running the encoder on ${n} tokens`]);
    assert.equal(trace.id, request.id);
    assert.deepEqual(trace.provider, { asked: "cpu", used: "cpu", reason: null });
    assert.equal(trace.truncation, null);
    assert.deepEqual(
      trace.hiddenShapes,
      Array.from({ length: 3 }, () => [n, 8]),
    );
    assert(trace.timings.load > 0 && trace.timings.run > 0);
    assert(!("attention" in trace), "the large arrays stay in the process");

    const sessions = new EncoderSessions(modelOf(tinyEncoder), descriptionOf(tinyEncoder), "cpu");
    const computed = await sessions.run(trace.tokens.ids, ["attention", "positionalEncoding"]);
    const attention = Float32Array.from(computed.attention.flatMap((layer) => [...layer]));
    const whole = { ...syntheticTrace(2, 2, n), attention: { encoder: headMaps(attention, 4) } };
    const map = attention.subarray(3 * n * n, 4 * n * n);
    const of = plainMap(trace.id, { layer: 1, head: 1 });
    assert.deepEqual(await client.call("heatMap", of), heatMap(map, n));
    assert.deepEqual(await client.call("attentionRow", { ...of, query: 2 }), map.slice(2 * n, 3 * n));
    assert.deepEqual(
      await client.call("positionalEncoding", { trace: trace.id, encoding: 0, head: 0 }),
      computed.positionalEncoding,
    );
    const heads = headsOfLayer(trace, "encoder", 1);
    const { keys, weights, special, count } = await client.call("mostAttended", {
      trace: trace.id,
      heads,
      recipe: plainRecipe,
      count: n,
    });
    const mean = combinedAttention(whole, heads);
    for (let query = 0; query < n; query++) {
      const row = mean.subarray(query * n, (query + 1) * n);
      const text = Array.from(row).filter((_, key) => trace.tokens.segments[key]! >= 0);
      assert.equal(weights[query * count], Math.max(...text));
      assert.equal(row[keys[query * count]!], weights[query * count]);
      const rest = Array.from(row).reduce(
        (sum, weight, key) => sum + (trace.tokens.segments[key]! < 0 ? weight : 0),
        0,
      );
      assert.ok(Math.abs(special[query]! - rest) < 1e-6);
    }
    const { rows, maxima, pixels } = await client.call("thumbnails", plainThumbnails(trace.id));
    assert.deepEqual([rows, maxima.length, pixels.length], [n, 4, 4 * n * n]);
    assert.equal(maxima[3], Math.max(...map));
  });

  it("hands out arrays in buffers of their own, fit to be posted on", async () => {
    const trace = await client.call("trace", traceRequest());
    const of = plainMap(trace.id);
    const map = await client.call("heatMap", of);
    const pairs = await client.call("strongestPairs", { ...of, count: 3 });
    const arrays = [
      ...Object.values(trace.tokens).filter((value): value is Int32Array => ArrayBuffer.isView(value)),
      (await client.call("thumbnails", plainThumbnails(trace.id))).pixels,
      map.pixels,
      map.rowSums,
      map.columnSums,
      pairs.keys,
      pairs.weights,
      ...Object.values(await client.call("headStatistics", { trace: trace.id, group: "encoder" })),
      await client.call("attentionRow", { ...of, query: 0 }),
      await client.call("attentionColumn", { ...of, key: 0 }),
      await client.call("positionalEncoding", { trace: trace.id, encoding: 0, head: 0 }),
    ];
    assert.equal(arrays.length, 20);
    for (const array of arrays) assert.equal(array.buffer.byteLength, array.byteLength);
  });

  it("answers two requests at a time, each with its own", async () => {
    const requests = [traceRequest({ segments: ["tea"] }), traceRequest({ segments: ["the coffee, the tea"] })];
    const traces = await Promise.all(requests.map((request) => client.call("trace", request)));
    const texts = traces.map(({ tokens }) => tokens.texts.slice(1, -1).join(""));
    assert.deepEqual(texts, ["tea", "the coffee, the tea"]);
    assert.equal(watched.pids().length, 1);
  });

  it("does not load an open encoder again", async () => {
    assert((await client.call("trace", traceRequest())).timings.load > 0);
    assert.equal((await client.call("trace", traceRequest())).timings.load, 0);
  });

  it("truncates a selection of 20,000 characters, and says so exactly", async () => {
    const text = "The quick brown fox jumps over the lazy dog.\r\n".repeat(500).slice(0, 20_000);
    const request = traceRequest({ encoder: bundledEncoder, maximumTokens: 128, segments: [text] });
    const { tokens, truncation } = await client.call("trace", request);
    assert.equal(tokens.ids.length, 128);
    const { vocabularySize } = descriptionOf(bundledEncoder);
    const tokenizer = await SegmentTokenizer.fromJson(tokenizerJson(bundledEncoder), vocabularySize);
    const { ids } = await tokenizer.tokenize(text, Infinity);
    assert.deepEqual(truncation, { kept: 126, total: ids.length });
    assert.deepEqual([...tokens.ids.subarray(1, 127)], [...ids.subarray(0, 126)]);
    assert.equal(tokens.ends[126], tokens.texts.slice(1, -1).join("").length);
  });

  it("keeps the last traces and no more, over 50 runs", async () => {
    const ids: number[] = [];
    for (let run = 0; run < 50; run++) ids.push((await client.call("trace", traceRequest())).id);
    const held: number[] = [];
    for (const trace of ids) {
      const isHeld = await client.call("thumbnails", plainThumbnails(trace)).then(
        () => true,
        (thrown: unknown) => !failure("traceGone")(thrown),
      );
      if (isHeld) held.push(trace);
    }
    assert.deepEqual(held, ids.slice(-maximumTraces));
  });

  it("forgets a trace, and an unknown one too", async () => {
    const { id: trace } = await client.call("trace", traceRequest());
    assert.equal(await client.call("forget", { trace }), null);
    assert.equal(await client.call("forget", { trace }), null);
    await assert.rejects(client.call("heatMap", plainMap(trace)), failure("traceGone"));
  });

  it("starts no process to look at a trace, or to forget one, that none holds", async () => {
    await assert.rejects(client.call("thumbnails", plainThumbnails(1)), failure("traceGone"));
    assert.equal(await client.call("forget", { trace: 1 }), null);
    assert.deepEqual(watched.log, []);
  });

  it("refuses what a trace does not have", async () => {
    const { id: trace, tokens } = await client.call("trace", traceRequest());
    const n = tokens.ids.length;
    const refused = failure("badRequest");
    await assert.rejects(client.call("heatMap", plainMap(trace, { layer: 2 })), refused);
    await assert.rejects(client.call("heatMap", plainMap(trace, { head: NaN })), refused);
    await assert.rejects(client.call("heatMap", plainMap(trace, { group: "cross" })), refused);
    await assert.rejects(client.call("thumbnails", plainThumbnails(trace, "decoder")), refused);
    await assert.rejects(client.call("thumbnails", plainThumbnails(trace, "__proto__" as "cross")), refused);
    const plain = plainMap(trace);
    for (const place of [n, -1]) {
      await assert.rejects(client.call("attentionRow", { ...plain, query: place }), refused);
      await assert.rejects(client.call("attentionColumn", { ...plain, key: place }), refused);
    }
    const noHead = plainMap(trace, { layer: -1 });
    await assert.rejects(client.call("strongestPairs", { ...noHead, count: 5 }), refused);
    await assert.rejects(client.call("strongestPairs", { ...plain, count: 0 }), refused);
    await assert.rejects(client.call("mostAttended", { ...noHead, count: 5 }), refused);
    await assert.rejects(client.call("mostAttended", { ...plain, count: 0 }), refused);
    await assert.rejects(client.call("headStatistics", { trace, group: "cross" }), refused);
    const none = { ...plain, heads: { ...plain.heads, heads: [] } };
    await assert.rejects(client.call("heatMap", none), refused);
    await assert.rejects(client.call("thumbnails", plainThumbnails(12345)), failure("traceGone"));
  });

  it("tells what is wrong with an encoder, and goes on with another", async () => {
    const garbage = copies.make({ files: { "encoder.onnx": "garbage ".repeat(500) } });
    const truncated = copies.make({ files: { "encoder.onnx": "" }, keepHashes: true });
    const missing = copies.make({ files: { "tokenizer.json": null } });
    const noTokenizer = copies.make({ files: { "tokenizer.json": "[]" } });
    const undescribed = copies.make({ files: { "encoder.json": "{}" } });
    const notFinite = copies.make({ graph: "not-finite.onnx" });
    for (const [encoder, expected] of [
      [garbage, failure("encoderDamaged", /encoder\.onnx is damaged/)],
      [truncated, failure("encoderDamaged", /encoder\.onnx does not match/)],
      [missing, failure("encoderMissing", /tokenizer\.json is missing/)],
      [noTokenizer, failure("tokenizerDamaged", /tokenizer\.json cannot be read/)],
      [undescribed, failure("encoderDamaged", /encoder\.json is damaged/)],
      [notFinite, failure("runFailed", /not finite/)],
    ] as const) {
      await assert.rejects(client.call("trace", traceRequest({ encoder })), expected);
    }
    await client.call("trace", traceRequest());
    assert.equal(watched.pids().length, 1, "none of it needs a new process");
  });

  it("never runs on the CPU where CUDA was asked for", async function () {
    const request = traceRequest({ executionProvider: "cuda" });
    const outcome = await client.call("trace", request).catch((thrown: unknown) => thrown);
    if (outcome instanceof Error) {
      failure(
        "providerUnavailable",
        /^CUDA cannot be used \(.+\); .*set attentionInspector\.executionProvider/,
      )(outcome);
    } else {
      assert(listSupportedBackends().some(({ name }) => name === "cuda"));
      assert.equal((outcome as { provider: { used: string } }).provider.used, "cuda");
    }
  });

  it("by itself takes what there is, and says why it is not CUDA", async () => {
    const { provider } = await client.call("trace", traceRequest({ executionProvider: "auto" }));
    assert.equal(provider.asked, "auto");
    assert.equal(provider.used === "cpu", provider.reason !== null);
    assert(!watched.log.some((line) => line.startsWith("warn") || line.startsWith("error")), watched.log.join("\n"));
  });

  it("once disposed has no process, and asks for none", async () => {
    const pending = client.call("trace", traceRequest({ encoder: copies.make({ graph: "endless.onnx" }) }));
    await until("the process is ready", () => watched.pids().length === 1);
    const [pid] = watched.pids();
    const directory = process.platform === "linux" ? readlinkSync(`/proc/${pid}/cwd`) : null;
    client.dispose();
    if (directory !== null) assert(!existsSync(directory), `${directory} is left`);
    await assert.rejects(pending, failure("encoderStopped", /closed/));
    await until("the process is gone", () => !runs(pid!));
    await assert.rejects(client.call("trace", traceRequest()), failure("encoderStopped", /closed/));
    client.dispose();
  });

  it("that was never asked is disposed of without a process", () => {
    client.dispose();
    assert.deepEqual(watched.log, []);
  });

  it("gives up a process that does not say a word", async () => {
    const folder = copies.make({
      files: { "mute.cjs": "setInterval(() => {}, 1000); process.on('message', () => {});" },
    });
    const mute = new EncoderClient({ processPath: join(folder, "mute.cjs"), log: () => undefined, startTimeout: 600 });
    await assert.rejects(
      mute.call("trace", traceRequest()),
      failure("encoderStopped", /did not start within 0\.6 seconds/),
    );
    mute.dispose();
  });

  it("keeps a process that has said a word, however long it is silent then", async () => {
    const log: string[] = [];
    const processPath = await bundledProcess();
    const silent = new EncoderClient({ processPath, log: (_, message) => log.push(message), startTimeout: 3000 });
    await silent.call("trace", traceRequest());
    await new Promise((resolve) => setTimeout(resolve, 3200));
    assert(!log.some((line) => line.includes("has ended")), log.join("\n"));
    silent.dispose();
  });

  it("tells of a process that cannot be started", async () => {
    const log: string[] = [];
    const lost = new EncoderClient({
      processPath: "/nowhere/encoderProcess.js",
      log: (_, message) => log.push(message),
    });
    await assert.rejects(
      lost.call("trace", traceRequest()),
      failure("encoderStopped", /ended by itself \(exit code 1\)/),
    );
    await until("the reason is logged", () => log.some((line) => line.includes("Cannot find module")));
    lost.dispose();
  });
});
