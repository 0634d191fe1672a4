import * as l10n from "@vscode/l10n";
import type { BlockedSite } from "./attentionSite.js";
import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { nodeName, operatorName } from "./nodeAttributes.js";
import { factorsOf, isProductOfText, productOperators } from "./scoreProduct.js";

/** Operators that change the shape of numbers, their precision, or which of them are there. */
const passing: ReadonlySet<string> = new Set(
  (
    "Cast CastLike Reshape Transpose Identity Squeeze Unsqueeze Flatten Dropout Slice Expand Tile Pad Split Concat " +
    "QuantizeLinear DequantizeLinear DynamicQuantizeLinear Where Add Sub Mul Div Sum Neg Max Min Clip Trilu Gather"
  ).split(" "),
);

/** Operators that change each number, or those of a row, as something other than a softmax over keys does. */
const normalizing: ReadonlySet<string> = new Set(
  (
    "Sigmoid HardSigmoid Relu LeakyRelu PRelu Elu Selu Celu Gelu FastGelu QuickGelu Mish Swish HardSwish Softplus " +
    "Softsign Tanh Erf Exp Pow Abs Sqrt Reciprocal Log ThresholdedRelu Hardmax TopK ScatterElements ScatterND " +
    "GatherElements GatherND CumSum ReduceSum ReduceL1 ReduceL2 ReduceMax ReduceMean ReduceSumSquare LpNormalization " +
    "LayerNormalization RMSNormalization InstanceNormalization"
  ).split(" "),
);

const MOST_NODES = 60;
/** Operators that a reason names, at most. */
const MOST_NAMED = 4;

/**
 * Products of two values of which one is itself such a product, by nodes that work on each number or row, none of them a
 * softmax: attention that normalizes by something else, or not at all.
 *
 * @param known nodes of products and exponentials that are told of already
 */
export function unnormalizedProducts(index: GraphIndex, known: ReadonlySet<OnnxNode>): BlockedSite[] {
  const found: BlockedSite[] = [];
  const ends = new Set(known);
  for (const node of index.graph.nodes) {
    if (!productOperators.has(node.operator) || ends.has(node) || !isProductOfText(node, index)) continue;
    const chains = factorsOf(node).map((factor) => chainTo(factor, index, ends));
    const place = chains.findIndex((chain) => chain !== null);
    if (place === -1) continue;
    ends.add(node);
    const { product, operators } = chains[place]!;
    found.push({ node: nodeName(product), operator: operatorName(product), reason: reasonOf(operators, place) });
  }
  return found;
}

function reasonOf(operators: readonly string[], place: number): string {
  if (operators.length > 0) {
    return l10n.t(
      "what meets the values is normalised by {0}, not by softmax over keys",
      operators.slice(0, MOST_NAMED).join(", "),
    );
  }
  return place === 1
    ? l10n.t("a product of two values is multiplied with a third without a softmax (linear attention)")
    : l10n.t("a product of queries and keys is multiplied with values without a softmax");
}

/** The nearest product behind a factor, with the operators on the way that are no mere scale, mask or shape. */
function chainTo(
  factor: string,
  index: GraphIndex,
  ends: ReadonlySet<OnnxNode>,
): { product: OnnxNode; operators: readonly string[] } | null {
  const steps: { value: string; operators: readonly string[] }[] = [{ value: factor, operators: [] }];
  const seen = new Set<string>();
  for (let next = 0; next < steps.length && next < MOST_NODES; next++) {
    const { value, operators } = steps[next]!;
    if (seen.has(value) || index.content(value).length === 0) continue;
    seen.add(value);
    const node = index.producer(value);
    if (!node || ends.has(node)) continue;
    if (productOperators.has(node.operator)) {
      if (isProductOfText(node, index)) return { product: node, operators };
      continue;
    }
    const isNormalizing = normalizing.has(node.operator);
    if (!isNormalizing && !passing.has(node.operator)) continue;
    const named = isNormalizing && !operators.includes(node.operator) ? [node.operator, ...operators] : operators;
    for (const input of node.inputs) if (input !== "") steps.push({ value: input, operators: named });
  }
  return null;
}
