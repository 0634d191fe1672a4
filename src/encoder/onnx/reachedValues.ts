import { orderAfter, sameOrder, type AxisOrder } from "./axisOrder.js";
import type { GraphIndex } from "./graphIndex.js";
import type { OnnxNode } from "./model.js";

/** Values that are looked at, at most. */
const MOST_VALUES = 80;

/** Values that are made of one, each with its axes by those of a value that the search began with. */
export type ReachedValues = ReadonlyMap<string, AxisOrder>;

/** The values that are reached from one by nodes that pass them on; `passes` is told the place of the value in a node. */
export function reachedValues(
  from: string,
  index: GraphIndex,
  passes: (node: OnnxNode, place: number) => boolean,
  order: AxisOrder = sameOrder,
): ReachedValues {
  const found = new Map([[from, order]]);
  for (const [value, axes] of found) {
    if (found.size >= MOST_VALUES) break;
    for (const node of index.consumers(value)) {
      const output = node.outputs[0];
      if (output && !found.has(output) && passes(node, node.inputs.indexOf(value))) {
        found.set(output, orderAfter(axes, node));
      }
    }
  }
  return found;
}

/** The nodes that take any of these values, those of the nearest value first. */
export function consumersOf(values: Iterable<string>, index: GraphIndex): OnnxNode[] {
  return [...new Set([...values].flatMap((value) => index.consumers(value)))];
}
