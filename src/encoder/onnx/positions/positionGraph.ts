import { elementTypes } from "../elementTypes.js";
import type { GraphFragment } from "../graphFragment.js";
import type { GraphIndex } from "../graphIndex.js";
import type { OnnxNode } from "../model.js";
import type { StaticValues } from "../staticValues.js";
import type { ValueClasses } from "./valueClasses.js";

/** What is known of a graph where positions are looked for. */
export interface PositionGraph {
  readonly index: GraphIndex;
  readonly values: StaticValues;
  readonly classes: ValueClasses;
  readonly fragment: GraphFragment;
}

/** More nodes than make an encoding: exporters take some hundred for T5's buckets. */
const MOST_NODES = 600;

/** The nodes that make a value of positions and of nothing that is read. */
export function positionMakers(value: string, { index, classes }: PositionGraph): OnnxNode[] {
  const found = new Set<OnnxNode>();
  const waiting = [value];
  while (waiting.length > 0 && found.size < MOST_NODES) {
    const next = waiting.pop()!;
    const node = classes.of(next) === "position" ? index.producer(next) : null;
    if (!node || found.has(node)) continue;
    found.add(node);
    waiting.push(...node.inputs);
  }
  return [...found];
}

/** Copies one after another: more than exporters make; a damaged graph may go in circles. */
export const MOST_COPIES = 100;

const tableTypes: readonly number[] = [
  elementTypes.float32,
  elementTypes.float16,
  elementTypes.bfloat16,
  elementTypes.int8,
  elementTypes.uint8,
];

/** A table of numbers that a node takes rows of, or cuts. */
interface LookedUpTable {
  readonly dimensions: readonly number[];
  /** Whether its axes are in another order or of other lengths where it is looked up. */
  readonly reshaped: boolean;
}

/** True if a node takes rows of a table of numbers, or cuts it. */
export function isTableLookup(node: OnnxNode, graph: PositionGraph): boolean {
  return lookedUpTable(node, graph) !== null;
}

/** The table that a node takes rows of, or cuts; null if it does neither. */
export function lookedUpTable({ operator, inputs }: OnnxNode, { index }: PositionGraph): LookedUpTable | null {
  if (!["Gather", "GatherBlockQuantized", "Slice"].includes(operator)) return null;
  let at = inputs[0] ?? "";
  let reshaped = false;
  for (let step = 0; step < MOST_COPIES; step++) {
    const node = index.producer(at);
    if (!node || !stored.has(node.operator)) break;
    const attribute = node.attributes.get("value");
    if (attribute?.kind === "tensor") {
      const { dimensions } = attribute.value;
      return dimensions.length >= 2 ? { dimensions, reshaped } : null;
    }
    reshaped ||= node.operator === "Transpose" || node.operator === "Reshape";
    at = node.inputs[0] ?? "";
  }
  const table = index.graph.initializers.get(at);
  if (table === undefined || table.dimensions.length < 2 || !tableTypes.includes(table.elementType)) return null;
  return { dimensions: table.dimensions, reshaped };
}

/** How a table reaches its lookup. */
const stored: ReadonlySet<string> = new Set([
  "Constant",
  "DequantizeLinear",
  "Cast",
  "Identity",
  "Unsqueeze",
  "Squeeze",
  "Transpose",
  "Reshape",
]);

/**
 * The value that another one is a copy of, with axes of 1 put in or taken out: exporters make one for each layer, of an
 * encoding that all share.
 */
export function sharedValue(value: string, { index, values, classes }: PositionGraph): string {
  let at = value;
  for (let step = 0; step < MOST_COPIES; step++) {
    const node = index.producer(at);
    if (!node) break;
    const [first, second] = node.inputs;
    const isCopy =
      copying.has(node.operator) || (node.operator === "Mul" && second !== undefined && values.scalar(second) === 1);
    if (!isCopy || first === undefined || classes.of(first) !== classes.of(at)) break;
    at = first;
  }
  return at;
}

/** The same for values that are computed alike: exporters may compute an encoding anew for each layer. */
export function likeness(value: string, { index }: PositionGraph): string {
  const node = index.producer(value);
  if (!node || node.attributes.size > 0 || node.outputs.length > 1) return value;
  return JSON.stringify([node.domain, node.operator, ...node.inputs]);
}

const copying: ReadonlySet<string> = new Set(["Unsqueeze", "Squeeze", "Identity"]);

/** A value's shape without axes of 1 in front, down to a rank; what the graph does not tell stands as a name. */
export function shownShape(
  value: string,
  names: readonly (number | string)[],
  { values }: PositionGraph,
): readonly (number | string)[] {
  const shape = values.shape(value);
  if (!shape) return names;
  const axes = [...shape];
  for (let one = axes.indexOf(1); axes.length > names.length && one !== -1; one = axes.indexOf(1)) axes.splice(one, 1);
  return axes.length === names.length ? names.map((name, axis) => axes[axis] ?? name) : names;
}
