import * as l10n from "@vscode/l10n";
import type { AttentionSite, BlockedSite } from "./attentionSite.js";
import { lettersInOrder, orderAfter, sameOrder, type AxisOrder } from "./axisOrder.js";
import { changedWeights } from "./changedWeights.js";
import { einsumAxes } from "./einsumAxes.js";
import { factorOrigin } from "./factorOrigin.js";
import { findNormalization } from "./findNormalization.js";
import { GraphFragment } from "./graphFragment.js";
import type { GraphIndex } from "./graphIndex.js";
import { headsByWidth } from "./headsByWidth.js";
import { mapAxes, type MapAxes } from "./mapAxes.js";
import { scoreChanges } from "./maskKinds.js";
import type { OnnxNode } from "./model.js";
import { floatOf, integerOf, namedOperators, nodeName } from "./nodeAttributes.js";
import type { Normalization } from "./normalization.js";
import { productBehind } from "./productBehind.js";
import { factorsOf, scoreProduct, type ScoreProduct } from "./scoreProduct.js";
import type { StaticValues } from "./staticValues.js";
import { valueProduct, type ValueProduct } from "./valueProduct.js";

/** Nodes between a product and its division, at most. */
const MOST_SHAPING = 40;

/** A site whose group and layer are not told yet. */
export interface UnplacedSite {
  readonly facts: Omit<AttentionSite, "group" | "layer">;
  /** Values of which the queries and the keys are made. */
  readonly queryFrom: string;
  readonly keyFrom: string;
  /** The products that it is made of; none of a fused node. */
  readonly products?: readonly OnnxNode[];
}

/** The attention that a softmax is part of, or why it is part of none; null if the node is no softmax. */
export function softmaxSite(
  node: OnnxNode,
  index: GraphIndex,
  values: StaticValues,
  operatorSet: number,
): UnplacedSite | BlockedSite | null {
  const normalization = findNormalization(node, index, values);
  if (!normalization) return null;
  const { scores, weights, axis, operator, fault } = normalization;
  const blocked = (reason: string): BlockedSite => ({ node: nodeName(node), operator, reason });
  if (weights === "" || scores === "") return blocked(l10n.t("it has no input or no output"));
  if (node.operator === "QLinearSoftmax") {
    return blocked(
      l10n.t("its scores and probabilities are 8-bit integers; quantize the model in the QDQ format instead"),
    );
  }
  const context = valueProduct(weights, index);
  if (!context) return blocked(withoutValues(scores, weights, index, values));
  if (axis === null) return blocked(l10n.t("it does not normalize over one axis that is known"));
  if (isOverSeveralAxes(node, axis, operatorSet, values)) {
    return blocked(l10n.t("it normalizes over several axes together, as before operator set 13"));
  }
  const product = scoreProduct(scores, index, values);
  if (!product) return blocked(withoutScores(scores, index));
  if (index.content(context.value).length === 0) return blocked(l10n.t("the values do not depend on what is read"));
  if (fault !== null) return blocked(fault);
  if (product.mixed) return blocked(l10n.t("weights mix its heads before the softmax (talking heads)"));
  if (context.mixed) {
    return blocked(l10n.t("weights mix its heads between the softmax and the product with values (talking heads)"));
  }
  const axes = mapAxes(product, context, axis);
  if (axes === null) return blocked(l10n.t("it normalizes over another axis than that of the keys"));
  return site(node, { normalization, product, context, axes, operatorSet }, index, values);
}

/** Why a softmax's result is not itself multiplied with values; names the operators that change it on the way. */
function withoutValues(scores: string, weights: string, index: GraphIndex, values: StaticValues): string {
  const changed = scoreProduct(scores, index, values) ? changedWeights(weights, index) : null;
  if (!changed) return l10n.t("its result is not multiplied with values");
  return l10n.t(
    "its result is changed by {0} before it meets the values, so it is not what weighs them",
    namedOperators(changed),
  );
}

