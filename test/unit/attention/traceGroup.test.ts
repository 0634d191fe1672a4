import assert from "node:assert/strict";
import { headAttention, headMaps } from "../../../src/attention/heads.js";
import { combinedAttention, headsOfLayer } from "../../../src/attention/headSet.js";
import { plainRecipe } from "../../../src/attention/recipe.js";
import { thumbnails } from "../../../src/attention/thumbnails.js";
import { summarize, type Trace } from "../../../src/attention/trace.js";
import { groupOf, mapSize, nearestHead, tokensOf } from "../../../src/attention/traceGroup.js";
import { syntheticTrace } from "./syntheticTrace.js";

/** A trace of an encoder-decoder with `[2, 3, 3, 5]` cross-attention: the cells counted from 0. */
function crossTrace(): Trace {
  const trace = syntheticTrace(2, 2, 5);
  const cells = Float32Array.from({ length: 2 * 3 * 3 * 5 }, (_, cell) => cell);
  return {
    ...trace,
    groups: [...trace.groups, { group: "cross", layers: 2, heads: 3, queries: "target", keys: "source" }],
    targetTokens: syntheticTrace(1, 1, 3).tokens,
    attention: { ...trace.attention, cross: headMaps(cells, 2 * 3) },
  };
}

describe("the groups of a trace", () => {
  const trace = crossTrace();

  it("have maps of their own sides' sizes", () => {
    assert.deepEqual(mapSize(trace, groupOf(trace, "encoder")), { rows: 5, columns: 5 });
    assert.deepEqual(mapSize(trace, groupOf(trace, "cross")), { rows: 3, columns: 5 });
    assert.equal(tokensOf(trace, "target").ids.length, 3);
    assert.throws(() => tokensOf(syntheticTrace(1, 1, 3), "target"), RangeError);
  });

  it("hold each head where its group's shape says", () => {
    const attention = headAttention(trace, { group: "cross", layer: 1, head: 2 });
    assert.deepEqual([attention.length, attention[0], attention.at(-1)], [15, 75, 89]);
    const mean = combinedAttention(trace, headsOfLayer(trace, "cross", 1));
    assert.deepEqual([mean.length, mean[0], mean[14]], [15, 60, 74]);
  });

  it("that a trace lacks are refused", () => {
    assert.throws(() => headAttention(trace, { group: "decoder", layer: 0, head: 0 }), RangeError);
    assert.throws(() => combinedAttention(trace, headsOfLayer(trace, "decoder", 0)), RangeError);
    assert.throws(() => thumbnails(trace, "decoder", plainRecipe), RangeError);
  });

  it("lead from a head that is not there to the nearest one", () => {
    const wanted = { group: "cross", layer: 9, head: 9 } as const;
    assert.deepEqual(nearestHead(trace, wanted), { group: "cross", layer: 1, head: 2 });
    assert.deepEqual(nearestHead(syntheticTrace(1, 1, 3), wanted), { group: "encoder", layer: 0, head: 0 });
  });

  it("stand in the summary, without their arrays", () => {
    const { attention, positionValues, ...rest } = trace;
    assert.ok(attention.cross!.length > 0 && positionValues[0]!.length > 0);
    assert.deepEqual(summarize(trace), rest);
  });
});

describe("heads that a layer lacks", () => {
  const trace = crossTrace();
  // The second layer has two heads of the three.
  headAttention(trace, { group: "cross", layer: 1, head: 2 }).fill(NaN);

  it("do not count in the mean", () => {
    const mean = combinedAttention(trace, headsOfLayer(trace, "cross", 1));
    assert.deepEqual([mean[0], mean[14]], [(45 + 60) / 2, (59 + 74) / 2]);
  });

  it("have neither a largest weight nor a cell that can be read", () => {
    const { maxima, unreadable } = thumbnails(trace, "cross", plainRecipe);
    assert.deepEqual([...maxima], [14, 29, 44, 59, 74, NaN]);
    assert.equal(unreadable!.indexOf(1), 5 * 15);
    assert.equal(
      unreadable!.reduce((sum, cell) => sum + cell, 0),
      15,
    );
  });

  it("leave nothing where there is no other", () => {
    const lost = syntheticTrace(1, 1, 3);
    lost.attention.encoder![0]!.fill(NaN);
    assert.ok(combinedAttention(lost, headsOfLayer(lost, "encoder", 0)).every(Number.isNaN));
  });
});

describe("a weight that is not finite in one head", () => {
  it("is none in the mean of that cell, and leaves the others alone", () => {
    const trace = syntheticTrace(1, 2, 3);
    headAttention(trace, { group: "encoder", layer: 0, head: 1 })[4] = NaN;
    const mean = combinedAttention(trace, headsOfLayer(trace, "encoder", 0));
    assert.deepEqual(
      [...mean].map(Number.isNaN),
      Array.from({ length: 9 }, (_, cell) => cell === 4),
    );
  });
});
