import { bytesSource } from "./bytesSource.js";
import { lengthDelimited } from "../../../../src/encoder/onnx/protobuf.js";
import { WireReader } from "../../../../src/encoder/onnx/wireReader.js";

const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;

/** A serialized model with the nodes of its graph in another order, by numbers in [0, 1) that `random` gives. */
export function shuffledModel(bytes: Uint8Array, random: () => number): Uint8Array {
  const parts: Uint8Array[] = [];
  const model = new WireReader(bytesSource(bytes));
  while (model.next()) {
    if (model.field === MODEL_GRAPH) parts.push(lengthDelimited(MODEL_GRAPH, shuffledGraph(model.message(), random)));
    else parts.push(model.whole());
  }
  return Buffer.concat(parts);
}

function shuffledGraph(graph: WireReader, random: () => number): Uint8Array {
  const nodes: { readonly bytes: Uint8Array; readonly rank: number }[] = [];
  const others: Uint8Array[] = [];
  while (graph.next()) {
    if (graph.field === GRAPH_NODE) nodes.push({ bytes: graph.whole(), rank: random() });
    else others.push(graph.whole());
  }
  nodes.sort((one, other) => one.rank - other.rank);
  return Buffer.concat([...nodes.map(({ bytes }) => bytes), ...others]);
}
