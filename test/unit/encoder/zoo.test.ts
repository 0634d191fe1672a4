import assert from "node:assert/strict";
import { openOnnxEncoder } from "../../../src/encoder/openOnnxEncoder.js";
import { readZooCase, zooCases } from "./support/zooCase.js";

// Every model of test/zoo/, read as it is, against PyTorch's own attentions of the same weights.
describe("the zoo of ONNX models", () => {
  it("has thirty models at least", () => assert.ok(zooCases.length >= 30, String(zooCases.length)));

  for (const name of zooCases) {
    it(`is read right: ${name}`, async () => {
      const { path, inputs, expected, weights } = readZooCase(name);
      const encoder = await openOnnxEncoder(path, { provider: "cpu" });
      try {
        const { arrays, seal } = await encoder.runInputs(inputs, { tensors: ["probabilities"] });
        const found = arrays.probabilities ?? [];
        assert.equal(found.length, expected.attention.length, "sites");
        for (const { group, layer, shape, offset } of expected.attention) {
          const array = found.find(({ site }) => site.group === group && site.layer === layer);
          assert.deepEqual(array?.shape, shape, `${group} ${layer}`);
          const wanted = weights.subarray(offset, offset + array.values.length);
          const worst = wanted.reduce(
            (worst, weight, place) => worseOf(worst, Math.abs(weight - array.values[place]!)),
            0,
          );
          assert.ok(worst <= expected.tolerance, `${group} ${layer}: ${worst} off`);
        }
        const unproven = seal.sites.filter(({ proven }) => !proven).map(({ reason }) => reason);
        assert.deepEqual(unproven, [], "seal");
      } finally {
        await encoder.release();
      }
    });
  }
});

/** The larger one; NaN, which no tolerance allows, where one is. */
function worseOf(one: number, other: number): number {
  return Number.isNaN(one) || Number.isNaN(other) ? NaN : Math.max(one, other);
}
