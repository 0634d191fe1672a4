import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { normalizedAxis, type Normalization } from "./normalization.js";
import type { StaticValues } from "./staticValues.js";
import { keeping } from "./valueProduct.js";

/** Operators that add up exponentials, which are positive. */
export const sums: ReadonlySet<string> = new Set(["ReduceSum", "ReduceL1"]);
/** Operators that keep numbers and which axis of the last ones is which. */
const plain: ReadonlySet<string> = new Set([...keeping].filter((operator) => operator !== "Transpose"));
/** Nodes that only change the precision or the shape of a value, at most. */
const MOST_PLAIN = 40;

/** A log-softmax that a value is: the operator, or x − log Σ eˣ with the sum over that same x. */
export function writtenLogSoftmax(
  value: string,
  index: GraphIndex,
  values: StaticValues,
): Pick<Normalization, "scores" | "axis" | "operator"> | null {
  const node = index.producer(behind(value, index));
  const [scores, shift] = node?.inputs ?? [];
  if (node?.domain !== "" || !scores) return null;
  if (node.operator === "LogSoftmax") {
    return { scores, axis: normalizedAxis(node, index, values), operator: "LogSoftmax / Exp" };
  }
  if (node.operator !== "Sub" || !shift) return null;
  const same = (other: string) => behind(other, index) === behind(scores, index);
  const sum = logSum(shift, same, index) ?? shiftedLogSum(shift, same, index);
  return sum && { scores, axis: normalizedAxis(sum, index, values), operator: `${sum.operator} / Exp` };
}

/** The node that sums in log Σ eˣ, if it is one of the x that is asked for. */
function logSum(value: string, isSummed: (value: string) => boolean, index: GraphIndex): OnnxNode | null {
  const node = index.producer(behind(value, index));
  const input = node?.inputs[0];
  if (!node || !input) return null;
  if (node.operator === "ReduceLogSumExp") return isSummed(input) ? node : null;
  const sum = node.operator === "Log" ? index.producer(behind(input, index)) : node;
  const isSum = node.operator === "Log" ? sum !== null && sums.has(sum.operator) : node.operator === "ReduceLogSum";
  if (!sum?.inputs[0] || !isSum) return null;
  const power = index.producer(behind(sum.inputs[0], index));
  return power?.operator === "Exp" && isSummed(power.inputs[0]!) ? sum : null;
}

/** The node that sums in m + log Σ eˣ⁻ᵐ, m being the row's maximum or any other value that is taken and added again. */
function shiftedLogSum(value: string, isSummed: (value: string) => boolean, index: GraphIndex): OnnxNode | null {
  const node = index.producer(behind(value, index));
  if (node?.operator !== "Add") return null;
  for (const [place, term] of node.inputs.entries()) {
    const added = behind(node.inputs[1 - place] ?? "", index);
    const isShifted = (input: string) => {
      const difference = index.producer(behind(input, index));
      const [from, taken] = difference?.inputs ?? [];
      return difference?.operator === "Sub" && isSummed(from!) && behind(taken!, index) === added;
    };
    const sum = logSum(term, isShifted, index);
    if (sum) return sum;
  }
  return null;
}

/** What a value was before its precision or its shape was changed. */
function behind(value: string, index: GraphIndex): string {
  let name = value;
  for (let steps = 0; steps < MOST_PLAIN; steps++) {
    const node = index.producer(name);
    if (!node?.inputs[0] || node.domain !== "" || !plain.has(node.operator)) break;
    name = node.inputs[0];
  }
  return name;
}
