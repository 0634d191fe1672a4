import assert from "node:assert/strict";
import { pinnedAttention } from "../../../src/attention/pinnedAttention.js";

describe("The attention of several pinned tokens", () => {
  const rows = [Float32Array.of(0.5, 0.25, 0.25, 0), Float32Array.of(0.125, 0.5, 0.25, 0.125)];

  it("is their sum, or their mean, and nothing is renormalised", () => {
    assert.deepEqual([...pinnedAttention(rows, "sum")], [0.625, 0.75, 0.5, 0.125]);
    assert.deepEqual([...pinnedAttention(rows, "mean")], [0.3125, 0.375, 0.25, 0.0625]);
  });

  it("is one token's own, to the last bit, where one alone is pinned", () => {
    const row = Float32Array.of(0.1, 0.2, NaN, 1e-30);
    assert.deepEqual(pinnedAttention([row], "mean"), row);
    assert.deepEqual(pinnedAttention([row], "sum"), row);
  });

  it("adds up in double precision and rounds once", () => {
    const many = Array.from({ length: 1000 }, () => Float32Array.of(0.1));
    assert.equal(pinnedAttention(many, "sum")[0], Math.fround(1000 * Math.fround(0.1)));
    assert.equal(pinnedAttention(many, "mean")[0], Math.fround(0.1));
  });

  it("is no number where one of them has none", () => {
    const [broken, whole] = [Float32Array.of(NaN, 0.5), Float32Array.of(0.5, 0.5)];
    for (const combine of ["sum", "mean"] as const) {
      const weights = pinnedAttention([broken, whole], combine);
      assert.ok(Number.isNaN(weights[0]));
      assert.equal(weights[1], combine === "sum" ? 1 : 0.5);
    }
    assert.equal(pinnedAttention([Float32Array.of(Infinity), Float32Array.of(0)], "mean")[0], Infinity);
  });

  it("is of one pin at least, and of rows of one length", () => {
    assert.throws(() => pinnedAttention([], "sum"), RangeError);
    assert.throws(() => pinnedAttention([Float32Array.of(1), Float32Array.of(1, 0)], "sum"), RangeError);
  });
});
