import type { HeadLines } from "./headLines.js";
import { bend, endsOf, type LinesGeometry } from "./linesGeometry.js";

/** A line is pointed at from so near, in CSS pixels. */
const REACH = 4;
/** Of the gap, over which a line's slope is taken. */
const STEP = 0.01;

/**
 * The line nearest to a point between the sides; null where none is near. Of equally near ones the strongest.
 *
 * @param along the sides; `across` from the queries' ends of the lines
 * @param among indices of lines from the strongest on; null for all
 */
export function nearestLine(
  lines: HeadLines,
  geometry: LinesGeometry,
  along: number,
  across: number,
  among: Int32Array | null,
): number | null {
  const share = across / geometry.gap;
  const [at, near] = [bend(share), bend(Math.min(1, share + STEP))];
  let nearest: number | null = null;
  let least = REACH;
  const count = among?.length ?? lines.count;
  for (let place = 0; place < count; place++) {
    const line = among ? among[place]! : place;
    const [from, to] = endsOf(geometry, lines.queries[line]!, lines.keys[line]!);
    const slope = ((to - from) * (near - at)) / (STEP * geometry.gap);
    const distance = Math.abs(from + (to - from) * at - along) / Math.hypot(1, slope);
    if (distance < least) [nearest, least] = [line, distance];
  }
  return nearest;
}
