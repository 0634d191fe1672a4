import { orderBefore, sameOrder, type AxisOrder } from "./axisOrder.js";
import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import type { StaticValues } from "./staticValues.js";

/** How the scores that a softmax normalizes came out of a product of queries and keys. */
export interface ScoreProduct {
  readonly node: OnnxNode;
  /** The scores: the product's output, or what a quantized one is turned back into. */
  readonly output: string;
  /** What the product is multiplied by before the softmax; null where it is no constant. */
  readonly scale: number | null;
  /** Values added on the way. */
  readonly addends: readonly string[];
  /** Conditions and factors that are no constants: masks. */
  readonly masks: readonly string[];
  /** Whether the scores are bent between bounds (`tanh`). */
  readonly capped: boolean;
  /** The product's axes, by those of what the softmax normalizes. */
  readonly order: AxisOrder;
  /** Whether heads are mixed on the way, by a product with weights (talking heads: https://arxiv.org/abs/2003.02436). */
  readonly mixed: boolean;
}

/** Operators that multiply matrices. */
export const productOperators: ReadonlySet<string> = new Set([
  "MatMul",
  "Gemm",
  "Einsum",
  "MatMulInteger",
  "QLinearMatMul",
  "FusedMatMul",
  "TransposeMatMul",
]);

/** Operators whose first input's numbers go on, in another place, precision or range. */
const passing: ReadonlySet<string> = new Set(
  (
    "Cast CastLike Reshape Transpose Identity Squeeze Unsqueeze Flatten Dropout Clip Slice Expand Tile Pad Split " +
    "QuantizeLinear DequantizeLinear DynamicQuantizeLinear Contiguous"
  ).split(" "),
);

/** Steps back from a softmax to its product, at most: exporters take some twenty for masks, biases and casts. */
const MOST_STEPS = 200;

interface Step {
  readonly value: string;
  readonly scale: number | null;
  readonly addends: readonly string[];
  readonly masks: readonly string[];
  readonly capped: boolean;
  readonly order: AxisOrder;
  readonly mixed: boolean;
}

/** The nearest product of two values that both depend on what is read, or null. */
export function scoreProduct(scores: string, index: GraphIndex, values: StaticValues): ScoreProduct | null {
  return nearestProduct(scores, index, values, false) ?? nearestProduct(scores, index, values, true);
}

/** @param mixing whether one product with weights may lie on the way */
function nearestProduct(scores: string, index: GraphIndex, values: StaticValues, mixing: boolean): ScoreProduct | null {
  const start = { scale: 1, addends: [], masks: [], capped: false, order: sameOrder, mixed: false };
  const steps: Step[] = [{ ...start, value: scores }];
  const seen = new Set<string>();
  for (let next = 0; next < steps.length && next < MOST_STEPS; next++) {
    const step = steps[next]!;
    if (seen.has(step.value)) continue;
    seen.add(step.value);
    const node = index.producer(step.value);
    if (!node) continue;
    if (productOperators.has(node.operator)) {
      if (!isProductOfText(node, index)) {
        const [content] = factorsOf(node).filter((factor) => index.content(factor).length > 0);
        if (mixing && !step.mixed && content) steps.push({ ...step, value: content, mixed: true });
        continue;
      }
      const { value, ...rest } = step;
      return { node, output: dequantized(node, index) ?? value, ...rest };
    }
    steps.push(...stepsBack(node, step, index, values));
  }
  return null;
}

/** The two factors of a product. */
export function factorsOf(node: OnnxNode): readonly [string, string] {
  if (node.operator === "QLinearMatMul") return [node.inputs[0]!, node.inputs[3]!];
  return [node.inputs[0]!, node.inputs[1]!];
}

/** Whether both factors of a product depend on what is read. */
export function isProductOfText(node: OnnxNode, index: GraphIndex): boolean {
  if (node.inputs.length < 2) return false;
  return factorsOf(node).every((factor) => index.content(factor).length > 0);
}

