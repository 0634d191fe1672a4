import type { OnnxNode } from "./model.js";

/** A number of which a graph alone may not tell. */
type Known = number | null;
/** A value's numbers, flat. */
export type Numbers = readonly Known[];
/** A value's shape. */
export type Shape = readonly Known[];

/** What is known of a graph's values before it is run. */
export interface KnownValues {
  /** A value's shape, null for an axis that is not known; null where not even the rank is. */
  shape(value: string): Shape | null;
  /** A small value's numbers, null for each that is not known; null where not even their count is. */
  numbers(value: string): Numbers | null;
  producer(value: string): OnnxNode | null;
}
