import { lengthDelimited, varintField } from "../../../../src/encoder/onnx/protobuf.js";

// Field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto

export interface SerializedNode {
  readonly operator: string;
  readonly name?: string;
  readonly domain?: string;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
}

export interface SerializedGraph {
  readonly nodes: readonly SerializedNode[];
  /** Names of inputs, each int64 of [batch, 3]. */
  readonly inputs?: readonly string[];
  /** The file that holds a tensor of 4 float32. */
  readonly external?: string;
  readonly producer?: string;
}

const text = (field: number, value: string) => lengthDelimited(field, new TextEncoder().encode(value));
const message = (field: number, parts: readonly Uint8Array[]) => lengthDelimited(field, Buffer.concat(parts));

/** A `ModelProto` in bytes. */
export function serializedModel({ nodes, inputs = [], external, producer = "test" }: SerializedGraph): Uint8Array {
  const graph = [
    ...nodes.map((node) => message(1, serializedNode(node))),
    text(2, "graph"),
    ...(external === undefined ? [] : [message(5, externalTensor(external))]),
    ...inputs.map((name) => message(11, [text(1, name), message(2, [message(1, int64Tensor())])])),
    message(12, [text(1, "result")]),
  ];
  return Buffer.concat([
    varintField(1, 8),
    text(2, producer),
    message(7, graph),
    message(8, [text(1, ""), varintField(2, 17)]),
  ]);
}

function serializedNode({ operator, name = "", domain = "", inputs = [], outputs = [] }: SerializedNode) {
  return [
    ...inputs.map((input) => text(1, input)),
    ...outputs.map((output) => text(2, output)),
    text(3, name),
    text(4, operator),
    text(7, domain),
  ];
}

function int64Tensor(): Uint8Array[] {
  return [varintField(1, 7), message(2, [message(1, [text(2, "batch")]), message(1, [varintField(1, 3)])])];
}

function externalTensor(location: string): Uint8Array[] {
  const entry = message(13, [text(1, "location"), text(2, location)]);
  return [varintField(1, 4), varintField(2, 1), text(8, "weights"), entry, varintField(14, 1)];
}
