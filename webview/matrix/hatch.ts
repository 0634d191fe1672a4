import type { Theme } from "../theme/theme.js";
import type { Part, Raster } from "./raster.js";

/** From one line of the hatching to the next, in CSS pixels. */
const STEP = 6;
/** How much of the foreground is in the ground between the lines: so much that a cell of one pixel is no weight's colour. */
const GROUND_ALPHA = 0.25;

/** Where a raster stands on a canvas, in device pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Hatches the cells without a number, over whatever was drawn there. Nothing is drawn beside the canvas.
 *
 * @param place of the part
 */
export function hatchUnreadable(
  context: CanvasRenderingContext2D,
  raster: Raster,
  place: Place,
  theme: Theme,
  ratio: number,
  part: Part = { top: 0, left: 0, ...raster },
): void {
  if (!raster.unreadable) return;
  const { x, y, width, height } = place;
  context.save();
  // The lines belong to the matrix: they scroll with it.
  context.translate(Math.round(x), Math.round(y));
  context.beginPath();
  for (const [row, first, past] of runsOfRows(raster, part)) {
    const [top, bottom] = [row, row + 1].map((line) => Math.round(((line - part.top) * height) / part.rows));
    const [left, right] = [first, past].map((line) => Math.round(((line - part.left) * width) / part.columns));
    context.rect(left!, top!, right! - left!, bottom! - top!);
  }
  context.fillStyle = theme.background;
  context.fill();
  context.globalAlpha = GROUND_ALPHA;
  context.fillStyle = theme.foreground;
  context.fill();
  context.globalAlpha = 1;
  context.fillStyle = context.createPattern(lines(theme.foreground, ratio), "repeat")!;
  context.fill();
  context.restore();
}

/** Runs of neighbouring cells without a number, row by row. */
function* runsOfRows(
  { columns, unreadable }: Raster,
  part: Part,
): Generator<[row: number, first: number, past: number]> {
  const end = part.left + part.columns;
  for (let row = part.top; row < part.top + part.rows; row++) {
    let first = -1;
    for (let column = part.left; column <= end; column++) {
      const marked = column < end && unreadable![row * columns + column] === 1;
      if (marked && first < 0) first = column;
      if (!marked && first >= 0) {
        yield [row, first, column];
        first = -1;
      }
    }
  }
}

const tiles = new Map<string, HTMLCanvasElement>();

/** A tile of diagonal lines, to be repeated. */
function lines(colour: string, ratio: number): HTMLCanvasElement {
  const key = `${colour} ${ratio}`;
  let tile = tiles.get(key);
  if (!tile) {
    const side = Math.round(STEP * ratio);
    const thickness = Math.max(1, Math.round(ratio));
    tile = document.createElement("canvas");
    tile.width = tile.height = side;
    const context = tile.getContext("2d")!;
    context.fillStyle = colour;
    for (let line = 0; line < side; line++) {
      for (let across = 0; across < thickness; across++)
        context.fillRect((2 * side - 1 - line + across) % side, line, 1, 1);
    }
    tiles.set(key, tile);
  }
  return tile;
}
