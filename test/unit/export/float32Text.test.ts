import assert from "node:assert/strict";
import fc from "fast-check";
import { float32Text } from "../../../src/export/float32Text.js";

/** The same, by trying every number of digits. */
function shortest(value: number): string {
  for (let digits = 1; ; digits++) {
    const decimal = Number(value.toPrecision(digits));
    if (Math.fround(decimal) === value) return String(decimal);
  }
}

describe("a float32 as text", () => {
  it("is as short as can be and reads back", () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        assert.equal(float32Text(value), shortest(value));
        assert.equal(Math.fround(Number(float32Text(value))) + 0, value + 0);
      }),
      { numRuns: 20_000 },
    );
  });

  it("is not what the double of it is called", () => {
    assert.deepEqual(
      [0.1, 0.7, 1 / 3, 1e-45, 1].map((value) => float32Text(Math.fround(value))),
      ["0.1", "0.7", "0.33333334", "1e-45", "1"],
    );
  });

  it("says what is no number", () => {
    assert.deepEqual([NaN, Infinity, -Infinity].map(float32Text), ["NaN", "Infinity", "-Infinity"]);
  });
});
