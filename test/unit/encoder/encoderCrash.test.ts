import assert from "node:assert/strict";
import type { EncoderClient } from "../../../src/encoder/encoderClient.js";
import { plainThumbnails } from "../attention/plainRequests.js";
import { failure } from "./support/failures.js";
import { EncoderCopies, tokenizerJson, tinyEncoder } from "./support/fixtures.js";
import { runs, until } from "./support/processes.js";
import { traceRequest, watchedClient, type WatchedClient } from "./support/watchedClient.js";

describe("an encoder's process that ends before its time", function () {
  this.timeout(60_000);
  const copies = new EncoderCopies();
  let endless = "";
  let watched: WatchedClient;
  let client: EncoderClient;
  before(() => (endless = copies.make({ graph: "endless.onnx" })));
  beforeEach(async () => {
    watched = await watchedClient();
    client = watched.client;
  });
  afterEach(() => client.dispose());
  after(() => copies.remove());

  /** Starts a run that never ends, and waits until it runs. */
  async function startEndless(signal?: AbortSignal): Promise<{ readonly run: Promise<unknown> }> {
    let step = "";
    const run = client.call("trace", traceRequest({ encoder: endless }), {
      ...(signal && { signal }),
      onProgress: (sentence) => (step = sentence),
    });
    run.catch(() => undefined);
    await until("the encoder runs", () => step.startsWith("Running"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { run };
  }

  it("killed in the middle of a run, is told in one sentence, and the next run works", async () => {
    const { id } = await client.call("trace", traceRequest());
    const { run } = await startEndless();
    const [pid] = watched.pids();
    process.kill(pid!, "SIGKILL");
    await assert.rejects(
      run,
      failure("encoderStopped", /^The encoder's process was killed \(SIGKILL\); run Show Attention again\.$/),
    );
    assert.equal((await client.call("trace", traceRequest())).tokens.texts[0], "<s>");
    assert.equal(watched.pids().length, 2);
    await assert.rejects(client.call("thumbnails", plainThumbnails(id)), failure("traceGone"));
  });

  it("fails everything that was pending, once each", async () => {
    const { run } = await startEndless();
    const others = [client.call("trace", traceRequest()), client.call("forget", { trace: 1 })];
    process.kill(watched.pids()[0]!, "SIGKILL");
    for (const outcome of await Promise.allSettled([run, ...others])) {
      assert.equal(outcome.status, "rejected");
      failure("encoderStopped", /SIGKILL/)(outcome.reason);
    }
    assert.equal(watched.log.filter((line) => line.includes("has ended")).length, 1);
  });

  it("aborted by a hostile tokenizer, is told in one sentence without the text, and the next run works", async () => {
    const tokenizer = JSON.parse(tokenizerJson(tinyEncoder)) as Record<string, unknown>;
    tokenizer.pre_tokenizer = { type: "Split", pattern: { Regex: "(a+)+$" }, behavior: "Isolated", invert: false };
    const encoder = copies.make({ files: { "tokenizer.json": JSON.stringify(tokenizer) } });
    const segments = [`${"a".repeat(60)}b my secret`];
    await assert.rejects(
      client.call("trace", traceRequest({ encoder, segments })),
      failure("encoderStopped", /aborted \((SIGABRT|exit code \d+)\), as a damaged encoder or tokenizer makes it/),
    );
    await client.call("trace", traceRequest());
    assert(!watched.log.some((line) => /secret|aaaa/.test(line)));
    assert(
      watched.log.some((line) => line.includes("panicked at")),
      "where it happened is worth a line in the log",
    );
  });

  it("is ended with a cancelled run, and only then", async () => {
    const { id } = await client.call("trace", traceRequest());
    const controller = new AbortController();
    const { run } = await startEndless(controller.signal);
    const [pid] = watched.pids();
    controller.abort();
    const began = performance.now();
    await assert.rejects(run, failure("cancelled"));
    assert(performance.now() - began < 50, "the person does not wait for the process");
    const looking = client.call("thumbnails", plainThumbnails(id));
    const forgetting = client.call("forget", { trace: id });
    const next = client.call("trace", traceRequest({ segments: ["the tea"] }));
    await assert.rejects(looking, failure("traceGone"));
    assert.equal(await forgetting, null);
    assert.equal((await next).tokens.texts.join(""), "<s>the tea</s>", "a trace that waited is made all the same");
    await until("the first process is gone", () => !runs(pid!));
    assert.equal(watched.pids().length, 2);
    assert(performance.now() - began < 5000);
  });

  it("is not ended with a cancelled look at a trace, which waits behind a run", async () => {
    const { id: trace } = await client.call("trace", traceRequest());
    const { run } = await startEndless();
    const controller = new AbortController();
    const look = client.call("thumbnails", plainThumbnails(trace), { signal: controller.signal });
    controller.abort();
    await assert.rejects(look, failure("cancelled"));
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert(runs(watched.pids()[0]!));
    client.dispose();
    await assert.rejects(run, failure("encoderStopped"));
  });

  it("is not ended where the cancelled run ends soon", async function () {
    // On a machine that is busy enough even a short run may not end soon.
    this.retries(2);
    await client.call("trace", traceRequest());
    for (let round = 0; round < 10; round++) {
      const controller = new AbortController();
      const run = client.call("trace", traceRequest(), { signal: controller.signal });
      setTimeout(() => controller.abort(), round % 4);
      await run.catch(failure("cancelled"));
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    await client.call("trace", traceRequest());
    assert.equal(watched.pids().length, 1);
  });

  it("is not even started for what was cancelled before", async () => {
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(client.call("trace", traceRequest(), { signal: controller.signal }), failure("cancelled"));
    assert.deepEqual(watched.log, []);
  });

  it("while it is starting can be cancelled too", async () => {
    const controller = new AbortController();
    const run = client.call("trace", traceRequest(), { signal: controller.signal });
    controller.abort();
    await assert.rejects(run, failure("cancelled"));
    assert.equal((await client.call("trace", traceRequest())).tokens.texts[0], "<s>");
  });
});
