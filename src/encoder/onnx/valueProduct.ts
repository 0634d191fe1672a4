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
}

/** Operators that leave numbers as they are. */
const keeping: ReadonlySet<string> = new Set(
  (
    "Cast CastLike Reshape Transpose Identity Squeeze Unsqueeze Flatten Dropout Expand QuantizeLinear " +
    "DequantizeLinear DynamicQuantizeLinear"
  ).split(" "),
);
/** Operators that change some: a mask, a sink left out, a second normalization. */
const changing: ReadonlySet<string> = new Set(["Where", "Mul", "Slice", "Div"]);

const MOST_STEPS = 60;

/** The nearest product that a softmax's result takes part in, or null. */
export function valueProduct(softmax: string, index: GraphIndex): ValueProduct | null {
  const steps = [{ value: softmax, probabilities: softmax }];
  const seen = new Set<string>();
  for (let next = 0; next < steps.length && next < MOST_STEPS; next++) {
    const { value, probabilities } = steps[next]!;
    if (seen.has(value)) continue;
    seen.add(value);
    for (const node of index.consumers(value)) {
      if (productOperators.has(node.operator)) {
        const factors = factorsOf(node);
        const place = factors.indexOf(value);
        if (place === -1) continue;
        const context = dequantized(node, index) ?? node.outputs[0]!;
        return { node, probabilities, operand: value, value: factors[1 - place]!, context, first: place === 0 };
      }
      const place = node.inputs.indexOf(value);
      const output = node.outputs[0]!;
      if (keeping.has(node.operator) && place === 0) steps.push({ value: output, probabilities });
      const isData = node.operator === "Where" ? place > 0 : node.operator === "Mul" || place === 0;
      if (changing.has(node.operator) && isData) steps.push({ value: output, probabilities: output });
    }
  }
  return null;
}
