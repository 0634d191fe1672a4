import type { HeadLines } from "./headLines.js";
import type { InHand } from "./inHand.js";

/** So many ends of one side are written out, the strongest: nobody reads more at once. */
const MOST_ENDS = 64;

/** The other end of lines in hand: a unit, and the strongest line that leads there. */
export interface LineEnd {
  readonly unit: number;
  /** Index of the line. */
  readonly line: number;
}

/** The other ends of the lines in hand on each side, the strongest first. */
export function lineEnds(
  lines: HeadLines,
  { queries, keys, line: pointed }: InHand,
  among: Int32Array,
): { readonly queries: readonly LineEnd[]; readonly keys: readonly LineEnd[] } {
  const strongest = { queries: new Map<number, number>(), keys: new Map<number, number>() };
  const note = (ends: Map<number, number>, unit: number, line: number) => {
    const other = ends.get(unit);
    if (other === undefined || lines.weights[other]! < lines.weights[line]!) ends.set(unit, line);
  };
  for (const line of among) {
    const [query, key] = [lines.queries[line]!, lines.keys[line]!];
    const both = pointed?.query === query && pointed.key === key;
    if (both || queries.has(query)) note(strongest.keys, key, line);
    if (both || keys.has(key)) note(strongest.queries, query, line);
  }
  const sorted = (ends: Map<number, number>) =>
    [...ends]
      .map(([unit, line]): LineEnd => ({ unit, line }))
      .sort((one, other) => lines.weights[other.line]! - lines.weights[one.line]!)
      .slice(0, MOST_ENDS);
  return { queries: sorted(strongest.queries), keys: sorted(strongest.keys) };
}
