import { shownName } from "../../attention/shownName.js";
import { maximumGraphDepth, maximumInlineNumbers, maximumInputs, maximumNodes } from "../limits.js";
import type { ByteSource } from "./byteSource.js";
import { computationOrder } from "./computationOrder.js";
import type { OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./model.js";
import { nodeName } from "./nodeAttributes.js";
import { readTensor } from "./readTensor.js";
import { readAttribute } from "./readAttribute.js";
import { tableCorners } from "./tableCorners.js";
import { WireError, WireReader } from "./wireReader.js";

// Field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto

/**
 * Skims a serialized `ModelProto`: its nodes and names, never its weights, which are skipped by their length. Graphs of
 * appended messages are merged, as parsers do; nodes are sorted for computation, as ONNX Runtime does.
 *
 * @throws WireError if the bytes are no model, or nodes wait for each other
 */
export function readModel(source: ByteSource): OnnxModel {
  const reader = new WireReader(source);
  const operatorSets = new Map<string, number>();
  const functions = new Map<string, readonly OnnxNode[]>();
  const metadata = new Map<string, string>();
  const graph = new GraphBuilder();
  let irVersion = 0;
  let graphs = 0;
  let name = "";
  let version = "";
  while (reader.next()) {
    if (reader.field === 1) irVersion = reader.integer();
    if (reader.field === 2) name = reader.string();
    if (reader.field === 3) version = reader.string();
    if (reader.field === 7) {
      graphs++;
      graph.add(reader.message(), 0);
    }
    if (reader.field === 8) {
      const { domain, version } = readOperatorSet(reader.message());
      operatorSets.set(domain, version);
    }
    if (reader.field === 14) {
      const [key, value] = readEntry(reader.message());
      metadata.set(key, value);
    }
    if (reader.field === 25) {
      const [key, nodes] = readFunction(reader.message());
      functions.set(key, nodes);
    }
  }
  if (graphs === 0) throw new WireError("it has no graph", source.length);
  const producer = `${name} ${version}`.trim();
  const model = { irVersion, producer, operatorSets, functions, metadata, graph: graph.finish(0) };
  return { ...model, graph: { ...model.graph, corners: tableCorners(model, source) } };
}

/** Reads a `GraphProto`. */
function readGraph(reader: WireReader, depth: number): OnnxGraph {
  const graph = new GraphBuilder();
  const { start } = reader.place;
  graph.add(reader, depth);
  return graph.finish(start);
}

class GraphBuilder {
  readonly #nodes: OnnxNode[] = [];
  readonly #inputs: OnnxValue[] = [];
  readonly #outputs: OnnxValue[] = [];
  readonly #initializers = new Map<string, OnnxTensor>();
  readonly #values = new Map<string, OnnxValue>();
  #name = "";

  add(reader: WireReader, depth: number): void {
    if (depth > maximumGraphDepth) throw new WireError("graphs within graphs without an end", reader.place.start);
    while (reader.next()) {
      if (reader.field === 1) this.#nodes.push(readNode(reader.message(), this.#nodes.length, depth));
      if (reader.field === 2) this.#name = reader.string();
      if (reader.field === 5) this.#addInitializer(readTensor(reader.message(), maximumInlineNumbers));
      if (reader.field === 15) this.#addSparse(reader.message());
      if (reader.field === 11) this.#inputs.push(readValue(reader.message()));
      if (reader.field === 12) this.#outputs.push(readValue(reader.message()));
      if (reader.field === 13) this.#addValue(readValue(reader.message()));
      if (this.#inputs.length > maximumInputs) {
        throw new WireError(`more than ${maximumInputs} inputs`, reader.place.start);
      }
      if (this.#nodes.length > maximumNodes) throw new WireError(`more than ${maximumNodes} nodes`, reader.place.start);
    }
  }

  /** @param start where the graph begins in the file */
  finish(start: number): OnnxGraph {
    for (const value of [...this.#inputs, ...this.#outputs]) this.#addValue(value);
    return {
      name: this.#name,
      nodes: sorted(this.#nodes, start),
      inputs: this.#inputs.filter(({ name }) => !this.#initializers.has(name)),
      outputs: this.#outputs,
      initializers: this.#initializers,
      values: this.#values,
    };
  }

  #addInitializer(tensor: OnnxTensor): void {
    this.#initializers.set(tensor.name, tensor);
  }

  #addSparse(reader: WireReader): void {
    while (reader.next()) {
      // Its name is that of its values; they are of no use without their places.
      if (reader.field === 1) this.#addInitializer({ ...readTensor(reader.message(), 0), values: null, place: null });
    }
  }

  #addValue(value: OnnxValue): void {
    if (value.shape !== null || !this.#values.has(value.name)) this.#values.set(value.name, value);
  }
}

/** Nodes in an order of computation. @throws WireError if there is none */
function sorted(nodes: readonly OnnxNode[], start: number): readonly OnnxNode[] {
  const { nodes: inOrder, circular } = computationOrder(nodes);
  const [first] = circular;
  if (first === undefined) return inOrder;
  const node = `${shownName(first.operator)} ${shownName(nodeName(first))}`;
  throw new WireError(`the node ${node} waits for its own result; such a graph begins`, start);
}

function readNode(reader: WireReader, index: number, depth: number): OnnxNode {
  const node = { name: "", operator: "", domain: "" };
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxNode["attributes"] extends ReadonlyMap<string, infer A> ? A : never>();
  while (reader.next()) {
    if (reader.field === 1) inputs.push(reader.string());
    if (reader.field === 2) outputs.push(reader.string());
    if (reader.field === 3) node.name = reader.string();
    if (reader.field === 4) node.operator = reader.string();
    if (reader.field === 7) node.domain = reader.string();
    if (reader.field === 5) {
      const [name, attribute] = readAttribute(reader.message(), (graph) => readGraph(graph, depth + 1));
      attributes.set(name, attribute);
    }
  }
  if (node.domain === "ai.onnx") node.domain = "";
  return { index, ...node, inputs, outputs, attributes };
}

function readFunction(reader: WireReader): [string, readonly OnnxNode[]] {
  const { start } = reader.place;
  let [domain, name] = ["", ""];
  const nodes: OnnxNode[] = [];
  while (reader.next()) {
    if (reader.field === 1) name = reader.string();
    if (reader.field === 10) domain = reader.string();
    if (reader.field === 7) nodes.push(readNode(reader.message(), nodes.length, 1));
  }
  return [`${domain}::${name}`, sorted(nodes, start)];
}

function readOperatorSet(reader: WireReader): { domain: string; version: number } {
  let [domain, version] = ["", 0];
  while (reader.next()) {
    if (reader.field === 1) domain = reader.string();
    if (reader.field === 2) version = reader.integer();
  }
  return { domain: domain === "ai.onnx" ? "" : domain, version };
}

function readEntry(reader: WireReader): [string, string] {
  let [key, value] = ["", ""];
  while (reader.next()) {
    if (reader.field === 1) key = reader.string();
    if (reader.field === 2) value = reader.string();
  }
  return [key, value];
}

function readValue(reader: WireReader): OnnxValue {
  let name = "";
  let elementType = 0;
  let shape: OnnxValue["shape"] = null;
  while (reader.next()) {
    if (reader.field === 1) name = reader.string();
    if (reader.field === 2) ({ elementType, shape } = readType(reader.message()));
  }
  return { name, elementType, shape };
}

/** A `TypeProto`, of which tensors alone concern us. */
function readType(reader: WireReader): Pick<OnnxValue, "elementType" | "shape"> {
  let elementType = 0;
  let shape: (number | string | null)[] | null = null;
  while (reader.next()) {
    if (reader.field !== 1) continue;
    const tensor = reader.message();
    while (tensor.next()) {
      if (tensor.field === 1) elementType = tensor.integer();
      if (tensor.field === 2) shape = readShape(tensor.message());
    }
  }
  return { elementType, shape };
}

function readShape(reader: WireReader): (number | string | null)[] {
  const shape: (number | string | null)[] = [];
  while (reader.next()) {
    if (reader.field !== 1) continue;
    const axis = reader.message();
    let size: number | string | null = null;
    while (axis.next()) {
      if (axis.field === 1) size = axis.integer();
      if (axis.field === 2) size = axis.string() || null;
    }
    shape.push(size);
  }
  return shape;
}
