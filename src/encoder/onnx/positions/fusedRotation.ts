import { sliced, slicedBetween } from "../fragmentSlices.js";
import type { OnnxNode } from "../model.js";
import { operatorName } from "../nodeAttributes.js";
import type { PositionGraph } from "./positionGraph.js";
import type { Rotation } from "./rotation.js";

/** Whether an operator may rotate queries and keys itself. */
export function isFusedRotation(node: OnnxNode): boolean {
  return Object.hasOwn(writers, operatorName(node));
}

/** The rotation that a fused operator makes, of its caches of cosines and sines; null where it is given none. */
export function fusedRotation(node: OnnxNode, graph: PositionGraph): Rotation | null {
  return writers[operatorName(node)]!(node, graph);
}

const writers: Readonly<Record<string, (node: OnnxNode, graph: PositionGraph) => Rotation | null>> = {
  RotaryEmbedding(node, graph) {
    const [input, cosine, sine, positions = ""] = node.inputs;
    if (!input || !cosine || !sine) return null;
    const rows = (cache: string) => (positions === "" ? cache : lookup(cache, positions, graph));
    return { cosine: rows(cosine), sine: rows(sine), before: input, after: node.outputs[0]! };
  },
  "com.microsoft::RotaryEmbedding"(node, graph) {
    const [input, positions, cosine, sine] = node.inputs;
    if (!input || !positions || !cosine || !sine) return null;
    // One number is where the sequence begins: 0, for nothing has gone before.
    const isOffset = graph.values.shape(positions)?.length === 1;
    const rows = (cache: string) => (isOffset ? firstRows(cache, input, graph) : lookup(cache, positions, graph));
    return { cosine: rows(cosine), sine: rows(sine), before: input, after: node.outputs[0]! };
  },
  "com.microsoft::GroupQueryAttention"(node, graph) {
    const [query, cosine, sine] = [node.inputs[0], node.inputs[7], node.inputs[8]];
    if (!query || !cosine || !sine) return null;
    const rows = (cache: string) => firstRows(cache, query, graph);
    return { cosine: rows(cosine), sine: rows(sine), before: null, after: null };
  },
};

const made = new WeakMap<PositionGraph, Map<string, string>>();

/** Nodes are added once for all layers. */
function once(graph: PositionGraph, name: string, make: () => string): string {
  const known = made.get(graph) ?? new Map<string, string>();
  made.set(graph, known);
  const value = known.get(name) ?? make();
  known.set(name, value);
  return value;
}

function lookup(cache: string, positions: string, graph: PositionGraph): string {
  return once(graph, `${cache} ${positions}`, () => graph.fragment.node("Gather", [cache, positions]));
}

/** As many rows of a cache as `[…, N, …]` has tokens in its last axis but one. */
function firstRows(cache: string, tokens: string, graph: PositionGraph): string {
  return once(graph, cache, () => {
    const { fragment } = graph;
    const count = sliced(fragment, fragment.node("Shape", [tokens]), { from: -2, to: -1, axis: 0 });
    return slicedBetween(fragment, cache, fragment.integers(0), count);
  });
}
