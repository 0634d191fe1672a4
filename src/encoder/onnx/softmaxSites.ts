import * as l10n from "@vscode/l10n";
import type { AttentionSite, BlockedSite } from "./attentionSite.js";
import { einsumAxes } from "./einsumAxes.js";
import { factorOrigin } from "./factorOrigin.js";
import { GraphFragment } from "./graphFragment.js";
import type { GraphIndex } from "./graphIndex.js";
import { headsByWidth } from "./headsByWidth.js";
import { scoreChanges } from "./maskKinds.js";
import type { OnnxNode } from "./model.js";
import { floatOf, integerOf, nodeName, operatorName } from "./nodeAttributes.js";
import { factorsOf, scoreProduct, type ScoreProduct } from "./scoreProduct.js";
import type { StaticValues } from "./staticValues.js";
import { valueProduct, type ValueProduct } from "./valueProduct.js";

/** A site whose group and layer are not told yet. */
export interface UnplacedSite {
  readonly facts: Omit<AttentionSite, "group" | "layer">;
  /** Values of which the queries and the keys are made. */
  readonly queryFrom: string;
  readonly keyFrom: string;
}

/** Whether a node normalizes rows of scores. */
export function isSoftmax({ operator, domain }: OnnxNode): boolean {
  return (operator === "Softmax" && domain === "") || /^(Bias|QLinear)Softmax$/.test(operator);
}

/** The attention that a softmax is part of, or why it is part of none. */
export function softmaxSite(node: OnnxNode, index: GraphIndex, values: StaticValues): UnplacedSite | BlockedSite {
  const blocked = (reason: string): BlockedSite => ({
    node: nodeName(node),
    operator: operatorName(node),
    reason,
  });
  const [softmax, scores] = [node.outputs[0], node.inputs[0]];
  if (softmax === undefined || scores === undefined) return blocked(l10n.t("it has no input or no output"));
  if (node.operator === "QLinearSoftmax") {
    return blocked(
      l10n.t("its scores and probabilities are 8-bit integers; quantize the model in the QDQ format instead"),
    );
  }
  const context = valueProduct(softmax, index);
  if (!context) return blocked(l10n.t("its result is not multiplied with values"));
  if (!isOverLastAxis(node, index)) return blocked(l10n.t("it does not normalize over the last axis"));
  const product = scoreProduct(scores, index, values);
  if (!product)
    return blocked(l10n.t("what it normalizes is no product of queries and keys that both depend on what is read"));
  if (index.content(context.value).length === 0) return blocked(l10n.t("the values do not depend on what is read"));
  return site(node, product, context, index, values);
}

function site(
  node: OnnxNode,
  product: ScoreProduct,
  context: ValueProduct,
  index: GraphIndex,
  values: StaticValues,
): UnplacedSite {
  const scoreAxes = einsumAxes(product.node, "scores");
  const contextAxes = einsumAxes(context.node, "context", context.first);
  const factors = factorsOf(product.node);
  const [left, right] = scoreAxes?.swapped ? [factors[1], factors[0]] : factors;
  const query = factorOrigin(left, index, values);
  const key = factorOrigin(right, index, values);
  const origin = factorOrigin(context.value, index, values);
  // What is multiplied in is part of the values, unlike a scale of scores.
  const value = origin.scale === 1 ? origin : { name: context.value, turned: false };
  // A product of matrices wants keys as [d, n]; Einsum and transB take them as they are.
  const keyTurned = isTurned(product.node) ? key.turned : !key.turned;
  const queryTurned = integerOf(product.node, "transA", 0) === 1 ? !query.turned : query.turned;
  const valueTurned = integerOf(context.node, "transB", 0) === 1 ? !value.turned : value.turned;
  // Written as an equation, the factors may stand either way round.
  const isPlain = contextAxes !== null || (context.first && integerOf(context.node, "transA", 0) === 0);
  const isScaled = floatOf(context.node, "alpha", 1) !== 1;
  const ofFactors = query.scale === null || key.scale === null ? null : query.scale * key.scale;
  const productScale = ofFactors === null ? null : ofFactors * floatOf(product.node, "alpha", 1);
  const scale = product.scale === null || productScale === null ? null : product.scale * productScale;
  const shape = values.shape(node.outputs[0]!);
  const queryShape = values.shape(query.name);
  const keyShape = values.shape(key.name);
  const headDimension =
    (scoreAxes ? null : (queryShape?.at(queryTurned ? -2 : -1) ?? keyShape?.at(keyTurned ? -2 : -1))) ?? null;
  const heads = headsOf(shape) ?? headsOf(queryShape) ?? headsByWidth(query.name, headDimension, index, values);
  const bias = node.operator === "BiasSoftmax" ? node.inputs[1]! : null;
  const scoreFragment = new GraphFragment(`attention_inspector/scores/${node.index}`);
  const addends = [...product.addends, ...(bias === null ? [] : [bias])];
  const likeProbabilities = contextAxes && context.probabilities === context.operand ? contextAxes.rows : null;
  const facts = {
    node: nodeName(node),
    operator: operatorName(node),
    heads,
    keyHeads: key.repeated ? headsOf(keyShape) : (headsOf(keyShape) ?? heads),
    headDimension,
    scale,
    divisors: { query: query.within, key: key.within, products: productScale ?? 1 },
    ...scoreChanges(addends, product.masks, heads, index, values),
    tensors: {
      query: query.name,
      key: key.name,
      value: isPlain ? value.name : null,
      products: productScale === null || productScale === 0 ? null : product.output,
      scores: bias === null ? node.inputs[0]! : scoreFragment.node("Add", [node.inputs[0]!, bias]),
      probabilities: context.probabilities,
      context: isPlain && !isScaled ? context.context : null,
    },
    axes: {
      ...(scoreAxes ? { query: scoreAxes.rows, key: scoreAxes.columns, products: scoreAxes.result } : {}),
      ...(!scoreAxes && queryTurned ? { query: "dn" } : {}),
      ...(!scoreAxes && keyTurned ? { key: "dn" } : {}),
      ...(likeProbabilities === null ? {} : { scores: likeProbabilities, probabilities: likeProbabilities }),
      ...(contextAxes ? { value: contextAxes.columns, context: contextAxes.result } : {}),
      ...(!contextAxes && valueTurned ? { value: "dn" } : {}),
    },
    fragment: null,
    scoreFragment: bias === null ? null : scoreFragment.bytes(),
  };
  return { facts, queryFrom: left, keyFrom: right };
}

/** Whether a product's second factor stands as `[n, d]`. */
function isTurned(node: OnnxNode): boolean {
  return integerOf(node, "transB", 0) === 1 || node.operator === "Einsum";
}

/** Of `[…, heads, n, d]` with a batch of one: all before the last two. */
function headsOf(shape: readonly (number | null)[] | null): number | null {
  if (!shape || shape.length < 4) return null;
  const sizes = shape.slice(1, -2);
  return sizes.includes(null) ? null : sizes.reduce<number>((product, size) => product * size!, 1);
}

/**
 * Whether a softmax normalizes rows. A rank is believed where the file tells it; else, scores have three axes at least.
 * Before operator set 13 the default was the axis 1.
 */
function isOverLastAxis(node: OnnxNode, { graph }: GraphIndex): boolean {
  const axis = integerOf(node, "axis", -1);
  if (axis === -1) return true;
  const told = [...node.outputs, ...node.inputs].map((name) => graph.values.get(name)?.shape?.length);
  const rank = told.find((length) => length !== undefined);
  return rank === undefined ? axis >= 2 : axis === rank - 1;
}