function stepsBack(node: OnnxNode, step: Step, index: GraphIndex, values: StaticValues): Step[] {
  const [first, second, third] = node.inputs;
  const on = (value: string | undefined, change: Partial<Step> = {}): Step[] =>
    value ? [{ ...step, ...change, value }] : [];
  const adds = (value: string | undefined, other: string | undefined) =>
    on(value, { addends: [...step.addends, ...(other ? [other] : [])] });
  const masked = (value: string | undefined, mask: string | undefined) =>
    on(value, { masks: [...step.masks, ...(mask ? [mask] : [])] });
  if (passing.has(node.operator)) return on(first, { order: orderBefore(step.order, node) });
  switch (node.operator) {
    case "Add":
    case "Sum":
      return [...adds(first, second), ...adds(second, first)];
    case "Sub":
      return second !== undefined && isOfRow(second, index) ? on(first) : adds(first, second);
    case "Mul":
      return [
        ...multiplied(step, first, second, 1, index, values),
        ...multiplied(step, second, first, 1, index, values),
      ];
    case "Div":
      return multiplied(step, first, second, -1, index, values);
    case "Where":
      return [...masked(second, first), ...masked(third, first)];
    case "Max":
    case "Min":
      return [...masked(first, second), ...masked(second, first)];
    case "Tanh":
      return on(first, { capped: true });
    case "Concat":
      // Attention sinks: one more key that stands for no token.
      return node.inputs.flatMap((input) => on(input));
    case "BatchNormalization":
      // A scale and a bias of each head.
      return on(first, { scale: null });
    case "Conv":
      return step.mixed ? [] : on(first, { mixed: true });
    default:
      return [];
  }
}

const reductions: ReadonlySet<string> = new Set(["ReduceMax", "ReduceMean", "ReduceMin", "ReduceLogSumExp", "TopK"]);
const shaping: ReadonlySet<string> = new Set(
  "Cast CastLike Identity Reshape Squeeze Unsqueeze Expand Transpose Where Max Min Clip".split(" "),
);
/** Nodes between a row's maximum and where it is subtracted, at most. */
const MOST_SHAPING = 16;

/** Whether a value is one number a row of scores, such as its maximum: subtracted, it changes no softmax. */
function isOfRow(value: string, index: GraphIndex): boolean {
  const waiting = [value];
  for (let next = 0; next < waiting.length && next < MOST_SHAPING; next++) {
    if (index.content(waiting[next]!).length === 0) continue;
    const node = index.producer(waiting[next]!);
    if (node && reductions.has(node.operator)) return true;
    if (node && shaping.has(node.operator)) waiting.push(...node.inputs);
  }
  return false;
}

/** A step through a multiplication: by a constant, which is a scale, or by a mask. */
function multiplied(
  step: Step,
  value: string | undefined,
  factor: string | undefined,
  power: 1 | -1,
  index: GraphIndex,
  values: StaticValues,
): Step[] {
  if (!value || !factor) return [];
  const number = values.scalar(factor);
  if (number !== null) return [{ ...step, value, scale: step.scale === null ? null : step.scale * number ** power }];
  if (index.sources(factor).length > 0) return [{ ...step, value, masks: [...step.masks, factor] }];
  return [{ ...step, value, scale: null }];
}

/** What an integer product becomes after it is turned back into numbers: Cast, then Mul by its scales. */
export function dequantized(node: OnnxNode, index: GraphIndex): string | null {
  const only = (value: string, operator: string) => {
    const [consumer, ...others] = index.consumers(value);
    return consumer?.operator === operator && others.length === 0 ? consumer.outputs[0]! : null;
  };
  const output = node.outputs[0]!;
  if (node.operator === "QLinearMatMul") return only(output, "DequantizeLinear");
  if (node.operator !== "MatMulInteger") return null;
  const cast = only(output, "Cast");
  return cast === null ? null : only(cast, "Mul");
}
