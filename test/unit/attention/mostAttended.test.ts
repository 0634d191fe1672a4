import assert from "node:assert/strict";
import fc from "fast-check";
import { mostAttended } from "../../../src/attention/mostAttended.js";

describe("the most attended keys", () => {
  it("come in falling order of weight, for every query", () => {
    const attention = Float32Array.of(0.1, 0.7, 0.2, 0.5, 0.25, 0.25, 0, 0, 1);
    const { count, keys, weights } = mostAttended(attention, 3, 2);
    assert.equal(count, 2);
    assert.deepEqual([...keys], [1, 2, 0, 1, 2, 0]);
    assert.deepEqual(weights, Float32Array.of(0.7, 0.2, 0.5, 0.25, 1, 0));
  });

  it("are the earlier ones where weights are equal", () => {
    const { keys } = mostAttended(new Float32Array(16).fill(0.25), 4, 3);
    assert.deepEqual([...keys], [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]);
  });

  it("are no more than there are tokens", () => {
    const { count, keys, weights } = mostAttended(Float32Array.of(1), 1, 5);
    assert.equal(count, 1);
    assert.deepEqual([keys.length, weights.length], [1, 1]);
  });

  it("are those of a stable sort, for any map", () => {
    // Few different weights, so that many are equal.
    const weight = fc.integer({ min: 0, max: 6 }).map((value) => value / 8);
    const map = fc
      .integer({ min: 1, max: 12 })
      .chain((n) => fc.tuple(fc.constant(n), fc.array(weight, { minLength: n * n, maxLength: n * n }), fc.nat(14)));
    fc.assert(
      fc.property(map, ([n, cells, asked]) => {
        const { count, keys } = mostAttended(Float32Array.from(cells), n, asked);
        for (let query = 0; query < n; query++) {
          const row = cells.slice(query * n, (query + 1) * n);
          const sorted = row.map((_, key) => key).sort((a, b) => row[b]! - row[a]! || a - b);
          assert.deepEqual([...keys.subarray(query * count, (query + 1) * count)], sorted.slice(0, asked));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("of a rectangle are so many for each query", () => {
    const { count, keys } = mostAttended(Float32Array.of(0.1, 0.7, 0.2, 0.5, 0.3, 0.2), 3, 2);
    assert.deepEqual([count, [...keys]], [2, [1, 2, 0, 1]]);
  });

  it("pass over weights that are not finite, and are fewer where too few are left", () => {
    const row = [NaN, 0.2, Infinity, 0.3, -Infinity, NaN, NaN, NaN, 0.5, NaN, NaN, NaN, NaN, NaN, NaN];
    const { keys, weights } = mostAttended(Float32Array.from(row), 5, 2);
    assert.deepEqual([...keys], [3, 1, 3, -1, -1, -1]);
    assert.deepEqual(weights, Float32Array.of(0.3, 0.2, 0.5, NaN, NaN, NaN));
  });
});