/** Why what a softmax normalizes are no scores; names the operators that change the product of queries and keys first. */
function withoutScores(scores: string, index: GraphIndex): string {
  const behind = productBehind(scores, index, new Set());
  if (!behind || behind.operators.length === 0)
    return l10n.t("what it normalizes is no product of queries and keys that both depend on what is read");
  return l10n.t(
    "the product of queries and keys is changed by {0} before the softmax, so what it normalizes may be no scores",
    namedOperators(behind.operators),
  );
}

/** What a site was recognised by. */
interface Recognised {
  readonly normalization: Normalization;
  readonly product: ScoreProduct;
  readonly context: ValueProduct;
  readonly axes: MapAxes;
  readonly operatorSet: number;
}

function site(node: OnnxNode, found: Recognised, index: GraphIndex, values: StaticValues): UnplacedSite {
  const { normalization, product, context, axes, operatorSet } = found;
  const { keysFirst } = axes;
  const scoreAxes = einsumAxes(product.node, "scores", !keysFirst);
  const contextAxes = einsumAxes(context.node, "context", context.first);
  const factors = factorsOf(product.node);
  const [left, right] = keysFirst ? [factors[1], factors[0]] : factors;
  const query = factorOrigin(left, index, values);
  const key = factorOrigin(right, index, values);
  const origin = factorOrigin(context.value, index, values);
  // What is multiplied in is part of the values, unlike a scale of scores.
  const value = origin.scale === 1 ? origin : { name: context.value, turned: false };
  const queryTurned = isTurned(product.node, keysFirst ? 1 : 0, query.turned);
  const keyTurned = isTurned(product.node, keysFirst ? 0 : 1, key.turned);
  // Values are summed over their rows where a product of matrices takes them second.
  const valueTurned = context.first
    ? (integerOf(context.node, "transB", 0) === 1) !== value.turned
    : (integerOf(context.node, "transA", 0) === 1) === value.turned;
  const isScaled = floatOf(context.node, "alpha", 1) !== 1;
  const ofFactors = query.scale === null || key.scale === null ? null : query.scale * key.scale;
  const productScale = ofFactors === null ? null : ofFactors * floatOf(product.node, "alpha", 1);
  const scale =
    product.scale === null || productScale === null ? null : product.scale * productScale * normalization.factor;
  const bias = node.operator === "BiasSoftmax" ? node.inputs[1]! : null;
  const scoreFragment = new GraphFragment(`attention_inspector/scores/${node.index}`, operatorSet);
  const addends = [...product.addends, ...(bias === null ? [] : [bias])];
  const divided = normalization.divided === null ? null : dividedProduct(node, normalization.divided, found, index);
  const contextLetters = contextAxes?.result ?? (context.first ? "nd" : "dn");
  const letters: AttentionSite["axes"] = {
    query: scoreAxes?.rows ?? (queryTurned ? "dn" : "nd"),
    key: scoreAxes?.columns ?? (keyTurned ? "dn" : "nd"),
    products: scoreAxes?.result ?? (keysFirst ? "dn" : "nd"),
    scores: axes.scores,
    probabilities: axes.probabilities,
    value: contextAxes?.columns ?? (valueTurned ? "dn" : "nd"),
    context: divided ? lettersInOrder(contextLetters, divided.order) : contextLetters,
  };
  const queryShape = values.shape(query.name);
  const keyShape = values.shape(key.name);
  const headDimension =
    (scoreAxes ? null : (queryShape?.at(queryTurned ? -2 : -1) ?? keyShape?.at(keyTurned ? -2 : -1))) ?? null;
  const heads =
    headsOf(values.shape(context.probabilities), axes.probabilities) ??
    headsOf(queryShape, letters.query!) ??
    headsByWidth(query.name, headDimension, index, values);
  const keyHeads = headsOf(keyShape, letters.key!);
  const facts: UnplacedSite["facts"] = {
    node: nodeName(node),
    operator: normalization.operator,
    heads,
    keyHeads: key.repeated ? keyHeads : (keyHeads ?? heads),
    headDimension,
    scale,
    divisors: { query: query.within, key: key.within, products: productScale ?? 1 },
    ...scoreChanges(addends, product.masks, heads, index, values),
    tensors: {
      query: query.name,
      key: key.name,
      value: value.name,
      products: productScale === null || productScale === 0 ? null : product.output,
      scores: scoresOf(normalization, bias, scoreFragment),
      probabilities: divided?.probabilities ?? context.probabilities,
      context: isScaled ? null : (divided?.context ?? context.context),
    },
    axes: Object.fromEntries(Object.entries(letters).filter(([, order]) => order !== "nd")),
    fragment: divided?.fragment ?? null,
    scoreFragment: bias === null ? null : scoreFragment.bytes(),
  };
  return { facts, queryFrom: left, keyFrom: right, products: [product.node, context.node] };
}

