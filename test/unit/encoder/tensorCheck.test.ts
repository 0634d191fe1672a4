import assert from "node:assert/strict";
import { Tensor } from "onnxruntime-node";
import { checkedFloats, checkFinite } from "../../../src/encoder/tensorCheck.js";
import { failure } from "./support/failures.js";

describe("a computed tensor", () => {
  it("is given where it is float32 of the shape expected", () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);
    assert.deepEqual(checkedFloats("scores", new Tensor("float32", values, [2, 3]), [2, 3]), values);
  });

  it("is refused where it is of another shape or type, or not there", () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);
    for (const [tensor, found] of [
      [new Tensor("float32", values, [3, 2]), /scores is float32 \[3, 2\], not float32 \[2, 3\]/],
      [new Tensor("float64", Float64Array.from(values), [2, 3]), /scores is float64 \[2, 3\], not/],
      [undefined, /scores is nothing, not/],
    ] as const) {
      assert.throws(() => checkedFloats("scores", tensor, [2, 3]), failure("runFailed", found));
    }
  });

  it("is not finite where one of its rows is not", () => {
    const [heads, n] = [3, 5];
    checkFinite("attention", new Float32Array(heads * n * n).fill(1 / n), n);
    for (let row = 0; row < heads * n; row++) {
      for (const value of [NaN, Infinity, -Infinity]) {
        const attention = new Float32Array(heads * n * n).fill(1 / n).fill(value, row * n, (row + 1) * n);
        assert.throws(() => checkFinite("attention", attention, n), failure("runFailed", /attention is not finite/));
      }
    }
  });
});
