import assert from "node:assert/strict";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { headsOfLayer } from "../../../src/attention/headSet.js";
import { plainRecipe } from "../../../src/attention/recipe.js";
import { plainMap, plainThumbnails } from "../attention/plainRequests.js";
import { bundledEncoder } from "./support/fixtures.js";
import { traceRequest, watchedClient, type WatchedClient } from "./support/watchedClient.js";

/** Milliseconds that the event loop may be blocked: two frames of the editor. */
const bearable = 30;

describe("the calling process's event loop", function () {
  this.timeout(120_000);
  let watched: WatchedClient;
  before(async () => (watched = await watchedClient()));
  after(() => watched.client.dispose());

  async function worstDelay(): Promise<number> {
    const { client } = watched;
    const text = "export function attend(query: Matrix, key: Matrix): Matrix { return softmax(query, key); }\n".repeat(
      60,
    );
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    const request = traceRequest({ encoder: bundledEncoder, maximumTokens: 512, segments: [text] });
    const summary = await client.call("trace", request);
    const { id: trace, tokens, truncation } = summary;
    assert.equal(tokens.ids.length, 512);
    assert(truncation !== null);
    const { pixels } = await client.call("thumbnails", plainThumbnails(trace));
    assert.equal(pixels.length, 4 * 8 * 64 * 64);
    const map = await client.call("heatMap", plainMap(trace, { layer: 3, head: 7 }));
    assert.equal(map.pixels.length, 512 * 512);
    await client.call("positionalEncoding", { trace, encoding: 0, head: 0 });
    await client.call("mostAttended", {
      trace,
      heads: headsOfLayer(summary, "encoder", 3),
      recipe: plainRecipe,
      count: 5,
    });
    delays.disable();
    // The histogram counts from one sample to the next: a millisecond of it is its own resolution.
    return delays.max / 1e6;
  }

  it(`is never blocked for ${bearable} ms by a run on 512 tokens`, async () => {
    const rounds: number[] = [];
    // The first also starts the process. Other programs can take the processor away: the best of three tells.
    while (rounds.length < 3 && Math.min(Infinity, ...rounds) > bearable) rounds.push(await worstDelay());
    assert(Math.min(...rounds) < bearable, `worst delays: ${rounds.map((delay) => delay.toFixed(1)).join(", ")} ms`);
  });
});
