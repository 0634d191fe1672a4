import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { integerOf, integersOf } from "./nodeAttributes.js";
import type { StaticValues } from "./staticValues.js";

/** How scores become weights. */
export interface Normalization {
  /** What is normalized. */
  readonly scores: string;
  /** The weights; if the product with values is divided, not they, the exponentials. */
  readonly weights: string;
  /** The axis over which weights sum to 1, from the end (the last is 1); null if it is unknown or not one alone. */
  readonly axis: number | null;
  /** What the scores are multiplied by besides: ln 2 for 2ˣ. */
  readonly factor: number;
  /** `Softmax`, `Exp / ReduceSum`, … */
  readonly operator: string;
  /** The product with values after its division by the sums of exponentials; null if the weights are divided. */
  readonly divided: string | null;
  /** Why it is not a softmax although it is written like one, as a sentence for the person; null if it is one. */
  readonly fault: string | null;
}

/** Whether a node normalizes rows of scores. */
export function isSoftmax({ operator, domain }: OnnxNode): boolean {
  return (operator === "Softmax" && domain === "") || /^(Bias|QLinear)Softmax$/.test(operator);
}

/**
 * The axis over which a node normalizes or reduces, from the end (the last is 1); null if it is unknown or not one alone.
 * The number of axes is believed if the file tells it; else, scores have three axes at least.
 */
export function normalizedAxis(node: OnnxNode, index: GraphIndex, values: StaticValues): number | null {
  const reduced = integersOf(node, "axes") ?? (node.inputs[1] ? values.numbers(node.inputs[1]) : null);
  const isReduction = node.operator.startsWith("Reduce");
  if (isReduction && reduced?.length !== 1) return null;
  const axis = isReduction ? (reduced?.[0] ?? null) : integerOf(node, "axis", -1);
  if (axis === null) return null;
  if (axis < 0) return -axis;
  const told = isReduction ? node.inputs.slice(0, 1) : [...node.outputs, ...node.inputs];
  const ranks = told.map((name) => index.graph.values.get(name)?.shape?.length ?? values.shape(name)?.length);
  const rank = ranks.find((length) => length !== undefined);
  if (rank !== undefined) return axis < rank ? rank - axis : null;
  return axis >= 2 ? 1 : null;
}
