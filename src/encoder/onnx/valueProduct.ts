import { orderAfter, sameOrder, type AxisOrder } from "./axisOrder.js";
import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { dequantized, factorsOf, productOperators } from "./scoreProduct.js";

/** How probabilities are multiplied with values. */
export interface ValueProduct {
  readonly node: OnnxNode;
  /** The probabilities as they are multiplied, before their shape or precision is changed for it. */
  readonly probabilities: string;
  /** The factor that holds them. */
  readonly operand: string;
  readonly value: string;
  readonly context: string;
  /** Whether the probabilities are the product's first factor. */
  readonly first: boolean;
  /** The axes of `probabilities`, and of `operand`, by those of what the softmax gives. */
  readonly order: AxisOrder;
  readonly operandOrder: AxisOrder;
  /** Whether heads are mixed on the way, by a product with weights (talking heads: https://arxiv.org/abs/2003.02436). */
  readonly mixed: boolean;
}

/** Operators that leave numbers as they are. */
export const keeping: ReadonlySet<string> = new Set(
  (
    "Cast CastLike Reshape Transpose Identity Squeeze Unsqueeze Flatten Dropout Expand QuantizeLinear " +
    "DequantizeLinear DynamicQuantizeLinear"
  ).split(" "),
);
/** Operators that change some: a mask, a sink left out, a second normalization. */
const changing: ReadonlySet<string> = new Set(["Where", "Mul", "Slice", "Div"]);

/** Operators that belong to a mixing of heads: its bias, and a normalization of the mixed ones. */
const ofMixing: ReadonlySet<string> = new Set(["Add", "BatchNormalization", "InstanceNormalization"]);

const MOST_STEPS = 60;

interface Step {
  readonly value: string;
  readonly probabilities: string;
  readonly order: AxisOrder;
  readonly operandOrder: AxisOrder;
  readonly mixed: boolean;
}

/** The nearest product of a softmax's result with values that depend on what is read, else with others; or null. */
export function valueProduct(softmax: string, index: GraphIndex): ValueProduct | null {
  const start = { order: sameOrder, operandOrder: sameOrder, mixed: false };
  const steps: Step[] = [{ value: softmax, probabilities: softmax, ...start }];
  const seen = new Set<string>();
  let withWeights: ValueProduct | null = null;
  for (let next = 0; next < steps.length && next < MOST_STEPS; next++) {
    const { value, ...step } = steps[next]!;
    if (seen.has(value)) continue;
    seen.add(value);
    for (const node of index.consumers(value)) {
      const place = node.inputs.indexOf(value);
      const output = node.outputs[0]!;
      if (productOperators.has(node.operator)) {
        const product = productWith(node, value, step, index);
        if (product && index.content(product.value).length > 0) return product;
        withWeights ??= product;
        if (product && !step.mixed) steps.push({ ...step, value: output, mixed: true });
        continue;
      }
      if (node.operator === "Conv" && place === 0 && !step.mixed) steps.push({ ...step, value: output, mixed: true });
      if (step.mixed && ofMixing.has(node.operator)) steps.push({ ...step, value: output });
      if (keeping.has(node.operator) && place === 0) {
        steps.push({ ...step, value: output, operandOrder: orderAfter(step.operandOrder, node) });
      }
      const isData = node.operator === "Where" ? place > 0 : node.operator === "Mul" || place === 0;
      if (changing.has(node.operator) && isData) {
        steps.push({ ...step, value: output, probabilities: output, order: step.operandOrder });
      }
    }
  }
  return withWeights;
}

function productWith(
  node: OnnxNode,
  operand: string,
  step: Omit<Step, "value">,
  index: GraphIndex,
): ValueProduct | null {
  const factors = factorsOf(node);
  const place = factors.indexOf(operand);
  if (place === -1) return null;
  const context = dequantized(node, index) ?? node.outputs[0]!;
  return { ...step, node, operand, value: factors[1 - place]!, context, first: place === 0 };
}
