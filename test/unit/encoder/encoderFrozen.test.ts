import assert from "node:assert/strict";
import { join } from "node:path";
import { Traces } from "../../../src/encoder/traces.js";
import { plainMap, plainThumbnails } from "../attention/plainRequests.js";
import { failure } from "./support/failures.js";
import { EncoderCopies, tinyEncoder } from "./support/fixtures.js";
import { runs, until } from "./support/processes.js";
import { traceRequest, watchedClient, type WatchedClient } from "./support/watchedClient.js";

const answerTime = 800;
const sentence = /^The encoder's process did not answer within 0\.8 seconds, and was ended; try again\.$/;

describe("an encoder's process that is frozen", function () {
  this.timeout(60_000);
  const copies = new EncoderCopies();
  let watched: WatchedClient;
  before(function () {
    // Windows cannot stop a process and let it go on.
    if (process.platform === "win32") this.skip();
  });
  beforeEach(async () => (watched = await watchedClient({ answerTime })));
  afterEach(() => watched.client.dispose());
  after(() => copies.remove());

  const freeze = () => process.kill(watched.pids().at(-1)!, "SIGSTOP");
  const model = join(tinyEncoder, "encoder.onnx");

  /** Checks that something is over when the time for an answer is, and that the process is gone. */
  async function inTime<T>(work: () => Promise<T>): Promise<T> {
    const frozen = watched.pids().at(-1)!;
    const began = performance.now();
    const result = await work();
    const taken = performance.now() - began;
    assert(taken >= answerTime && taken < answerTime + 1500, `${taken} ms`);
    await until("the frozen process is gone", () => !runs(frozen));
    return result;
  }

  it("before a trace's first step, is told in a sentence, and the next trace is made by another", async () => {
    await watched.client.call("trace", traceRequest());
    freeze();
    await inTime(() =>
      assert.rejects(watched.client.call("trace", traceRequest()), failure("encoderStopped", sentence)),
    );
    await watched.client.call("trace", traceRequest());
    assert.equal(watched.pids().length, 2);
  });

  it("before a model is described, is told in a sentence, and the next is described by another", async () => {
    const describe = () => watched.client.call("describeModel", { path: model });
    const before = await describe();
    freeze();
    await inTime(() => assert.rejects(describe(), failure("encoderStopped", sentence)));
    assert.deepEqual(await describe(), before);
  });

  it("while a trace is looked at, is ended, and the trace is made again and looked at", async () => {
    const traces = new Traces(watched.client);
    const { id: trace } = await traces.make(traceRequest(), {});
    const row = () => traces.call("attentionRow", { ...plainMap(trace, { layer: 1, head: 1 }), query: 2 });
    const before = await row();
    freeze();
    const looks = await inTime(() => Promise.all([row(), traces.call("thumbnails", plainThumbnails(trace)), row()]));
    assert.deepEqual([looks[0], looks[2]], [before, before]);
    assert.equal(watched.pids().length, 2);
  });

  it("while somebody goes on looking, as a mouse that moves does, is ended all the same", async () => {
    const { id: trace } = await watched.client.call("trace", traceRequest());
    freeze();
    const looks: Promise<unknown>[] = [];
    const moving = setInterval(() => {
      const look = watched.client.call("attentionRow", { ...plainMap(trace), query: 0 });
      looks.push(look);
      look.catch(() => undefined);
    }, 20);
    await inTime(() => until("the process has ended", () => watched.log.some((line) => line.includes("has ended"))));
    clearInterval(moving);
    const [first, ...others] = await Promise.allSettled(looks);
    failure("encoderStopped", sentence)((first as PromiseRejectedResult).reason);
    assert(others.length > 10);
    for (const other of others) failure("traceGone")((other as PromiseRejectedResult).reason);
  });

  it("in a run, is ended at the run's own deadline, and not before for what waits behind it", async () => {
    const endless = copies.make({ graph: "endless.onnx" });
    const { id: trace } = await watched.client.call("trace", traceRequest());
    let running = 0;
    const run = watched.client.call("trace", traceRequest({ encoder: endless, runDeadline: 2000 }), {
      onProgress: (step) => {
        if (!step.startsWith("Running")) return;
        running = performance.now();
        freeze();
      },
    });
    run.catch(() => undefined);
    await until("it runs", () => running > 0);
    const look = watched.client.call("thumbnails", plainThumbnails(trace));
    look.catch(() => undefined);
    await assert.rejects(run, failure("tookTooLong", /was not done after 2 seconds/));
    assert(performance.now() - running >= 2000, `${performance.now() - running} ms`);
    await assert.rejects(look, failure("traceGone"));
  });

  it("and let go in time, answers as if nothing had been", async () => {
    const { id: trace } = await watched.client.call("trace", traceRequest());
    freeze();
    const look = watched.client.call("thumbnails", plainThumbnails(trace));
    setTimeout(() => process.kill(watched.pids()[0]!, "SIGCONT"), 200);
    await look;
    await new Promise((resolve) => setTimeout(resolve, answerTime + 300));
    await watched.client.call("thumbnails", plainThumbnails(trace));
    assert.equal(watched.pids().length, 1);
  });
});
