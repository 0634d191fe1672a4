import { elementTypes } from "./elementTypes.js";
import type { KnownValues, Numbers } from "./knownValues.js";
import type { OnnxNode } from "./model.js";
import { integerOf, integersOf } from "./nodeAttributes.js";

const wholeTypes: readonly number[] = [elementTypes.int32, elementTypes.int64];

/** The numbers that a node computes, as far as those of its inputs tell: what exporters write of shapes and scales. */
export function deducedNumbers(node: OnnxNode, known: KnownValues): Numbers | null {
  if (node.domain !== "") return null;
  const input = (place: number) => known.numbers(node.inputs[place] ?? "");
  const both = (compute: (a: number, b: number) => number) => elementwise(input(0), input(1), compute);
  switch (node.operator) {
    case "Constant": {
      const [attribute] = node.attributes.values();
      if (attribute?.kind === "tensor") return attribute.value.values;
      if (attribute?.kind === "ints" || attribute?.kind === "floats") return attribute.value;
      return attribute?.kind === "int" || attribute?.kind === "float" ? [attribute.value] : null;
    }
    case "Shape": {
      const shape = known.shape(node.inputs[0]!);
      if (!shape) return null;
      const end = integerOf(node, "end", shape.length);
      return shape.slice(integerOf(node, "start", 0), end);
    }
    case "Cast":
    case "CastLike":
    case "Identity":
    case "Unsqueeze":
    case "Squeeze":
    case "Reshape":
      return input(0);
    case "Concat": {
      const parts = node.inputs.map((_, place) => input(place) ?? oneUnknown(node.inputs[place]!, known));
      return parts.includes(null) ? null : parts.flatMap((part) => part!);
    }
    case "Gather": {
      const [from, places] = [input(0), input(1)];
      return from && places ? places.map((place) => (place === null ? null : (from.at(place) ?? null))) : null;
    }
    case "Slice": {
      const [from, starts, ends, , steps] = [0, 1, 2, 3, 4].map(input);
      const begin = integersOf(node, "starts") ?? starts;
      const end = integersOf(node, "ends") ?? ends;
      if (!from || begin?.length !== 1 || end?.length !== 1 || (steps && steps[0] !== 1)) return null;
      return begin[0] == null || end[0] == null ? null : from.slice(begin[0], end[0]);
    }
    case "Mul":
      return both((a, b) => a * b);
    case "Div":
      return both((a, b) => (isWhole(node.inputs[0]!, known) ? Math.trunc(a / b) : a / b));
    case "Add":
      return both((a, b) => a + b);
    case "Sub":
      return both((a, b) => a - b);
    case "Pow":
      return both((a, b) => a ** b);
    case "DequantizeLinear": {
      const scaled = input(2) === null ? input(0) : elementwise(input(0), input(2), (a, zero) => a - zero);
      return elementwise(scaled, input(1), (a, scale) => a * scale);
    }
    case "Sqrt":
      return input(0)?.map((number) => (number === null ? null : Math.sqrt(number))) ?? null;
    case "Reciprocal":
      return input(0)?.map((number) => (number === null ? null : 1 / number)) ?? null;
    case "Neg":
      return input(0)?.map((number) => (number === null ? null : -number)) ?? null;
    default:
      return null;
  }
}

const sizesOn: ReadonlySet<string> = new Set(
  "Gather Add Sub Mul Div Unsqueeze Squeeze Slice Concat Identity".split(" "),
);
/** Steps back to a shape, at most: exporters take five for a third of an axis. */
const MOST_STEPS = 16;

/** Whether numbers come from a shape without becoming fractions: they are divided as whole numbers are. */
function isWhole(value: string, known: KnownValues, steps = 0): boolean {
  const node = known.producer(value);
  if (!node || steps > MOST_STEPS) return false;
  const isCastToWhole = node.operator === "Cast" && wholeTypes.includes(integerOf(node, "to", 0));
  return (
    node.operator === "Shape" ||
    isCastToWhole ||
    (sizesOn.has(node.operator) && isWhole(node.inputs[0]!, known, steps + 1))
  );
}

/** One number that is not known, where a value is known to be one. */
function oneUnknown(value: string, known: KnownValues): Numbers | null {
  const shape = known.shape(value);
  if (shape?.every((size) => size === 1)) return [null];
  const operator = known.producer(value)?.operator;
  // What exporters make of one axis' size before they join them to a shape.
  return operator === "Unsqueeze" || operator === "Gather" || operator === "Reshape" ? [null] : null;
}
function elementwise(one: Numbers | null, other: Numbers | null, compute: (a: number, b: number) => number) {
  if (!one || !other) return null;
  if (one.length !== other.length && one.length !== 1 && other.length !== 1) return null;
  return Array.from({ length: Math.max(one.length, other.length) }, (_, index) => {
    const a = one[one.length === 1 ? 0 : index] ?? null;
    const b = other[other.length === 1 ? 0 : index] ?? null;
    return a === null || b === null ? null : compute(a, b);
  });
}