/** What the softmax normalizes; null if that is in another base than e. */
function scoresOf({ scores, factor }: Normalization, bias: string | null, fragment: GraphFragment): string | null {
  if (factor !== 1) return null;
  return bias === null ? scores : fragment.node("Add", [scores, bias]);
}

/**
 * Whether a product's factor stands as `[d, n]` before it was turned for it. A product of matrices sums over the columns of
 * its first factor and the rows of its second.
 */
function isTurned(node: OnnxNode, place: 0 | 1, turned: boolean): boolean {
  if (node.operator === "Einsum") return turned;
  const isTransposed = integerOf(node, place === 0 ? "transA" : "transB", 0) === 1;
  return (place === 1) === (isTransposed === turned);
}

/** The probabilities of a softmax that divides after the product with values, computed by nodes of our own. */
function dividedProduct(
  node: OnnxNode,
  quotient: string,
  { context, axes, operatorSet }: Recognised,
  index: GraphIndex,
) {
  const fragment = new GraphFragment(`attention_inspector/${node.index}`, operatorSet);
  const { length } = axes.probabilities;
  const axis = axes.probabilities.indexOf("d") - length;
  const sum =
    operatorSet >= 13
      ? fragment.node("ReduceSum", [context.probabilities, fragment.integers(axis)])
      : fragment.node("ReduceSum", [context.probabilities], {
          attributes: new Map([["axes", { kind: "ints", value: [axis] }]]),
        });
  const probabilities = fragment.node("Div", [context.probabilities, sum]);
  return {
    probabilities,
    context: quotient,
    order: orderTo(quotient, context.context, index),
    fragment: fragment.bytes(),
  };
}

/** The axes of a quotient by those of the product that is divided, with nodes between them that change its shape. */
function orderTo(quotient: string, product: string, index: GraphIndex): AxisOrder {
  const path: OnnxNode[] = [];
  const waiting = [{ value: quotient, path }];
  for (let next = 0; next < waiting.length && next < MOST_SHAPING; next++) {
    const { value, path } = waiting[next]!;
    if (value === product) return path.reduceRight((order, node) => orderAfter(order, node), sameOrder);
    const node = index.producer(value);
    for (const input of node?.inputs ?? []) waiting.push({ value: input, path: [...path, node!] });
  }
  return sameOrder;
}

/** The product of the axes that are heads, the first one being the batch. @param letters as in `AttentionSite.axes` */
function headsOf(shape: readonly (number | null)[] | null, letters: string): number | null {
  if (!shape || shape.length < 4) return null;
  const axes = letters.padStart(shape.length, "h");
  const sizes = shape.filter((_, axis) => axis > 0 && axes[axis] === "h");
  return sizes.includes(null) ? null : sizes.reduce<number>((product, size) => product * size!, 1);
}

/** Whether a softmax took all axes from its own on as one, as before operator set 13; its default was the axis 1. */
function isOverSeveralAxes(node: OnnxNode, axis: number, operatorSet: number, values: StaticValues): boolean {
  if (node.operator !== "Softmax" || operatorSet >= 13) return false;
  if (node.attributes.has("axis")) return axis !== 1;
  const rank = values.shape(node.inputs[0]!)?.length;
  return rank !== undefined && rank !== 2;
}
