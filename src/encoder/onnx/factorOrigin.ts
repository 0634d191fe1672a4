import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";
import { integersOf } from "./nodeAttributes.js";
import type { StaticValues } from "./staticValues.js";

/** Where a factor of a product comes from: the queries, keys or values before they were turned for it. */
export interface FactorOrigin {
  readonly name: string;
  /** Whether the last two axes are the other way round: `[…, d, n]`. */
  readonly turned: boolean;
  /** What it was multiplied by on the way from its projection, heads' split included; null where it is no constant. */
  readonly scale: number | null;
  /** The part of `scale` that is in the numbers of `name` already; 1 where it is no constant. */
  readonly within: number;
  /** Whether each head of it stands for several heads of the queries. */
  readonly repeated: boolean;
}

const MOST_STEPS = 30;

/** Follows a factor back to the value that has its heads apart and nothing done to it yet. */
export function factorOrigin(factor: string, index: GraphIndex, values: StaticValues): FactorOrigin {
  let name = factor;
  let turned = false;
  let scale: number | null = 1;
  let within: number | null = 1;
  let repeated = false;
  // Once the value is found, its projection may still have been scaled before its heads were split.
  let found = false;
  let at = factor;
  for (let step = 0; step < MOST_STEPS; step++) {
    const node = index.producer(at);
    if (!node) break;
    const factorScale = scalarFactor(node, index, values);
    if (factorScale !== null) {
      at = factorScale.value;
      scale = times(scale, factorScale.scale);
      if (found) within = times(within, factorScale.scale);
    } else if (precision.has(node.operator)) {
      at = node.inputs[0]!;
    } else if (!found && swapsLastTwo(node)) {
      at = node.inputs[0]!;
      turned = !turned;
    } else if (!found && !repeated && repeatedHeads(node, index) !== null) {
      at = repeatedHeads(node, index)!;
      repeated = true;
    } else if (node.operator === "Reshape" || node.operator === "Transpose") {
      found = true;
      at = node.inputs[0]!;
    } else {
      break;
    }
    if (!found) name = at;
  }
  return { name, turned, scale, within: within === null || within === 0 ? 1 : within, repeated };
}

function times(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one * other;
}

const precision: ReadonlySet<string> = new Set([
  "Cast",
  "CastLike",
  "Identity",
  "DequantizeLinear",
  "DynamicQuantizeLinear",
  "QuantizeLinear",
]);

function scalarFactor(
  node: OnnxNode,
  index: GraphIndex,
  values: StaticValues,
): { value: string; scale: number | null } | null {
  const [first, second] = node.inputs;
  if (!first || !second) return null;
  const isOneNumber = (value: string) =>
    index.sources(value).length === 0 && (values.shape(value)?.every((size) => size === 1) ?? isRoot(value, index));
  const number = (value: string) => values.scalar(value);
  if (node.operator === "Div" && isOneNumber(second)) {
    const divisor = number(second);
    return { value: first, scale: divisor === null ? null : 1 / divisor };
  }
  if (node.operator !== "Mul") return null;
  if (isOneNumber(second)) return { value: first, scale: number(second) };
  return isOneNumber(first) ? { value: second, scale: number(first) } : null;
}

/** Whether a value is a root, as of the number of dimensions, which a graph may not tell. */
function isRoot(value: string, index: GraphIndex): boolean {
  const node = index.producer(value);
  if (!node) return false;
  return (
    node.operator === "Sqrt" ||
    (["Cast", "Div", "Reciprocal"].includes(node.operator) && node.inputs.some((i) => isRoot(i, index)))
  );
}

function swapsLastTwo(node: OnnxNode): boolean {
  const order = integersOf(node, "perm");
  if (node.operator !== "Transpose" || !order || order.length < 3) return false;
  const last = order.length - 1;
  return order.every((axis, place) => axis === (place === last ? last - 1 : place === last - 1 ? last : place));
}

/** What `Reshape(Expand(Unsqueeze(x)))` repeats: a head of keys for several heads of queries. */
function repeatedHeads(node: OnnxNode, index: GraphIndex): string | null {
  if (node.operator !== "Reshape") return null;
  const expand = index.producer(node.inputs[0]!);
  if (expand?.operator !== "Expand" && expand?.operator !== "Tile") return null;
  const unsqueeze = index.producer(expand.inputs[0]!);
  return unsqueeze?.operator === "Unsqueeze" || unsqueeze?.operator === "Reshape" ? unsqueeze.inputs[0]! : null;
}
