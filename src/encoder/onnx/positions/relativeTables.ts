import { productOperators } from "../scoreProduct.js";
import { MOST_COPIES, type PositionGraph } from "./positionGraph.js";

/** The embeddings of distances that a bias is made with. */
export interface RelativeTables {
  readonly names: readonly string[];
  /** Whether numbers are taken by distance out of products of contents and distances, as DeBERTa does. */
  readonly isDisentangled: boolean;
}

/** Nodes that make one layer's bias. */
const MOST_NODES = 400;

/** Follows a bias that depends on what is read back to the tables by which it knows distances. */
export function relativeTables(bias: string, { index, classes }: PositionGraph): RelativeTables {
  const names = new Set<string>();
  let isDisentangled = false;
  const seen = new Set<string>();
  const waiting = [bias];
  while (waiting.length > 0 && seen.size < MOST_NODES) {
    const value = waiting.pop()!;
    const node = index.producer(value);
    if (!node || seen.has(value)) continue;
    seen.add(value);
    if (node.operator === "GatherElements") isDisentangled = true;
    const fixed = classes.of(value) !== "content";
    if (productOperators.has(node.operator)) {
      const [first, second] = node.inputs;
      // Where the table meets what is read; beyond it are the projections.
      const meets = !fixed && node.inputs.some((input) => classes.of(input) !== "content");
      if (meets && index.graph.initializers.has(second ?? "")) continue;
      if (fixed && first !== undefined) {
        const table = tableOf(first, index);
        if (table !== null) names.add(table);
        continue;
      }
    }
    if (node.operator === "GatherElements") waiting.push(node.inputs[0]!);
    else if (node.operator !== "Shape") waiting.push(...node.inputs);
  }
  return { names: [...names], isDisentangled };
}

/** The stored table `[distances, d]` that a projected one is made of. */
function tableOf(value: string, index: PositionGraph["index"]): string | null {
  let at = value;
  for (let step = 0; step < MOST_COPIES; step++) {
    if ((index.graph.initializers.get(at)?.dimensions.length ?? 0) >= 2) return at;
    const node = index.producer(at);
    if (!node || node.inputs.length === 0) return null;
    at = node.inputs[0]!;
  }
  return null;
}
