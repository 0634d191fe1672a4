import { LEVELS, type HeadLines } from "./headLines.js";
import { endsOf, type LinesGeometry } from "./linesGeometry.js";

/** `base` for all lines, `focus` for those in hand. */
export type Stress = "base" | "focus";

/** So many lines may be wide; where there are more, all are hairlines, which are drawn ten times as fast. */
const MOST_WIDE = 400;
/** In CSS pixels, of the weakest and the strongest level. */
const WIDTHS = { base: [0.6, 2], focus: [1, 3.5] } as const;
const OPACITIES = { base: [0.16, 0.85], focus: [0.5, 1] } as const;
/** From so many lines for each pixel along the sides on, all grow fainter: else they would run into one colour. */
const DENSE = 0.5;
/** How much of a line is left that leads out of sight, where none is in hand. */
export const LEAVING = 0.4;

/** How a line of each level is drawn. */
export interface Stroke {
  /** In CSS pixels. */
  readonly width: number;
  readonly opacity: number;
}

/**
 * `[LEVELS]` the strokes of so many lines.
 *
 * @param length of the sides on screen, in CSS pixels
 * @param hairline one device pixel in CSS pixels
 */
export function strokesOf(stress: Stress, lines: number, length: number, hairline: number): readonly Stroke[] {
  const wide = lines <= MOST_WIDE;
  const faint = stress === "base" ? Math.min(1, ((DENSE * length) / Math.max(1, lines)) ** 0.7) : 1;
  const between = ([least, most]: readonly [number, number], level: number) =>
    least + ((most - least) * level) / (LEVELS - 1);
  return Array.from({ length: LEVELS }, (_, level) => ({
    width: wide ? between(WIDTHS[stress], level) : hairline,
    opacity: faint * between(OPACITIES[stress], level),
  }));
}

/** Whether one end of a line is out of sight. */
export function leaves(lines: HeadLines, geometry: LinesGeometry, line: number): boolean {
  const [from, to] = endsOf(geometry, lines.queries[line]!, lines.keys[line]!);
  return Math.min(from, to) < 0 || Math.max(from, to) > geometry.length;
}

/**
 * The lines of some that can be seen: those of which one end at least is on screen. One that only passes by says nothing.
 *
 * @param among indices in rising order; null for all
 */
export function linesInSight(lines: HeadLines, geometry: LinesGeometry, among: Int32Array | null): Int32Array {
  const { length } = geometry;
  const inSight = new Int32Array(among?.length ?? lines.count);
  let found = 0;
  for (let place = 0; place < inSight.length; place++) {
    const line = among ? among[place]! : place;
    const [from, to] = endsOf(geometry, lines.queries[line]!, lines.keys[line]!);
    if ((from >= 0 && from <= length) || (to >= 0 && to <= length)) inSight[found++] = line;
  }
  return inSight.subarray(0, found);
}
