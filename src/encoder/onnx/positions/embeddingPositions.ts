import { operatorName } from "../nodeAttributes.js";
import { slicedBetween } from "../fragmentSlices.js";
import type { OnnxNode } from "../model.js";
import { productOperators } from "../scoreProduct.js";
import type { FoundEncoding } from "./foundEncoding.js";
import { isTableLookup, positionMakers, shownShape, type PositionGraph } from "./positionGraph.js";
import type { ScoreOperands } from "./scoreOperands.js";

/** Values that are followed to the attention that reads them, each through the graph: models add one or a layer's each. */
const MOST_ADDED = 64;

const adding: ReadonlySet<string> = new Set([
  "Add",
  "Sum",
  "com.microsoft::SkipLayerNormalization",
  "com.microsoft::SkipSimplifiedLayerNormalization",
  "com.microsoft::EmbedLayerNormalization",
]);

/** What is added to hidden states by position, on their way to attention. */
export function embeddingPositions(operands: readonly ScoreOperands[], graph: PositionGraph): FoundEncoding[] {
  const { index } = graph;
  const biases = new Set(operands.flatMap(({ addends }) => addends));
  const seen = new Set<string>();
  const found = new Map<string, FoundEncoding>();
  for (const node of index.graph.nodes) {
    if (!adding.has(operatorName(node))) continue;
    const name = addedPositions(node, biases, graph);
    if (name === null || seen.has(name) || seen.size === MOST_ADDED) continue;
    seen.add(name);
    if (isStored(name, graph) && meetsTokens(node, graph)) continue;
    const reader = firstReader(node, operands, graph);
    if (!reader) continue;
    const makers = positionMakers(name, graph);
    const isComputed =
      makers.some(({ operator }) => operator === "Sin" || operator === "Cos") &&
      !makers.some((maker) => isTableLookup(maker, graph));
    found.set(name, {
      kind: isComputed ? "sinusoidal" : "table",
      place: "embeddings",
      group: reader.site.group,
      layers: [reader.site.layer],
      parts: [{ part: "encoding", name }],
      shape: shownShape(name, ["N", "d"], graph),
      heads: null,
      ofContent: false,
    });
  }
  return [...found.values()];
}

/** The operand of a sum that tells positions, where another one is what is read; null where there is none. */
function addedPositions(node: OnnxNode, biases: ReadonlySet<string>, graph: PositionGraph): string | null {
  const { values, classes } = graph;
  if (node.operator === "EmbedLayerNormalization") return ofEmbedLayer(node, graph);
  const operands = node.operator === "Add" || node.operator === "Sum" ? node.inputs : node.inputs.slice(0, 2);
  if (!operands.some((input) => classes.of(input) === "content")) return null;
  const isVectors = (input: string) => {
    const shape = values.shape(input);
    return shape === null || (shape.length >= 2 && shape.at(-1) !== 1);
  };
  const found = operands.find(
    (input) => (classes.of(input) === "position" || isStored(input, graph)) && isVectors(input),
  );
  return found === undefined || operands.some((input) => biases.has(input)) ? null : found;
}

/** A stored `[…, N, d]`, of a model exported for one length. */
function isStored(value: string, { index }: PositionGraph): boolean {
  const shape = index.graph.initializers.get(value)?.dimensions ?? [];
  return shape.length >= 2 && shape.length <= 3 && shape.at(-2)! > 1 && shape.at(-1)! > 1;
}

/** Whether a sum is multiplied with other tokens at once: a bias for each head, as Transformer-XL adds to queries. */
function meetsTokens(node: OnnxNode, { index, classes }: PositionGraph): boolean {
  let nodes: readonly OnnxNode[] = [node];
  for (let step = 0; step < 3; step++) {
    nodes = nodes.flatMap(({ outputs }) => outputs.flatMap((output) => index.consumers(output)));
    const isProduct = (one: OnnxNode) =>
      productOperators.has(one.operator) && one.inputs.every((input) => classes.of(input) !== "constant");
    if (nodes.some(isProduct)) return true;
    nodes = nodes.filter(
      ({ operator }) => operator === "Transpose" || operator === "Reshape" || operator === "Unsqueeze",
    );
  }
  return false;
}

/** The rows of its table that the fused operator takes: by its positions, else one after another. */
function ofEmbedLayer(node: OnnxNode, { fragment }: PositionGraph): string | null {
  const [tokens, , , table] = node.inputs;
  const positions = node.inputs[8];
  if (!tokens || !table) return null;
  if (positions) return fragment.node("Gather", [table, positions]);
  const count = fragment.node("Gather", [fragment.node("Shape", [tokens]), fragment.integers(1)]);
  return slicedBetween(fragment, table, fragment.integers(0), count);
}

/** The first attention that a node's result goes into by way of what is read; null where it goes into none. */
function firstReader(
  node: OnnxNode,
  operands: readonly ScoreOperands[],
  { index }: PositionGraph,
): ScoreOperands | null {
  const byNode = new Map(operands.map((operand) => [operand.node.index, operand]));
  const seen = new Set<OnnxNode>([node]);
  let first: ScoreOperands | null = null;
  const waiting: OnnxNode[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const reached = byNode.get(next.index);
    if (reached) {
      if (!first || reached.node.index < first.node.index) first = reached;
      continue;
    }
    for (const output of next.outputs) {
      for (const consumer of index.consumers(output)) {
        if (consumer.operator === "Shape" || seen.has(consumer)) continue;
        seen.add(consumer);
        waiting.push(consumer);
      }
    }
  }
  return first;
}
