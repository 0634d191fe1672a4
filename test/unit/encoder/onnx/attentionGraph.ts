import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor } from "../../../../src/encoder/onnx/model.js";
import { graphOf, modelOfGraph } from "./syntheticModel.js";

/** A node by operator, inputs, output and whole-number attributes. */
export type Written = readonly [
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes?: Readonly<Record<string, number | readonly number[] | string>>,
];

/**
 * A model of queries `q`, keys `k`, keys turned `kt` and values `v`, `[1, heads, N, d]`, that are made of `input_ids`, and of
 * these nodes; also the numbers `one`, `half`, `tiny`, the axes `last`, and weights `[4, 4]` named `mix`.
 */
export function attentionGraph(written: readonly Written[], changes: Partial<OnnxGraph> = {}): OnnxModel {
  const projected = ["q", "k", "v"].flatMap((name): Written[] => [
    ["MatMul", ["x", `${name}.weight`], `${name}.flat`],
    ["Reshape", [`${name}.flat`, "heads"], `${name}.split`],
    ["Transpose", [`${name}.split`], name, { perm: [0, 2, 1, 3] }],
  ]);
  const all: Written[] = [
    ["Gather", ["embedding", "input_ids"], "x"],
    ...projected,
    ["Transpose", ["k"], "kt", { perm: [0, 1, 3, 2] }],
    ...written,
  ];
  const weights = ["q.weight", "k.weight", "v.weight", "mix"].map((name) => tensor(name, 1, [4, 4], null));
  const graph = graphOf(all.map(nodeOf), [
    tensor("embedding", 1, [9, 4], null),
    ...weights,
    tensor("heads", 7, [4], [0, 0, 2, 2]),
    tensor("last", 7, [1], [-1]),
    tensor("one", 1, [], [1]),
    tensor("half", 1, [], [0.5]),
    tensor("tiny", 1, [], [1e-9]),
  ]);
  const inputs = [{ name: "input_ids", elementType: 7, shape: ["batch", "sequence"] }];
  return modelOfGraph({ ...graph, inputs, ...changes });
}

function tensor(name: string, elementType: number, dimensions: number[], values: number[] | null): OnnxTensor {
  return { name, elementType, dimensions, external: null, values, place: null };
}

function nodeOf([operator, inputs, output, attributes = {}]: Written, index: number): OnnxNode {
  const entries = Object.entries(attributes).map(([name, value]): [string, OnnxAttribute] => {
    if (typeof value === "number") return [name, { kind: "int", value }];
    return [name, typeof value === "string" ? { kind: "string", value } : { kind: "ints", value }];
  });
  return { index, name: output, operator, domain: "", inputs, outputs: [output], attributes: new Map(entries) };
}
