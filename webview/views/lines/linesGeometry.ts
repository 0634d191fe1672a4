import type { Look } from "../../../src/protocol/look.js";
import { middleOf, type SideLayout } from "./sideLayout.js";

export type Orientation = Look["lines"]["orientation"];

/** Where queries, keys and the lines between them stand on screen, in CSS pixels. */
export interface LinesGeometry {
  readonly orientation: Orientation;
  readonly queries: SideLayout;
  readonly keys: SideLayout;
  readonly zoom: number;
  /** How far both sides are scrolled along themselves. */
  readonly scrolled: number;
  /** Of the part on screen, along the sides. */
  readonly length: number;
  /** From the queries' labels to the keys'. */
  readonly gap: number;
  /** Of each side's labels, across. */
  readonly labels: number;
}

/** Where a line begins and ends, along the sides. */
export function endsOf(geometry: LinesGeometry, query: number, key: number): readonly [from: number, to: number] {
  const { queries, keys, zoom, scrolled } = geometry;
  return [middleOf(queries, query, zoom, scrolled), middleOf(keys, key, zoom, scrolled)];
}

/** How far along its ends a line has come at a share of the gap: a cubic whose control points stand in the middle. */
export function bend(share: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 24; step++) {
    const t = (low + high) / 2;
    if (1.5 * t * (1 - t) + t ** 3 < share) low = t;
    else high = t;
  }
  return 3 * low ** 2 - 2 * low ** 3;
}

/** The size of the whole picture on screen. */
export function pictureSize({ orientation, length, gap, labels }: LinesGeometry): { width: number; height: number } {
  const across = gap + 2 * labels;
  return orientation === "vertical" ? { width: across, height: length } : { width: length, height: across };
}
