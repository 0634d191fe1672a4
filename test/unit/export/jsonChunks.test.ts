import assert from "node:assert/strict";
import fc from "fast-check";
import type { NpyArray } from "../../../src/attention/npy.js";
import { jsonChunks } from "../../../src/export/jsonChunks.js";

const parsed = (arrays: Record<string, NpyArray>, first = {}) =>
  JSON.parse([...jsonChunks(first, new Map(Object.entries(arrays)))].join("")) as Record<string, unknown>;

describe("arrays as JSON", () => {
  it("are nested as their axes are, after what comes first", () => {
    const content = parsed(
      {
        a: { kind: "int32", shape: [2, 1, 2], parts: [Int32Array.of(1, 2), Int32Array.of(3, -2147483648)] },
        b: { kind: "text", shape: [2], texts: ['"', "\n"] },
        c: { kind: "text", shape: [], texts: ["one"] },
        d: { kind: "float32", shape: [0, 3], parts: [] },
        e: { kind: "float32", shape: [2, 0], parts: [] },
      },
      { metadata: { name: "x" } },
    );
    assert.deepEqual(Object.keys(content), ["metadata", "a", "b", "c", "d", "e", "nonFinite"]);
    assert.deepEqual(content, {
      metadata: { name: "x" },
      a: [[[1, 2]], [[3, -2147483648]]],
      b: ['"', "\n"],
      c: "one",
      d: [],
      e: [[], []],
      nonFinite: {},
    });
  });

  it("have null for what is not finite, and count it", () => {
    const values = Float32Array.of(NaN, 1, -Infinity, Infinity);
    assert.deepEqual(parsed({ scores_0: { kind: "float32", shape: [2, 2], parts: [values] } }), {
      scores_0: [
        [null, 1],
        [null, null],
      ],
      nonFinite: { scores_0: 3 },
    });
  });

  it("read back to the same float32s, in nine digits", () => {
    assert.match([...jsonChunks({}, new Map([["a", floats(0.1)]]))].join(""), /"a": \[0\.100000001\],/);
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const [read] = parsed({ a: floats(value) }).a as number[];
        assert.equal(Math.fround(read!), Math.fround(value) + 0);
      }),
      { numRuns: 2000 },
    );
  });
});

function floats(...values: number[]): NpyArray {
  return { kind: "float32", shape: [values.length], parts: [Float32Array.from(values)] };
}
