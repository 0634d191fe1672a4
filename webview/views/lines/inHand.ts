import type { Pin } from "../../../src/protocol/look.js";
import type { Pointed } from "../../matrix/pointed.js";
import { unitOf, type MapInView } from "../../state/mapInView.js";
import type { HeadLines } from "./headLines.js";

/** The tokens whose lines stand out, in units of the map in view. */
export interface InHand {
  readonly queries: ReadonlySet<number>;
  readonly keys: ReadonlySet<number>;
  /** A line that is pointed at. */
  readonly line: { readonly query: number; readonly key: number } | null;
}

/** The pins as cells of the map: of one with a query and a key the query is meant. What is left out is not among them. */
export function pinnedUnits(pins: readonly Pin[], { queries, keys }: MapInView): readonly Pointed[] {
  return pins.flatMap((pin): Pointed[] => {
    const row = unitOf(queries, pin.query);
    const column = unitOf(keys, pin.key);
    return row === null && column === null ? [] : [{ row, column }];
  });
}

/** What is pinned and what is pointed at. */
export function inHandOf(pinned: readonly Pointed[], { row, column }: Pointed): InHand {
  const queries = new Set<number>();
  const keys = new Set<number>();
  for (const pin of pinned) {
    if (pin.row !== null) queries.add(pin.row);
    else keys.add(pin.column!);
  }
  const line = row !== null && column !== null ? { query: row, key: column } : null;
  if (!line && row !== null) queries.add(row);
  if (!line && column !== null) keys.add(column);
  return { queries, keys, line };
}

/**
 * The indices of the lines that stand out, in rising order; null where none does, for nothing is in hand.
 *
 * @param head the place in its set of the head that is alone looked at; null for all
 */
export function linesInHand(lines: HeadLines, { queries, keys, line }: InHand, head: number | null): Int32Array | null {
  const tokens = queries.size > 0 || keys.size > 0 || line !== null;
  if (!tokens && head === null) return null;
  const found = new Int32Array(lines.count);
  let count = 0;
  for (let index = 0; index < lines.count; index++) {
    if (head !== null && lines.heads[index] !== head) continue;
    const [query, key] = [lines.queries[index]!, lines.keys[index]!];
    const pointed = line !== null && line.query === query && line.key === key;
    if (!tokens || pointed || queries.has(query) || keys.has(key)) found[count++] = index;
  }
  return found.subarray(0, count);
}
