import { MOST_KEPT } from "../../../src/attention/recipe.js";

/** What a slider may stand at. */
export type Stops = readonly (number | null)[];

const DECADES = [1e-4, 1e-3, 1e-2, 1e-1];
const WITHIN_DECADE = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** Thresholds in equal steps of the eye: most weights of a long text are small. */
export const thresholdStops: Stops = [
  0,
  ...DECADES.flatMap((decade) => WITHIN_DECADE.map((part) => Number((part * decade).toPrecision(2)))),
  1,
];

/** How many keys a query keeps; null for all. */
export const topKStops: Stops = [
  ...Array.from({ length: 16 }, (_, before) => before + 1),
  ...[20, 24, 28, 32, 40, 48, 56, MOST_KEPT],
  null,
];

/** The place of the last stop that is no more than a value; null is more than any number. */
export function stopOf(stops: Stops, value: number | null): number {
  const beyond = stops.findIndex((stop) => (stop ?? Infinity) > (value ?? Infinity));
  return beyond < 0 ? stops.length - 1 : Math.max(0, beyond - 1);
}
