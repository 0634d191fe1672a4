import type { OnnxNode } from "./model.js";
import { integersOf } from "./nodeAttributes.js";

/**
 * The axes of a value, the last one first, each as the axis of another value that it is; axes count from the end, and the
 * last is 1. `[2, 1, 3, …]`: the last two are the other way round.
 */
export type AxisOrder = readonly number[];

/** More axes than attention has in any model. */
const MOST_AXES = 8;

/** The order of a value that is the other one itself. */
export const sameOrder: AxisOrder = Array.from({ length: MOST_AXES }, (_, place) => place + 1);

/** The order of a node's output, given that of its input: only `Transpose` moves axes. */
export function orderAfter(order: AxisOrder, node: OnnxNode): AxisOrder {
  const sources = transposed(node);
  return sources ? order.map((axis, place) => order[(sources[place] ?? place + 1) - 1] ?? axis) : order;
}

/** The order of a node's input, given that of its output. */
export function orderBefore(order: AxisOrder, node: OnnxNode): AxisOrder {
  const sources = transposed(node);
  if (!sources) return order;
  const before = [...order];
  for (const [place, source] of sources.entries()) if (order[place]) before[source - 1] = order[place];
  return before;
}

/** The letters of a value's axes (see `AttentionSite.axes`), given those of the value that it is ordered by. */
export function lettersInOrder(letters: string, order: AxisOrder): string {
  const inOrder = order.map((axis) => letters.at(-axis) ?? "h").reverse();
  return inOrder.join("").replace(/^h+/, "");
}

/** For each axis of a transposed value, the last first, which axis of the original it is; null for other nodes. */
function transposed(node: OnnxNode): number[] | null {
  const order = integersOf(node, "perm");
  if (node.operator !== "Transpose" || !order || order.length > MOST_AXES) return null;
  return order.map((axis) => order.length - axis).reverse();
}
