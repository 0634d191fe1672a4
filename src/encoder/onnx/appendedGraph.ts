import { isLengthDelimited, lengthDelimited } from "./protobuf.js";

// Field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const MODEL_GRAPH = 7;
const GRAPH_OUTPUT = 12;
const VALUE_INFO_NAME = 1;

/**
 * A `ModelProto{graph{output: [{name}, …]}}`, to be appended to a model's bytes. Nothing where there are no names.
 *
 * A parser merges concatenated messages and adds up their repeated fields
 * (https://protobuf.dev/programming-guides/encoding/#last-one-wins), so the model has these outputs too then. They have
 * no type: ONNX Runtime infers it, and would refuse a wrong one.
 *
 * @param names values of the graph that are no outputs of it yet
 */
export function appendedOutputs(names: readonly string[]): Uint8Array {
  if (names.length === 0) return new Uint8Array(0);
  const outputs = names.map((name) =>
    lengthDelimited(GRAPH_OUTPUT, lengthDelimited(VALUE_INFO_NAME, new TextEncoder().encode(name))),
  );
  return lengthDelimited(MODEL_GRAPH, Buffer.concat(outputs));
}

/** Whether bytes are a `ModelProto` of a graph alone, as what is appended to a model is. */
export function isAppendedGraph(bytes: Uint8Array): boolean {
  return isLengthDelimited(bytes, MODEL_GRAPH);
}

/** What to make of a model's bytes. */
export interface ModelChange {
  /** How many bytes at the end to leave away: the length of one `ModelProto` that was appended. */
  readonly withoutLast?: number;
  /** Serialized `ModelProto`s of a graph alone, to be appended. */
  readonly graphs?: readonly Uint8Array[];
  /** Names of the values to be had as outputs. */
  readonly outputs: readonly string[];
  /** Names of the outputs that the model has without that. */
  readonly present: readonly string[];
}

/**
 * A model's bytes with more outputs; the model's own are not changed.
 *
 * @throws RangeError where the last bytes are not one appended graph
 */
export function changedModel(
  model: Uint8Array,
  { withoutLast = 0, graphs = [], outputs, present }: ModelChange,
): Uint8Array {
  const end = model.length - withoutLast;
  if (withoutLast > 0 && !(end >= 0 && isAppendedGraph(model.subarray(end)))) {
    throw new RangeError(`its last ${withoutLast} bytes are no graph of their own`);
  }
  const missing = [...new Set(outputs)].filter((name) => !present.includes(name));
  return Buffer.concat([model.subarray(0, end), ...graphs, appendedOutputs(missing)]);
}
