import assert from "node:assert/strict";
import { plainRecipe } from "../../../src/attention/recipe.js";
import { thumbnails } from "../../../src/attention/thumbnails.js";
import { TraceReading } from "../../../src/attention/traceReading.js";
import { syntheticTrace } from "./syntheticTrace.js";

const isAbort = { name: "AbortError" };
const trace = syntheticTrace(4, 4, 8);
const recipe = (threshold: number) => ({ ...plainRecipe, threshold });

/** Turns that are counted, each a turn of the event loop. */
function countedTurns() {
  const counted = { turns: 0 };
  const turn = async () => {
    counted.turns++;
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { counted, turn };
}

/** As many turns of the event loop as all heads would take. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe("the reading of a trace", () => {
  for (const what of ["thumbnails", "headStatistics"] as const) {
    const asked = (reading: TraceReading, turn: () => Promise<void>, signal?: AbortSignal): Promise<object> =>
      what === "thumbnails"
        ? reading.thumbnails("encoder", plainRecipe, turn, signal)
        : reading.headStatistics("encoder", turn, signal);

    it(`makes no ${what} that nobody waits for any more, and makes them when they are asked for again`, async () => {
      const reading = new TraceReading(trace);
      const { counted, turn } = countedTurns();
      const [one, other] = [new AbortController(), new AbortController()];
      const both = [asked(reading, turn, one.signal), asked(reading, turn, other.signal)];
      await turn();
      one.abort();
      await assert.rejects(both[0]!, isAbort);
      await turn();
      other.abort();
      await assert.rejects(both[1]!, isAbort);
      await rest();
      assert.ok(counted.turns < 8, `${counted.turns} turns`);
      assert.deepEqual(await asked(reading, turn), await asked(new TraceReading(trace), turn));
    });

    it(`makes no ${what} once its trace is no longer held`, async () => {
      const reading = new TraceReading(trace);
      const { counted, turn } = countedTurns();
      const wait = asked(reading, turn);
      await turn();
      reading.close();
      await assert.rejects(wait, isAbort);
      await rest();
      assert.ok(counted.turns < 8, `${counted.turns} turns`);
    });
  }

  it("stops thumbnails that made room for others", async () => {
    const reading = new TraceReading(trace);
    const { turn } = countedTurns();
    const first = reading.thumbnails("encoder", recipe(0.1), turn);
    const others = [0.2, 0.3, 0.4].map((threshold) => reading.thumbnails("encoder", recipe(threshold), turn));
    await assert.rejects(first, isAbort);
    assert.deepEqual((await Promise.all(others))[2], thumbnails(trace, "encoder", recipe(0.4)));
  });

  it("goes on with what is prepared, for whoever asks", async () => {
    const reading = new TraceReading(trace);
    const { counted, turn } = countedTurns();
    reading.prepare(turn);
    await rest();
    const { turns } = counted;
    assert.equal(turns, 16);
    await reading.thumbnails("encoder", plainRecipe, turn);
    assert.equal(counted.turns, turns);
  });
});
