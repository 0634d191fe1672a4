import type { Theme } from "../theme/theme.js";
import { visibleSpan } from "./viewport.js";

/** How one side's sums are drawn: the longest bar fills the strip. */
export interface SumsAlong {
  readonly side: "rows" | "columns";
  readonly sums: Float32Array;
  /** Of a cell along the side, in CSS pixels, and how far it is scrolled. */
  readonly cell: number;
  readonly scrolled: number;
  readonly length: number;
}

/** From this size on, in CSS pixels, there is a gap between bars. */
const PARTED_FROM = 4;
const ALPHA = 0.45;

/**
 * Draws sums as bars that stand on the cells; where several share a pixel, the longest shows. A sum that is no number has
 * none.
 *
 * @param thickness of the strip, in CSS pixels
 * @param pointed the one to stand out; null for none
 */
export function drawSums(
  canvas: HTMLCanvasElement,
  along: SumsAlong,
  thickness: number,
  pointed: number | null,
  theme: Theme,
  ratio: number,
): void {
  const { side, sums, cell, scrolled, length } = along;
  const [pixels, deep] = [Math.round(length * ratio), Math.round(thickness * ratio)];
  const [width, height] = side === "rows" ? [deep, pixels] : [pixels, deep];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d")!;
  context.clearRect(0, 0, width, height);
  context.fillStyle = theme.foreground;
  const largest = largestOf(sums);
  if (!(largest > 0)) return;
  const gap = cell >= PARTED_FROM ? Math.max(1, Math.round(ratio)) : 0;
  const bar = (index: number) => {
    const start = Math.round((index * cell - scrolled) * ratio);
    const end = Math.max(start + 1, Math.round(((index + 1) * cell - scrolled) * ratio) - gap);
    const long = Math.max(1, Math.round((deep * sums[index]!) / largest));
    if (side === "rows") context.fillRect(deep - long, start, long, end - start);
    else context.fillRect(start, deep - long, end - start, long);
  };
  const [first, past] = visibleSpan(sums.length, cell, scrolled, length);
  // Bars that share a pixel would add up if they were drawn through each other.
  context.globalAlpha = 1;
  for (let index = first; index < past; index++) if (sums[index]! > 0) bar(index);
  context.globalCompositeOperation = "destination-in";
  context.globalAlpha = ALPHA;
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = "source-over";
  context.globalAlpha = 1;
  if (pointed !== null && sums[pointed]! > 0) bar(pointed);
}

function largestOf(sums: Float32Array): number {
  let largest = 0;
  for (const sum of sums) if (sum > largest && sum !== Infinity) largest = sum;
  return largest;
}
