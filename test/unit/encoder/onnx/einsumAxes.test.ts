import assert from "node:assert/strict";
import { einsumAxes } from "../../../../src/encoder/onnx/einsumAxes.js";
import type { OnnxNode } from "../../../../src/encoder/onnx/model.js";

function einsum(equation: string): OnnxNode {
  const attributes = new Map([["equation", { kind: "string", value: equation } as const]]);
  return { index: 0, name: "", operator: "Einsum", domain: "", inputs: ["a", "b"], outputs: ["c"], attributes };
}

describe("the axes of an equation", () => {
  it("tell queries from keys, whichever come first", () => {
    const jax = einsumAxes(einsum("bqhd,bkhd->bhqk"), "scores");
    assert.deepEqual(jax, { rows: "hnhd", columns: "hnhd", result: "hhnd", swapped: false });
    const keras = einsumAxes(einsum("aecd,abcd->acbe"), "scores");
    assert.deepEqual(keras, { rows: "hnhd", columns: "hnhd", result: "hhnd", swapped: true });
  });

  it("tell the keys' axis of values from their dimensions", () => {
    const context = einsumAxes(einsum("bhqk,bkhd->bqhd"), "context", true);
    assert.deepEqual(context, { rows: "hhnd", columns: "hnhd", result: "hnhd", swapped: false });
  });

  it("do without those that stand for any others", () => {
    const flax = einsumAxes(einsum("...qhd, ...khd -> ...hqk"), "scores");
    assert.deepEqual(flax, { rows: "nhd", columns: "nhd", result: "hnd", swapped: false });
  });

  it("are not told of another equation", () => {
    for (const equation of ["ij,jk", "bij->bji", "abc,abd->ab", "...a,b->ab", "ab,cd->abcd"]) {
      assert.equal(einsumAxes(einsum(equation), "scores"), null, equation);
    }
  });
});
