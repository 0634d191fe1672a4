import assert from "node:assert/strict";
import { headMaps } from "../../../src/attention/heads.js";
import { statisticsOfHead } from "../../../src/attention/headStatistics.js";
import type { Trace } from "../../../src/attention/trace.js";
import { syntheticTrace } from "./syntheticTrace.js";

/** A trace of one head. */
function traceOf(n: number, ...weights: number[]): Trace {
  return { ...syntheticTrace(1, 1, n), attention: { encoder: [Float32Array.from(weights)] } };
}

describe("a head's statistics", () => {
  it("are those of a head that looks at the token before alone", () => {
    const { entropy, largest, distance, previous, next, same, special } = statisticsOfHead(
      traceOf(3, 1, 0, 0, 1, 0, 0, 0, 1, 0),
      "encoder",
      0,
      0,
    );
    assert.deepEqual([entropy, largest, special, next], [0, 1, 0, 0]);
    assert.deepEqual([distance, previous, same], [2 / 3, 2 / 3, 1 / 3]);
  });

  it("leave out rows with what is no number, and are NaN where no row is left", () => {
    const { entropy, largest } = statisticsOfHead(traceOf(2, NaN, 1, 0.5, 0.5), "encoder", 0, 0);
    assert.deepEqual([entropy, largest], [Math.LN2, 0.5]);
    const none = statisticsOfHead(traceOf(2, NaN, 1, Infinity, 0), "encoder", 0, 0);
    assert.ok(Object.values(none).every(Number.isNaN));
  });

  it("tell nothing of distances where queries and keys are of two texts", () => {
    const trace: Trace = {
      ...syntheticTrace(1, 1, 2),
      groups: [{ group: "cross", layers: 1, heads: 1, queries: "target", keys: "source" }],
      targetTokens: syntheticTrace(1, 1, 3).tokens,
      attention: { cross: headMaps(new Float32Array(6).fill(0.5), 1) },
    };
    const { entropy, distance, previous, next, same } = statisticsOfHead(trace, "cross", 0, 0);
    assert.ok(Math.abs(entropy - Math.LN2) < 1e-7);
    assert.ok([distance, previous, next, same].every(Number.isNaN));
  });

  it("tell nothing of special tokens where no token stands for text, and of one beside text its weight", () => {
    const made = traceOf(2, 0.25, 0.75, 0.25, 0.75);
    const specialOf = (...segments: number[]) =>
      statisticsOfHead({ ...made, tokens: { ...made.tokens, segments: Int32Array.from(segments) } }, "encoder", 0, 0);
    assert.equal(specialOf(-1, 0).special, 0.25);
    const { special, largest } = specialOf(-1, -1);
    assert.deepEqual([special, largest], [NaN, 0.75]);
  });
});
