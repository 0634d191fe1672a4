import assert from "node:assert/strict";
import { heatMap, LOGARITHMIC_RANGE } from "../../../src/attention/heatMap.js";

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

  it("scales each row by its own largest weight where that is asked for", () => {
    const scaled = { scale: "linear", scaledOver: "row" } as const;
    const { pixels, rowMaxima, maximum } = heatMap(Float32Array.of(0.5, 0.25, 0.1, 0.05, NaN, NaN), 2, scaled);
    assert.deepEqual([...pixels], [255, 128, 255, 128, 0, 0]);
    assert.deepEqual([...rowMaxima!], [0.5, Math.fround(0.1), NaN]);
    assert.equal(maximum, 0.5);
    assert.equal(heatMap(Float32Array.of(1), 1).rowMaxima, null);
  });

  it("has the sums of its rows and columns", () => {
    const { rowSums, columnSums } = heatMap(Float32Array.of(0.5, 0.25, 0.125, 1), 2);
    assert.deepEqual(
      [[...rowSums], [...columnSums]],
      [
        [0.75, 1.125],
        [0.625, 1.25],
      ],
    );
  });

  it("rounds every share right on a logarithmic scale, down to where it begins", () => {
    const shares = Float32Array.from({ length: 20_000 }, (_, place) => 10 ** (-5 * (place / 20_000)));
    const { pixels } = heatMap(shares, 100, { scale: "logarithmic", scaledOver: "map" });
    for (const [place, share] of shares.entries()) {
      const exact = 255 * Math.max(0, 1 + Math.log10(share / shares[0]!) / Math.log10(LOGARITHMIC_RANGE));
      assert.ok(Math.abs(pixels[place]! - exact) <= 0.5 + 1e-6, `${share}: ${pixels[place]}, not ${exact}`);
    }
    assert.deepEqual([pixels[0], pixels.at(-1)], [255, 0]);
  });
});
