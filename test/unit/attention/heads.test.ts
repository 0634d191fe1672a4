import assert from "node:assert/strict";
import { headAttention } from "../../../src/attention/heads.js";
import { combinedAttention, headsOfLayer } from "../../../src/attention/headSet.js";
import { syntheticTrace } from "./syntheticTrace.js";

describe("the attention of a head", () => {
  const trace = syntheticTrace(3, 4, 5);

  it("is the part of the trace at [layer, head], without a copy", () => {
    const attention = headAttention(trace, { group: "encoder", layer: 2, head: 1 });
    assert.equal(attention.length, 25);
    assert.equal(attention, trace.attention.encoder![2 * 4 + 1]);
  });

  for (const [layer, head] of [
    [3, 0],
    [-1, 0],
    [0, 4],
    [0, -1],
    [0.5, 0],
    [NaN, 0],
    [0, NaN],
  ] as const) {
    it(`does not exist for layer ${layer}, head ${head}`, () => {
      assert.throws(() => headAttention(trace, { group: "encoder", layer, head }), RangeError);
    });
  }
});

describe("the mean over heads", () => {
  it("is the mean of each cell, and its rows still sum to 1", () => {
    const trace = syntheticTrace(2, 8, 17);
    const mean = combinedAttention(trace, headsOfLayer(trace, "encoder", 1));
    for (const cell of [0, 20, 288]) {
      const weights = Array.from(
        { length: 8 },
        (_, head) => headAttention(trace, { group: "encoder", layer: 1, head })[cell]!,
      );
      const expected = weights.reduce((sum, weight) => sum + weight, 0) / 8;
      assert(Math.abs(mean[cell]! - expected) < 1e-7);
    }
    for (let query = 0; query < 17; query++) {
      const sum = mean.subarray(query * 17, query * 17 + 17).reduce((total, weight) => total + weight, 0);
      assert(Math.abs(sum - 1) < 1e-5);
    }
  });

  it("of one head is that head", () => {
    const trace = syntheticTrace(1, 1, 4);
    assert.equal(combinedAttention(trace, headsOfLayer(trace, "encoder", 0)), trace.attention.encoder![0]);
  });

  it("does not exist for a layer that does not", () => {
    const trace = syntheticTrace(1, 2, 3);
    assert.throws(() => combinedAttention(trace, headsOfLayer(trace, "encoder", 1)), RangeError);
  });
});
