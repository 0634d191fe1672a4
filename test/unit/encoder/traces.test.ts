import assert from "node:assert/strict";
import { summarize, type Trace } from "../../../src/attention/trace.js";
import type { EncoderClient } from "../../../src/encoder/encoderClient.js";
import { traceGone } from "../../../src/encoder/traceGone.js";
import { Traces } from "../../../src/encoder/traces.js";
import { plainMap, plainThumbnails } from "../attention/plainRequests.js";
import { syntheticTrace } from "../attention/syntheticTrace.js";
import { failure } from "./support/failures.js";
import { until } from "./support/processes.js";
import { traceRequest, watchedClient, type WatchedClient } from "./support/watchedClient.js";

describe("the traces of a window", function () {
  this.timeout(60_000);
  let watched: WatchedClient;
  let traces: Traces;
  beforeEach(async () => {
    watched = await watchedClient();
    traces = new Traces(watched.client);
  });
  afterEach(() => watched.client.dispose());

  const runsLogged = () => watched.log.filter((line) => line.includes("Trace 1:")).length;

  async function killProcess(): Promise<void> {
    process.kill(watched.pids().at(-1)!, "SIGKILL");
    await until("its end is known", () => watched.log.some((line) => line.includes("has ended")));
  }

  it("have ids of their own", async () => {
    const made = await Promise.all([traces.make(traceRequest(), {}), traces.make(traceRequest(), {})]);
    assert.deepEqual(made.map(({ id }) => id).sort(), [1, 2]);
  });

  it("lost with the process are made again, once, with the same weights", async () => {
    const { id: trace } = await traces.make(traceRequest(), {});
    const look = () => traces.call("attentionRow", { ...plainMap(trace, { layer: 1, head: 1 }), query: 2 });
    const before = await look();
    await killProcess();
    const looks = await Promise.all([look(), look(), traces.call("thumbnails", plainThumbnails(trace))]);
    assert.deepEqual(looks[0], before);
    assert.deepEqual(looks[1], before);
    assert.equal(watched.pids().length, 2);
    assert.equal(runsLogged(), 2, "made, and made again for all three");
  });

  it("that were forgotten, or never made, are gone", async () => {
    const { id: trace } = await traces.make(traceRequest(), {});
    traces.forget(trace);
    traces.forget(99);
    await assert.rejects(traces.call("thumbnails", plainThumbnails(trace)), failure("traceGone"));
    await assert.rejects(traces.call("thumbnails", plainThumbnails(99)), failure("traceGone"));
  });

  it("whose looking was cancelled are not gone for the others", async () => {
    const { id: trace } = await traces.make(traceRequest(), {});
    await killProcess();
    const controller = new AbortController();
    const cancelled = traces.call("thumbnails", plainThumbnails(trace), { signal: controller.signal });
    const other = traces.call("thumbnails", plainThumbnails(trace));
    setTimeout(() => controller.abort(), 20);
    await assert.rejects(cancelled, failure("cancelled"));
    assert((await other).rows > 0);
  });

  it("are held within the bytes that are allowed when one is made", async () => {
    let allowed = Infinity;
    const bounded = new Traces(watched.client, () => allowed);
    const first = await bounded.make(traceRequest(), {});
    const second = await bounded.make(traceRequest(), {});
    assert.ok(first.bytes > 0);
    const isHeld = (trace: number) =>
      watched.client.call("thumbnails", plainThumbnails(trace)).then(
        () => true,
        (thrown: unknown) => !failure("traceGone")(thrown),
      );
    assert.deepEqual([await isHeld(first.id), await isHeld(second.id)], [true, true]);
    allowed = 2 * first.bytes;
    const third = await bounded.make(traceRequest(), {});
    assert.deepEqual([await isHeld(first.id), await isHeld(second.id), await isHeld(third.id)], [false, true, true]);
    // One that is looked at all the same is made again, within what is allowed now.
    allowed = first.bytes;
    assert.ok((await bounded.call("thumbnails", plainThumbnails(first.id))).rows > 0);
    assert.deepEqual([await isHeld(first.id), await isHeld(third.id)], [true, false]);
  });
});

/** A process that makes another trace each time, loses it when told to, and answers with the trace's turn. */
function changingClient(traces: readonly Trace[]) {
  let [made, held] = [0, false];
  const call = async (method: string) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (method === "forget") return void (held = false);
    held ||= method === "trace";
    if (method === "trace") return summarize(traces[made++]!);
    if (!held) throw traceGone();
    return Float32Array.of(made);
  };
  return { client: { call } as unknown as EncoderClient, lose: () => void (held = false), made: () => made };
}

describe("a lost trace that is made again", () => {
  const trace = syntheticTrace(2, 2, 4);
  const { tokens } = trace;
  const others: readonly (readonly [string, Trace])[] = [
    ["tokens", { ...trace, tokens: { ...tokens, ids: tokens.ids.map((id) => id + 1) } }],
    ["target", { ...trace, targetTokens: tokens }],
    ["groups", { ...trace, groups: [{ ...trace.groups[0]!, heads: 1 }] }],
    ["hidden states", { ...trace, hiddenShapes: [[4, 3]] }],
    ["positional encodings", { ...trace, positions: [] }],
  ];
  const lookAgain = async (again: Trace) => {
    const { client, lose, made } = changingClient([trace, again]);
    const traces = new Traces(client);
    await traces.make(traceRequest(), {});
    lose();
    const look = () => traces.call("attentionRow", { ...plainMap(1), query: 0 });
    const first = Promise.allSettled([look()]);
    await new Promise((resolve) => setTimeout(resolve, 2));
    const outcomes = [...(await first), ...(await Promise.allSettled([look(), look()]))];
    outcomes.push(...(await Promise.allSettled([look()])));
    assert.equal(made(), 2);
    return { outcomes, traces };
  };

  it("is looked at where it is the same", async () => {
    const { outcomes } = await lookAgain({ ...trace, timings: { load: 1, tokenize: 1, run: 1 } });
    for (const outcome of outcomes) assert.deepEqual(outcome, { status: "fulfilled", value: Float32Array.of(2) });
  });

  for (const [what, other] of others) {
    it(`is gone where it has other ${what}, for all who ask, then and later`, async () => {
      const { outcomes, traces } = await lookAgain(other);
      for (const outcome of outcomes) assert.ok(outcome.status === "rejected" && failure("traceGone")(outcome.reason));
      assert.equal(traces.encoderOf(1), null);
    });
  }
});
