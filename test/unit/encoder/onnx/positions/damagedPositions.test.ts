import assert from "node:assert/strict";
import { attentionSites } from "../../../../../src/encoder/onnx/attentionSites.js";
import type { OnnxNode } from "../../../../../src/encoder/onnx/model.js";
import { positionalEncodings } from "../../../../../src/encoder/onnx/positions/positionalEncodings.js";
import { graphOf, modelOfGraph, nodeOf } from "../syntheticModel.js";

const node = (operator: string, inputs: readonly string[], output: string): OnnxNode => ({
  ...nodeOf(operator),
  inputs,
  outputs: [output],
});

/** Attention of one layer, whose scores get `bias` added and whose queries are multiplied by `turn`. */
function model(nodes: readonly OnnxNode[]) {
  const all = [
    ...nodes,
    node("MatMul", ["words", "words"], "projected"),
    node("Mul", ["projected", "turn"], "turned"),
    node("Mul", ["turned", "turn"], "again"),
    node("Add", ["turned", "again"], "query"),
    node("MatMul", ["query", "projected"], "product"),
    node("Add", ["product", "bias"], "scores"),
    node("Softmax", ["scores"], "weights"),
    node("MatMul", ["weights", "projected"], "context"),
  ].map((one, index) => ({ ...one, index }));
  const inputs = ["words", "position_ids"].map((name) => ({ name, elementType: 1, shape: null }));
  return modelOfGraph({ ...graphOf(all), inputs });
}

describe("positions in a damaged graph", () => {
  const found = (nodes: readonly OnnxNode[]) => {
    const damaged = model(nodes);
    return positionalEncodings(damaged, attentionSites(damaged));
  };

  it("are found where it is whole", () => {
    const { encodings } = found([node("Cos", ["position_ids"], "turn"), node("Neg", ["position_ids"], "bias")]);
    assert.deepEqual(
      encodings.map(({ kind, place }) => [kind, place]),
      [
        ["rotary", "queries and keys"],
        // Of no known shape: a run tells whether it is ALiBi.
        ["relative", "scores"],
      ],
    );
  });

  for (const [what, nodes] of [
    ["go in a circle of copies", [node("Identity", ["turn"], "turn"), node("Unsqueeze", ["bias"], "bias")]],
    [
      "go in a circle of sums",
      [
        node("Add", ["position_ids", "other"], "bias"),
        node("Add", ["bias", "position_ids"], "other"),
        node("Cos", ["bias"], "turn"),
        node("Cast", ["bias"], "bias"),
      ],
    ],
    ["have no inputs", [node("Gather", [], "turn"), node("Slice", [], "bias")]],
    ["are not there", []],
    [
      "are looked up in a circle",
      [
        node("Cast", ["table"], "table"),
        node("Gather", ["table", "position_ids"], "bias"),
        node("Gather", ["bias", "position_ids"], "turn"),
      ],
    ],
  ] as const) {
    it(`come to an end where values ${what}`, () => {
      const { encodings, reason } = found(nodes);
      assert.ok(encodings.length > 0 || reason !== null);
    });
  }
});
