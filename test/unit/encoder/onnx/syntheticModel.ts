import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor } from "../../../../src/encoder/onnx/model.js";

/** A graph of these nodes and initializers. */
export function graphOf(nodes: readonly OnnxNode[], initializers: readonly OnnxTensor[] = []): OnnxGraph {
  return {
    name: "graph",
    nodes,
    inputs: [],
    outputs: [],
    initializers: new Map(initializers.map((tensor) => [tensor.name, tensor])),
    values: new Map(),
  };
}

/** A node without inputs or outputs. */
export function nodeOf(
  operator: string,
  domain = "",
  attributes: Readonly<Record<string, OnnxAttribute>> = {},
): OnnxNode {
  const entries = new Map(Object.entries(attributes));
  return { index: 0, name: "", operator, domain, inputs: [], outputs: [], attributes: entries };
}

export function modelOfGraph(graph: OnnxGraph, changes: Partial<OnnxModel> = {}): OnnxModel {
  return {
    irVersion: 8,
    producer: "",
    operatorSets: new Map([["", 17]]),
    functions: new Map(),
    metadata: new Map(),
    graph,
    ...changes,
  };
}

/** `[2, 2]` float32 outside of the model's file: 16 bytes. */
export function externalTensor(name: string, location: string, offset = 0, length: number | null = 16): OnnxTensor {
  const external = { location, offset, length };
  return { name, elementType: 1, dimensions: [2, 2], external, values: null, place: null };
}
