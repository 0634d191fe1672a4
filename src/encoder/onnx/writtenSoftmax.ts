import * as l10n from "@vscode/l10n";
import { divisionsBySum } from "./divisionBySum.js";
import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { normalizedAxis, type Normalization } from "./normalization.js";
import { operatorName } from "./nodeAttributes.js";
import { consumersOf, reachedValues, type ReachedValues } from "./reachedValues.js";
import { productOperators } from "./scoreProduct.js";
import type { StaticValues } from "./staticValues.js";
import { keeping } from "./valueProduct.js";
import { sums, writtenLogSoftmax } from "./writtenLogSoftmax.js";

/**
 * The softmax of which a node is the exponential, if it is written out: exponentials divided by the sums of these same
 * exponentials, before or after the product with values (as in https://arxiv.org/abs/2205.14135, section 3.1), or the
 * exponential of a log-softmax.
 */
export function writtenSoftmax(node: OnnxNode, index: GraphIndex, values: StaticValues): Normalization | null {
  const power = exponential(node, values);
  const exponentials = node.outputs[0];
  if (!power || !exponentials) return null;
  const logarithm = node.operator === "Exp" ? writtenLogSoftmax(power.input, index, values) : null;
  if (logarithm) return { ...logarithm, weights: exponentials, factor: 1, divided: null, fault: null };
  const masked = reachedValues(exponentials, index, isMasking);
  for (const sum of consumersOf(masked.keys(), index)) {
    const order = sums.has(sum.operator) && sum.outputs[0] ? masked.get(sum.inputs[0]!) : undefined;
    if (!order) continue;
    const axis = normalizedAxis(sum, index, values);
    const summed = numbersOf(sum.inputs[0]!, masked, index);
    for (const division of divisionsBySum(sum, { order, axis }, index, values)) {
      const { dividend, node: dividing } = division;
      const after = isProductOf(summed, dividend, index);
      if (!after && !(division.rowByRow && isSameRows(dividend, summed, masked, index))) continue;
      const quotient = dividing.outputs[0]!;
      return {
        scores: power.input,
        weights: after ? exponentials : quotient,
        axis: axis === null ? null : (order[axis - 1] ?? null),
        factor: Math.log(power.base),
        operator: `${operatorName(node)} / ${operatorName(sum)}`,
        divided: after ? quotient : null,
        fault: division.addsMore
          ? l10n.t("more than exponentials of scores is in the sum that divides them, so rows sum to less than 1")
          : null,
      };
    }
  }
  return null;
}

/** eˣ, or the power of a constant. */
function exponential(node: OnnxNode, values: StaticValues): { input: string; base: number } | null {
  const [first, second] = node.inputs;
  if (node.domain !== "" || !first) return null;
  if (node.operator === "Exp") return { input: first, base: Math.E };
  const base = node.operator === "Pow" && second ? values.scalar(first) : null;
  return base !== null && base > 1 ? { input: second!, base } : null;
}

/** Whether a node passes exponentials on, all or only some. */
function isMasking(node: OnnxNode, place: number): boolean {
  if (node.operator === "Mul") return node.inputs[0] !== node.inputs[1];
  return isKept(node, place) || (node.operator === "Where" && place > 0);
}

function isKept({ operator }: OnnxNode, place: number): boolean {
  return place === 0 && keeping.has(operator);
}

/** The values that hold the same numbers as one of the exponentials does: none is masked but that one was. */
function numbersOf(value: string, masked: ReachedValues, index: GraphIndex): ReachedValues {
  let first = value;
  for (let steps = 0; steps < masked.size; steps++) {
    const node = index.producer(first);
    if (!node || !isKept(node, 0) || !masked.has(node.inputs[0]!)) break;
    first = node.inputs[0]!;
  }
  return reachedValues(first, index, isKept, masked.get(first));
}

/** Whether a value is a product of what is summed with others. */
function isProductOf(summed: ReachedValues, value: string, index: GraphIndex): boolean {
  const products = consumersOf(summed.keys(), index).filter(({ operator }) => productOperators.has(operator));
  return products.some(({ outputs }) => outputs[0] && reachedValues(outputs[0], index, isKept).has(value));
}

/** Whether a value is what is summed, which a mask may have been laid on since, with axes in the order of the scores'. */
function isSameRows(value: string, summed: ReachedValues, masked: ReachedValues, index: GraphIndex): boolean {
  const isFrom =
    summed.has(value) || [...summed.keys()].some((name) => reachedValues(name, index, isMasking).has(value));
  return isFrom && (masked.get(value)?.every((from, place) => from === place + 1) ?? false);
}
