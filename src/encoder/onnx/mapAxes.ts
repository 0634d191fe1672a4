import { lettersInOrder } from "./axisOrder.js";
import { ownAxes, summedAxes } from "./einsumAxes.js";
import type { ScoreProduct } from "./scoreProduct.js";
import type { ValueProduct } from "./valueProduct.js";

/** How queries and keys lie in an attention map. */
export interface MapAxes {
  /** The letters of the probabilities' axes, as in `AttentionSite.axes`: `nd` has a row a query, `dn` a row a key. */
  readonly probabilities: string;
  /** The letters of the axes of what is normalized. */
  readonly scores: string;
  /** Whether the keys are the first factor of the product with the queries. */
  readonly keysFirst: boolean;
}

/**
 * Tells which axis of an attention map is the queries' and which the keys', by what is normalized and summed over.
 *
 * @param axis over which the softmax normalizes, from the end
 * @returns null if the axis is not that over which the product with values sums, or none of the product's own two
 */
export function mapAxes(product: ScoreProduct, context: ValueProduct, axis: number): MapAxes | null {
  const own = ownAxes(product.node);
  const summed = summedAxes(context.node)?.[context.first ? 0 : 1];
  if (summed !== undefined && context.operandOrder[summed - 1] !== axis) return null;
  const [left, right] = (own ?? [2, 1]).map((place) => product.order[place - 1]!) as [number, number];
  const keysFirst = left === axis;
  if (!keysFirst && right !== axis) return null;
  const query = keysFirst ? right : left;
  const letters = Array.from({ length: Math.max(axis, query) }, (_, place) =>
    place === axis - 1 ? "d" : place === query - 1 ? "n" : "h",
  );
  const scores = letters.reverse().join("");
  return { probabilities: lettersInOrder(scores, context.order), scores, keysFirst };
}
