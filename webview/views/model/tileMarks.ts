import type { LayerAndHead } from "../../../src/attention/headSet.js";
import type { Theme } from "../../theme/theme.js";
import { clearedCanvas, sideOf, tilesInSight, type Tile, type TilesPicture, type TilesWindow } from "./drawTiles.js";

/** Whether a head is shown: alone, as one of several, or as the one of them that was chosen last. */
export type TileMark = "none" | "alone" | "member" | "leading";

/** Marks the tiles on screen that are shown. */
export function drawTileMarks(
  canvas: HTMLCanvasElement,
  picture: TilesPicture,
  markOf: (head: LayerAndHead) => TileMark,
  window: TilesWindow,
  theme: Theme,
  ratio: number,
): void {
  const context = clearedCanvas(canvas, window, ratio);
  const side = sideOf(picture.geometry, ratio);
  for (const tile of tilesInSight(picture, window, ratio)) {
    drawMark(context, markOf(tile.head), tile, side, theme, ratio);
  }
}

const LINES = { alone: 2, member: 2, leading: 3 } as const;

/** A frame around a tile that is shown, and a corner too where there are several. */
function drawMark(
  context: CanvasRenderingContext2D,
  mark: TileMark,
  { x, y }: Tile,
  side: number,
  theme: Theme,
  ratio: number,
): void {
  if (mark === "none") return;
  const line = Math.max(1, Math.round(LINES[mark] * ratio));
  context.lineWidth = line;
  context.strokeStyle = theme.focus;
  context.strokeRect(x - line / 2, y - line / 2, side + line, side + line);
  if (mark === "alone") return;
  const corner = Math.min(side / 3, 9 * ratio);
  context.beginPath();
  context.moveTo(x + side - corner, y);
  context.lineTo(x + side, y);
  context.lineTo(x + side, y + corner);
  context.closePath();
  context.fillStyle = theme.focus;
  context.fill();
  context.strokeStyle = theme.background;
  context.lineWidth = ratio;
  context.stroke();
}
