import assert from "node:assert/strict";
import { checkInputs } from "../../../src/cli/checkedInputs.js";
import type { OnnxValue } from "../../../src/encoder/onnx/model.js";
import type { ModelInputs, NestedNumbers } from "../../../src/encoder/onnxRun.js";
import { failure } from "../encoder/support/failures.js";
import { fakeModel } from "./support/fakeEncoder.js";

/** Nested arrays of ones of a shape. */
const ones = ([size, ...rest]: readonly number[]): NestedNumbers =>
  size === undefined ? 1 : Array.from({ length: size }, () => ones(rest));

function check(declared: OnnxValue["shape"], given: readonly number[], elementType = 7): void {
  const name = elementType === 7 ? "input_ids" : "inputs_embeds";
  const inputs = [{ name, elementType, shape: declared }];
  const given_: ModelInputs = { [name]: ones(given) };
  checkInputs(given_, { ...fakeModel, graph: { ...fakeModel.graph, inputs } });
}

describe("inputs that are given for a model", () => {
  for (const [declared, given] of [
    [
      ["batch", "sequence"],
      [1, 5],
    ],
    [
      ["sequence", "batch"],
      [5, 1],
    ],
    [
      ["sequence", "batch"],
      [1, 5],
    ],
    [
      ["n", null],
      [5, 1],
    ],
    [
      [null, null],
      [5, 1],
    ],
    [
      [1, 7],
      [1, 7],
    ],
    [
      [1, 7],
      [1, 5],
    ],
    [
      [7, 1],
      [1, 5],
    ],
    [
      [2, 7],
      [1, 7],
    ],
    [["n"], [5]],
  ] as const) {
    it(`may be [${given.join(", ")}] where [${declared.join(", ")}] is declared: the rest is done by the encoder`, () =>
      check(declared, given));
  }

  for (const [declared, given, sentence] of [
    [["batch", "sequence"], [5, 1], /holds 5 sequences/],
    [["sequence", "batch"], [5, 2], /holds 5 sequences/],
    [[1, 7], [2, 7], /is \[2, 7\], but must be input_ids \[1, 7\]/],
    [[1, 7], [7], /is \[7\], but must be input_ids \[1, 7\]/],
    [["n"], [1, 5], /is \[1, 5\], but must be input_ids \[n\]/],
  ] as const) {
    it(`may not be [${given.join(", ")}] where [${declared.join(", ")}] is declared`, () =>
      assert.throws(() => check(declared, given), failure("badInput", sentence)));
  }

  it("may be embeddings of one sequence as wide as declared", () => {
    check([1, 7, 4], [1, 5, 4], 1);
    check(["n", "batch", 4], [5, 1, 4], 1);
    assert.throws(() => check(["batch", "n", 4], [2, 5, 4], 1), failure("badInput", /holds 2 sequences/));
    assert.throws(() => check([1, 7, 4], [1, 5, 3], 1), failure("badInput", /is \[1, 5, 3\], but must be/));
  });

  it("may lack no weight that no file holds, which is said of it and not of ids", () => {
    const inputs = [
      { name: "input_ids", elementType: 7, shape: ["batch", "sequence"] },
      { name: "W_q", elementType: 10, shape: [8, 8] },
    ];
    const model = { ...fakeModel, graph: { ...fakeModel.graph, inputs } };
    const ofWeight = /W_q is missing: .* It is a weight, which no file of the model holds\.$/;
    assert.throws(() => checkInputs({ input_ids: [[1, 2]] }, model), failure("badInput", ofWeight));
    const ofIds = /input_ids is missing: the model wants [^.]*\.$/;
    assert.throws(() => checkInputs({ W_q: [[1]] }, model), failure("badInput", ofIds));
  });
});
