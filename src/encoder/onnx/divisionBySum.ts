import type { AxisOrder } from "./axisOrder.js";
import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { integerOf, integersOf } from "./nodeAttributes.js";
import { consumersOf, reachedValues, type ReachedValues } from "./reachedValues.js";
import type { StaticValues } from "./staticValues.js";
import { keeping } from "./valueProduct.js";

/** What may be added to a sum of exponentials so that it is not 0. */
const LARGEST_EPSILON = 1e-3;

/** A division of a value by a sum. */
export interface DivisionBySum {
  readonly node: OnnxNode;
  readonly dividend: string;
  /** Whether each row is divided by the sum of that same row, by the axes of what is summed. */
  readonly rowByRow: boolean;
  /** Whether more than an epsilon is added to the sum, or it is kept above more than one. */
  readonly addsMore: boolean;
}

/**
 * All divisions by what a node sums: `Div`, or `Mul` by 1 / sum (`Reciprocal`, `Div`, or `Pow` of −1).
 *
 * @param order the axes of what is summed, by those of the exponentials
 * @param axis the axis that is summed, from the end of what is summed (the last is 1)
 */
export function divisionsBySum(
  sum: OnnxNode,
  { order, axis }: { order: AxisOrder; axis: number | null },
  index: GraphIndex,
  values: StaticValues,
): DivisionBySum[] {
  const divisors = reachedValues(sum.outputs[0]!, index, isDivisor, order);
  const facts = (divisor: string, turned: AxisOrder) => ({
    rowByRow: isRowByRow(sum, axis, turned, divisors, index, values),
    addsMore: addsMore(divisor, divisors, index, values),
  });
  return [...divisors].flatMap(([divisor, turned]) =>
    index.consumers(divisor).flatMap((node): DivisionBySum[] => {
      const [first = "", second = ""] = node.inputs;
      const isDivision = node.operator === "Div" && second === divisor;
      if (isDivision && values.scalar(first) !== 1) return [{ node, dividend: first, ...facts(divisor, turned) }];
      const isReciprocal =
        isDivision ||
        node.operator === "Reciprocal" ||
        (node.operator === "Pow" && first === divisor && values.scalar(second) === -1);
      if (!isReciprocal || !node.outputs[0]) return [];
      const reciprocals = reachedValues(node.outputs[0], index, isKept, turned);
      return consumersOf(reciprocals.keys(), index).flatMap((product): DivisionBySum[] => {
        const place = product.operator === "Mul" ? product.inputs.findIndex((name) => !reciprocals.has(name)) : -1;
        if (place === -1) return [];
        const reciprocal = reciprocals.get(product.inputs[1 - place]!) ?? turned;
        return [{ node: product, dividend: product.inputs[place]!, ...facts(divisor, reciprocal) }];
      });
    }),
  );
}

function isKept({ operator }: OnnxNode, place: number): boolean {
  return place === 0 && keeping.has(operator);
}

/** Whether a node passes a divisor on: in another shape, kept from 0, or with something added to it. */
function isDivisor(node: OnnxNode, place: number): boolean {
  if (node.operator === "Clip") return place === 0;
  return (
    isKept(node, place) || ["Add", "Sum", "Max"].includes(node.operator) || (node.operator === "Where" && place > 0)
  );
}

/** Whether sums stand where their rows do: their axes in the same order, and one of length 1 in the place of the summed one. */
function isRowByRow(
  sum: OnnxNode,
  axis: number | null,
  turned: AxisOrder,
  divisors: ReachedValues,
  index: GraphIndex,
  values: StaticValues,
): boolean {
  if (integerOf(sum, "keepdims", 1) !== 0) return turned.every((from, place) => from === place + 1);
  const shaping = consumersOf(divisors.keys(), index);
  const inserting = shaping.find(({ operator }) => operator === "Unsqueeze");
  if (!inserting) return shaping.some(({ operator }) => operator === "Reshape" || operator === "Expand");
  const places = integersOf(inserting, "axes") ?? values.numbers(inserting.inputs[1] ?? "");
  if (places?.length !== 1 || axis === null) return true;
  const [place] = places as [number];
  if (place < 0) return place === -axis;
  const rank = values.shape(sum.inputs[0]!)?.length;
  return rank === undefined || rank - place === axis;
}

function addsMore(used: string, divisors: ReachedValues, index: GraphIndex, values: StaticValues): boolean {
  const waiting = new Set([used]);
  for (const divisor of waiting) {
    const node = index.producer(divisor);
    if (!node) continue;
    const own = node.inputs.filter((input) => divisors.has(input));
    for (const input of own) waiting.add(input);
    if (own.length === 0 || !["Add", "Sum", "Max", "Clip"].includes(node.operator)) continue;
    if (own.length > 1 && node.operator !== "Max") return true;
    const others = node.operator === "Clip" ? node.inputs.slice(1, 2) : node.inputs;
    const isMore = others.some((other) => {
      if (other === "" || divisors.has(other)) return false;
      const number = values.scalar(other);
      return number === null || Math.abs(number) > LARGEST_EPSILON;
    });
    if (isMore) return true;
  }
  return false;
}
