import * as l10n from "@vscode/l10n";
import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { normalizedAxis, type Normalization } from "./normalization.js";
import { operatorName } from "./nodeAttributes.js";
import { productOperators } from "./scoreProduct.js";
import type { StaticValues } from "./staticValues.js";
import { keeping } from "./valueProduct.js";

const sums: ReadonlySet<string> = new Set(["ReduceSum", "ReduceL1"]);
/** Nodes that are looked at on the way from exponentials to their division. */
const MOST_NODES = 80;
/** What may be added to a sum of exponentials so that it is not 0. */
const LARGEST_EPSILON = 1e-3;

/**
 * The softmax of which a node is the exponential, if it is written out: exponentials divided by their sums, before or after
 * the product with values (as in https://arxiv.org/abs/2205.14135, section 3.1), or the exponential of a log-softmax.
 */
export function writtenSoftmax(node: OnnxNode, index: GraphIndex, values: StaticValues): Normalization | null {
  const power = exponential(node, values);
  const exponentials = node.outputs[0];
  if (!power || exponentials === undefined) return null;
  const logarithm = logSoftmax(power.input, index, values);
  if (logarithm) return { ...logarithm, weights: exponentials, factor: 1, divided: null, fault: null };
  const masked = reach([exponentials], index, (consumer, place) => isMasking(consumer, place));
  const sum = consumersOf(masked, index).find(({ operator }) => sums.has(operator));
  if (!sum) return null;
  const divisors = reach([sum.outputs[0]!], index, (consumer, place) => isDivisor(consumer, place));
  const division = divisionBy(divisors, index);
  if (!division) return null;
  const { dividend, node: dividing } = division;
  const products = consumersOf(masked, index).filter(({ operator }) => productOperators.has(operator));
  const contexts = reach(
    products.flatMap(({ outputs }) => outputs[0] ?? []),
    index,
    (consumer, place) => place === 0 && keeping.has(consumer.operator),
  );
  const after = contexts.has(dividend);
  if (!after && !masked.has(dividend)) return null;
  const quotient = dividing.outputs[0]!;
  return {
    scores: power.input,
    weights: after ? exponentials : quotient,
    axis: normalizedAxis(sum, index, values),
    factor: Math.log(power.base),
    operator: `${operatorName(node)} / ${operatorName(sum)}`,
    divided: after ? quotient : null,
    fault: addsMore(divisors, index, values)
      ? l10n.t("more than exponentials of scores is in the sum that divides them, so rows sum to less than 1")
      : null,
  };
}

/** eˣ, or the power of a constant. */
function exponential(node: OnnxNode, values: StaticValues): { input: string; base: number } | null {
  const [first, second] = node.inputs;
  if (node.domain !== "" || !first) return null;
  if (node.operator === "Exp") return { input: first, base: Math.E };
  const base = node.operator === "Pow" && second ? values.scalar(first) : null;
  return base !== null && base > 1 ? { input: second!, base } : null;
}

/** A log-softmax that a value is: the operator, or x − log Σ eˣ. */
function logSoftmax(
  value: string,
  index: GraphIndex,
  values: StaticValues,
): Pick<Normalization, "scores" | "axis" | "operator"> | null {
  let node = index.producer(value);
  while (node && ["Cast", "Identity"].includes(node.operator)) node = index.producer(node.inputs[0]!);
  const [scores, shift] = node?.inputs ?? [];
  if (!node || !scores) return null;
  if (node.operator === "LogSoftmax") {
    return { scores, axis: normalizedAxis(node, index, values), operator: "LogSoftmax / Exp" };
  }
  const sum = node.operator === "Sub" && shift ? logSum(shift, index) : null;
  return sum && { scores, axis: normalizedAxis(sum, index, values), operator: `${sum.operator} / Exp` };
}

/** The node that sums in log Σ eˣ, of which the row's maximum may have been taken and added again. */
function logSum(value: string, index: GraphIndex): OnnxNode | null {
  const waiting = [value];
  for (let next = 0; next < waiting.length && next < MOST_NODES; next++) {
    const node = index.producer(waiting[next]!);
    if (!node) continue;
    if (node.operator === "ReduceLogSumExp" || node.operator === "ReduceLogSum") return node;
    if (node.operator === "Add") waiting.push(...node.inputs);
    else if (keeping.has(node.operator)) waiting.push(node.inputs[0]!);
    else if (node.operator === "Log") {
      let sum = index.producer(node.inputs[0]!);
      while (sum && keeping.has(sum.operator)) sum = index.producer(sum.inputs[0]!);
      if (sum && sums.has(sum.operator)) return sum;
    }
  }
  return null;
}

/** Whether a node passes exponentials on, all or only some. */
function isMasking({ operator }: OnnxNode, place: number): boolean {
  return keeping.has(operator) ? place === 0 : operator === "Mul" || (operator === "Where" && place > 0);
}

/** Whether a node passes a divisor on: in another shape, kept from 0, or with something added to it. */
function isDivisor({ operator }: OnnxNode, place: number): boolean {
  if (keeping.has(operator) || operator === "Clip") return place === 0;
  return ["Add", "Sum", "Max"].includes(operator) || (operator === "Where" && place > 0);
}

/** The first division by one of these values: `Div`, or `Mul` by what `Reciprocal` or a power of −1 makes of it. */
function divisionBy(divisors: ReadonlySet<string>, index: GraphIndex): { node: OnnxNode; dividend: string } | null {
  for (const consumer of consumersOf(divisors, index)) {
    const [dividend, divisor = ""] = consumer.inputs;
    if (consumer.operator === "Div" && dividend && divisors.has(divisor)) return { node: consumer, dividend };
    const isReciprocal =
      consumer.operator === "Reciprocal" || consumer.operator === "Pow" || consumer.operator === "Div";
    if (!isReciprocal) continue;
    const reciprocals = reach(
      [consumer.outputs[0]!],
      index,
      (node, place) => place === 0 && keeping.has(node.operator),
    );
    for (const node of consumersOf(reciprocals, index)) {
      const other = node.operator === "Mul" ? node.inputs.find((input) => !reciprocals.has(input)) : undefined;
      if (other !== undefined) return { node, dividend: other };
    }
  }
  return null;
}

/** Whether more than an epsilon is added to a divisor, or it is kept above more than one. */
function addsMore(divisors: ReadonlySet<string>, index: GraphIndex, values: StaticValues): boolean {
  return [...divisors].some((divisor) => {
    const node = index.producer(divisor);
    if (!node || !["Add", "Sum", "Max", "Clip"].includes(node.operator)) return false;
    const others = node.operator === "Clip" ? node.inputs.slice(1, 2) : node.inputs;
    return others.some((other) => {
      if (other === "" || divisors.has(other)) return false;
      const number = values.scalar(other);
      return number === null || Math.abs(number) > LARGEST_EPSILON;
    });
  });
}

/** The values that are reached from some by nodes that pass them on; `passes` is told the place of the value in a node. */
function reach(
  from: readonly string[],
  index: GraphIndex,
  passes: (node: OnnxNode, place: number) => boolean,
): ReadonlySet<string> {
  const found = new Set(from);
  for (const value of found) {
    if (found.size >= MOST_NODES) break;
    for (const node of index.consumers(value)) {
      if (node.outputs[0] && passes(node, node.inputs.indexOf(value))) found.add(node.outputs[0]);
    }
  }
  return found;
}

function consumersOf(values: ReadonlySet<string>, index: GraphIndex): OnnxNode[] {
  return [...new Set([...values].flatMap((value) => index.consumers(value)))];
}
