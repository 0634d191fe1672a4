import { nothingPointed, type Pointed } from "../../matrix/pointed.js";
import type { HeadLines } from "./headLines.js";
import type { LinesGeometry } from "./linesGeometry.js";
import { nearestLine } from "./nearestLine.js";
import { unitAt } from "./sideLayout.js";

/** What is at a point of the picture: a query, a key, or the line near it, which is both. */
export function placeAt(
  lines: HeadLines,
  geometry: LinesGeometry,
  [along, across]: readonly [number, number],
  among: Int32Array | null,
): { readonly at: Pointed; readonly line: number | null } {
  const { queries, keys, labels, gap, zoom, scrolled } = geometry;
  const place = (along + scrolled) / zoom;
  if (across < labels) return { at: { row: unitAt(queries, place), column: null }, line: null };
  if (across > labels + gap) return { at: { row: null, column: unitAt(keys, place) }, line: null };
  const line = nearestLine(lines, geometry, along, across - labels, among);
  if (line === null) return { at: nothingPointed, line };
  return { at: { row: lines.queries[line]!, column: lines.keys[line]! }, line };
}
