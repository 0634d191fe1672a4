import assert from "node:assert/strict";
import { heatMap } from "../../../src/attention/heatMap.js";

describe("a heat map", () => {
  it("gives the largest weight 255 and zero 0, on a square root's scale", () => {
    const { rows, columns, maximum, pixels } = heatMap(Float32Array.of(0, 0.5, 0.125, 0.02), 2);
    assert.deepEqual([rows, columns], [2, 2]);
    assert.equal(maximum, 0.5);
    assert.deepEqual([...pixels], [0, 255, 128, 51]);
  });

  it("of nothing but zeros is black, not undefined", () => {
    const { maximum, pixels } = heatMap(new Float32Array(4), 2);
    assert.equal(maximum, 0);
    assert.deepEqual([...pixels], [0, 0, 0, 0]);
  });

  it("keeps more of a long sequence's cells above zero than a linear scale would", () => {
    const attention = new Float32Array(512 * 512).fill(1 / 512);
    attention[0] = 1;
    assert.equal(heatMap(attention, 512).pixels[1], 11);
  });

  it("of a rectangle has as many rows as there are queries", () => {
    const { rows, columns, pixels } = heatMap(Float32Array.of(0, 0.25, 1, 0, 0, 0), 3);
    assert.deepEqual([rows, columns, [...pixels]], [2, 3, [0, 128, 255, 0, 0, 0]]);
  });

  it("marks what is not finite, and takes its maximum from the rest", () => {
    const { maximum, pixels, unreadable } = heatMap(Float32Array.of(NaN, 0.25, Infinity, 1, -Infinity, 0), 3);
    assert.equal(maximum, 1);
    assert.deepEqual([...pixels], [0, 128, 0, 255, 0, 0]);
    assert.deepEqual([...unreadable!], [1, 0, 1, 0, 1, 0]);
    assert.equal(heatMap(Float32Array.of(0, 1), 2).unreadable, null);
  });

  it("has no maximum where no weight is a number, and 0 where all are 0", () => {
    assert.equal(heatMap(Float32Array.of(NaN, NaN), 1).maximum, NaN);
    assert.equal(heatMap(Float32Array.of(0, NaN), 1).maximum, 0);
  });
});
