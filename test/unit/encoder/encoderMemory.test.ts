import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { collectionDelay } from "../../../src/encoder/limits.js";
import { Traces } from "../../../src/encoder/traces.js";
import { plainThumbnails } from "../attention/plainRequests.js";
import { bundledEncoder } from "./support/fixtures.js";
import { traceRequest, watchedClient, type WatchedClient } from "./support/watchedClient.js";

// Of what a trace takes its attention has 34 MB: 4 layers of 8 heads, 512 tokens.
const request = { encoder: bundledEncoder, segments: ["The cup of tea and the coffee. ".repeat(200)] };

describe("the memory of the encoder's process", function () {
  this.timeout(120_000);
  let watched: WatchedClient;
  let traces: Traces;
  before(async function () {
    // Only here the system tells a process's largest memory, and forgets it when asked.
    if (process.platform !== "linux") this.skip();
    watched = await watchedClient();
    traces = new Traces(watched.client);
  });
  after(() => watched.client.dispose());

  const file = (name: string) => `/proc/${watched.pids()[0]}/${name}`;
  const memory = (field: "VmRSS" | "VmHWM") =>
    Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(file("status"), "utf8"))![1]) * 1024;

  async function made(): Promise<{ readonly id: number; readonly bytes: number }> {
    const { id, bytes, tokens } = await traces.make(traceRequest(request), {});
    assert.equal(tokens.ids.length, 512);
    await traces.call("thumbnails", plainThumbnails(id));
    return { id, bytes };
  }

  async function forgotten(trace: { readonly id: number }): Promise<void> {
    traces.forget(trace.id);
    await sleep(collectionDelay + 200);
  }

  it("takes a trace's attention once, and comes back when ten of them are forgotten", async () => {
    // With the first ones, ONNX Runtime takes the room that it computes in, and V8 compiles what runs often.
    for (let round = 0; round < 3; round++) await forgotten(await made());
    const before = memory("VmRSS");
    const peaks: number[] = [];
    for (let round = 0; round < 10; round++) {
      const settled = memory("VmRSS");
      // 5 resets the largest (proc(5)).
      writeFileSync(file("clear_refs"), "5");
      const trace = await made();
      peaks.push((memory("VmHWM") - settled) / trace.bytes);
      await forgotten(trace);
    }
    const [, median] = [...peaks].sort((one, other) => one - other).slice(4);
    const told = peaks.map((peak) => peak.toFixed(2)).join(", ");
    console.log(`    a trace takes ${told} times its bytes at most`);
    assert.ok(median! <= 1.3, told);
    const after = memory("VmRSS");
    assert.ok(after <= before * 1.05, `${before / 1e6} MB before, ${after / 1e6} MB after`);
  });
});
