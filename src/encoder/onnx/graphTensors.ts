import type { OnnxModel, OnnxNode, OnnxTensor } from "./model.js";

/** A graph, or as much of one as a function is. */
interface Part {
  readonly nodes: readonly OnnxNode[];
  readonly initializers?: ReadonlyMap<string, OnnxTensor>;
}

/** A model's nodes, with those of its functions and of the graphs within nodes. */
export function* allNodes(model: OnnxModel): Generator<OnnxNode> {
  for (const { nodes } of allParts(model)) yield* nodes;
}

/** A model's tensors: initializers and those that nodes carry, in its graph, its functions and the graphs within nodes. */
export function* allTensors(model: OnnxModel): Generator<OnnxTensor> {
  for (const { nodes, initializers } of allParts(model)) {
    yield* initializers?.values() ?? [];
    for (const { attributes } of nodes) {
      for (const attribute of attributes.values()) {
        if (attribute.kind === "tensor") yield attribute.value;
      }
    }
  }
}

/** Without recursion: how deep a file nests its graphs is not ours to trust. */
function* allParts({ graph, functions }: OnnxModel): Generator<Part> {
  const left: Part[] = [...[...functions.values()].map((nodes) => ({ nodes })), graph];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    yield next;
    for (const { attributes } of next.nodes) {
      for (const attribute of attributes.values()) {
        if (attribute.kind === "graph") left.push(attribute.value);
      }
    }
  }
}
