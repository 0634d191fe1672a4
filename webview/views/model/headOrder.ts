import type { LayerAndHead } from "../../../src/attention/headSet.js";

/** Heads in the order in which they are shown. */
export interface HeadOrder {
  readonly heads: readonly LayerAndHead[];
  /** The place of a head among them. */
  placeOf(head: LayerAndHead): number;
}

/**
 * Heads by layer and number, or by a statistic of theirs; those that have none come last, and those that have the same
 * in the order of layers.
 *
 * @param values `[layers, heads]`; null for the order of layers
 */
export function headOrder(layers: number, heads: number, values: Float32Array | null, descending: boolean): HeadOrder {
  const order = Array.from({ length: layers * heads }, (_, index) => index);
  if (values) {
    const sign = descending ? -1 : 1;
    order.sort((one, other) => {
      const [a, b] = [values[one]!, values[other]!];
      if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || one - other;
      return sign * (a - b) || one - other;
    });
  }
  const places = new Int32Array(order.length);
  for (const [place, index] of order.entries()) places[index] = place;
  return {
    heads: order.map((index) => ({ layer: Math.floor(index / heads), head: index % heads })),
    placeOf: ({ layer, head }) => places[layer * heads + head]!,
  };
}
