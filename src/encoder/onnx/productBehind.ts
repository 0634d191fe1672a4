import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { operatorName } from "./nodeAttributes.js";
import { isProductOfText, productOperators } from "./scoreProduct.js";

/** A product of queries and keys, or what looks like one. */
export interface ProductBehind {
  readonly product: OnnxNode;
  /** The operators between it and the value, each once, in the order of computation: no mere scales, masks and shapes. */
  readonly operators: readonly string[];
}

/** Operators that change the shape of numbers, their precision, or which of them are there. */
const passing: ReadonlySet<string> = new Set(
  (
    "Cast CastLike Reshape Transpose Identity Squeeze Unsqueeze Flatten Dropout Slice Expand Tile Pad Split Concat " +
    "QuantizeLinear DequantizeLinear DynamicQuantizeLinear Where Add Sub Mul Div Sum Neg Max Min Clip Trilu Gather"
  ).split(" "),
);

/** Operators whose output is no longer the attention map that they read. */
const ending =
  /^(Conv|Deform|(Max|Average|Lp|GlobalMax|GlobalAverage|GlobalLp|MaxRoi)(Pool|Unpool)|LSTM$|GRU$|RNN$|NonZero$|.*Attention$|If$|Loop$|Scan$|SequenceMap$)/;

/** Values that are looked at, at most. */
const MOST_VALUES = 60;

/**
 * The nearest product of two values that depend on what is read, of which another value is made, by whatever nodes; null if
 * there is none, or if one of those nodes is known.
 *
 * @param known nodes that are told of already; a product among them is passed over
 */
export function productBehind(value: string, index: GraphIndex, known: ReadonlySet<OnnxNode>): ProductBehind | null {
  const waiting = [value];
  const seen = new Set<string>();
  const nodes = new Set<OnnxNode>();
  let product: OnnxNode | null = null;
  for (let next = 0; next < waiting.length && next < MOST_VALUES; next++) {
    const at = waiting[next]!;
    if (seen.has(at) || index.content(at).length === 0) continue;
    seen.add(at);
    const node = index.producer(at);
    if (!node) continue;
    if (productOperators.has(node.operator)) {
      if (!known.has(node) && isProductOfText(node, index)) product ??= node;
    } else if (!ending.test(node.operator)) {
      nodes.add(node);
      waiting.push(...rowsOf(node));
    }
  }
  if (product === null) return null;
  const inOrder = [...nodes].sort((one, other) => index.place(one) - index.place(other));
  const between = nodesAfter(product, inOrder);
  if (between.some((node) => known.has(node))) return null;
  const operators = between.filter((node) => !passing.has(node.operator)).map(operatorName);
  return { product, operators: [...new Set(operators)] };
}

/** The inputs of a node whose numbers its output is made of; the places that a gathering takes are not. */
function rowsOf({ operator, inputs }: OnnxNode): string[] {
  return (operator.startsWith("Gather") ? inputs.slice(0, 1) : inputs).filter((input) => input !== "");
}

/** Those of some nodes, in the order of computation, that depend on another one. */
function nodesAfter(first: OnnxNode, nodes: readonly OnnxNode[]): OnnxNode[] {
  const reached = new Set(first.outputs);
  return nodes.filter((node) => {
    const depends = rowsOf(node).some((input) => reached.has(input));
    if (depends) for (const output of node.outputs) reached.add(output);
    return depends;
  });
}
