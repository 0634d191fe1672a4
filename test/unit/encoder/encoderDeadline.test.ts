import assert from "node:assert/strict";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { EncoderClient } from "../../../src/encoder/encoderClient.js";
import { plainThumbnails } from "../attention/plainRequests.js";
import { failure } from "./support/failures.js";
import { descriptionOf, EncoderCopies, modelOf, tinyEncoder, tokenizerJson } from "./support/fixtures.js";
import { runs, until } from "./support/processes.js";
import { slowGraph } from "./support/slowGraph.js";
import { traceRequest, watchedClient, type WatchedClient } from "./support/watchedClient.js";

describe("an encoder's process that does not end in its time", function () {
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

  it("running, is ended at the deadline that was set, and a second later attention can be shown again", async () => {
    const endless = copies.make({ graph: "endless.onnx" });
    const { id: other } = await client.call("trace", traceRequest());
    let running = 0;
    const run = client.call("trace", traceRequest({ encoder: endless, runDeadline: 1500 }), {
      onProgress: (step) => (running = step.startsWith("Running") ? performance.now() : 0),
    });
    run.catch(() => undefined);
    await until("the encoder runs", () => running > 0);
    // What is asked before the run blocks the process is answered.
    await sleep(200);
    const waiting = client.call("trace", traceRequest({ segments: ["the tea"] }));
    const looking = client.call("thumbnails", plainThumbnails(other));
    looking.catch(() => undefined);
    await assert.rejects(
      run,
      failure(
        "tookTooLong",
        /^The encoder's run on \d+ tokens was not done after 2 seconds, .*raise attentionInspector\.run/,
      ),
    );
    const ended = performance.now();
    assert(ended - running > 1500 && ended - running < 2500, `${ended - running} ms`);
    await assert.rejects(looking, failure("traceGone"));
    assert.equal((await waiting).tokens.texts.join(""), "<s>the tea</s>", "what only waited is done all the same");
    assert(performance.now() - ended < 1000, `usable again after ${performance.now() - ended} ms`);
    assert(!runs(watched.pids()[0]!));
  });

  it("opening, is ended within ten seconds", async () => {
    const { path, bytes } = modelOf(tinyEncoder);
    const { defaultBytes } = descriptionOf(tinyEncoder).inputs.headMask;
    const [graph, mask] = [bytes.subarray(0, -defaultBytes), bytes.subarray(-defaultBytes)];
    const slow = Buffer.concat([graph, slowGraph(), mask]);
    const encoder = copies.make({ files: { [basename(path)]: slow } });
    const began = performance.now();
    await assert.rejects(
      client.call("trace", traceRequest({ encoder })),
      failure("tookTooLong", /^The encoder was not open after 8 seconds, .*choose another\.$/),
    );
    assert(performance.now() - began < 10_000);
    await client.call("trace", traceRequest());
    assert.equal(watched.pids().length, 2);
  });

  it("tokenizing, is ended within ten seconds, without a word of the text in the log", async () => {
    // No match of this pattern takes so long that the library gives it up, but there are thousands.
    const tokenizer = JSON.parse(tokenizerJson(tinyEncoder)) as Record<string, unknown>;
    tokenizer.pre_tokenizer = { type: "Split", pattern: { Regex: "(a|a)*$" }, behavior: "Isolated", invert: false };
    const encoder = copies.make({ files: { "tokenizer.json": JSON.stringify(tokenizer) } });
    const began = performance.now();
    const segments = Array.from({ length: 4000 }, () => `${"a".repeat(18)}b secret `);
    await assert.rejects(
      client.call("trace", traceRequest({ encoder, segments })),
      failure("tookTooLong", /tokenizer was not done after \d+ seconds, .*choose another encoder/),
    );
    assert(performance.now() - began < 10_000);
    await client.call("trace", traceRequest());
    assert(!watched.log.some((line) => /secret|aaaa/.test(line)));
  });

  it("is not ended for a run that ends in time, nor for being idle afterwards", async () => {
    await client.call("trace", traceRequest({ runDeadline: 1000 }));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await client.call("trace", traceRequest({ runDeadline: 1000 }));
    assert.equal(watched.pids().length, 1);
  });

  for (const runDeadline of [0, 999, -1, NaN, Infinity, 1e9]) {
    it(`is not asked with a deadline of ${runDeadline}`, () =>
      assert.rejects(
        client.call("trace", traceRequest({ runDeadline })),
        failure("badRequest", /between 1 and 86400 seconds; set attentionInspector\.runDeadline/),
      ));
  }
});
