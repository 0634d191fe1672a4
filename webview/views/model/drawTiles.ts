import type { LayerAndHead } from "../../../src/attention/headSet.js";
import type { Thumbnails } from "../../../src/attention/thumbnails.js";
import { hatchUnreadable } from "../../matrix/hatch.js";
import { coloured, shrink } from "../../matrix/raster.js";
import type { Ramp } from "../../theme/ramp.js";
import type { Theme } from "../../theme/theme.js";
import { rasterOfThumbnail } from "../matrix/weightRaster.js";
import type { HeadOrder } from "./headOrder.js";
import { captionInOneLine, pitch, tileCorner, type TileGeometry } from "./tileGeometry.js";

/** What stands under a tile. */
export interface TileCaption {
  readonly name: string;
  readonly value: string;
}

/** Whether a head is shown: alone, as one of several, or as the one of them that was chosen last. */
export type TileMark = "none" | "alone" | "member" | "leading";

/** All that is drawn of the tiles. */
export interface TilesPicture {
  readonly thumbnails: Thumbnails;
  /** How many heads a layer has. */
  readonly heads: number;
  readonly order: HeadOrder;
  readonly geometry: TileGeometry;
  readonly markOf: (place: LayerAndHead) => TileMark;
  readonly captionOf: ((place: LayerAndHead) => TileCaption) | null;
}

/** The part of all tiles that is on screen, in CSS pixels. */
export interface TilesWindow {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws the tiles that are on screen, each head's thumbnail stretched to a square; where a tile has fewer pixels than
 * cells, a pixel shows the strongest of its cells.
 */
export function drawTiles(
  canvas: HTMLCanvasElement,
  picture: TilesPicture,
  window: TilesWindow,
  ramp: Ramp,
  theme: Theme,
  ratio: number,
  font: string,
): void {
  const { geometry, order } = picture;
  const [width, height] = [Math.round(window.width * ratio), Math.round(window.height * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d")!;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  const [left, top] = [Math.round(window.left * ratio), Math.round(window.top * ratio)];
  const small = document.createElement("canvas");
  const { down } = pitch(geometry);
  const first = Math.max(0, Math.floor(window.top / down) - 1) * geometry.columns;
  const past = Math.min(order.heads.length, (Math.ceil((window.top + window.height) / down) + 1) * geometry.columns);
  const pixels = Math.round(geometry.tile * ratio);
  for (let place = first; place < past; place++) {
    const corner = tileCorner(geometry, place);
    const at = { x: Math.round(corner.x * ratio) - left, y: Math.round(corner.y * ratio) - top };
    if (at.x + pixels < 0 || at.x > width) continue;
    drawTile(context, small, picture, order.heads[place]!, at, pixels, ramp, theme, ratio);
    drawMark(context, picture.markOf(order.heads[place]!), at, pixels, theme, ratio);
  }
  if (picture.captionOf) drawCaptions(context, picture, [first, past], { left, top }, theme, ratio, font);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function drawTile(
  context: CanvasRenderingContext2D,
  small: HTMLCanvasElement,
  { thumbnails, heads }: TilesPicture,
  { layer, head }: LayerAndHead,
  { x, y }: Point,
  pixels: number,
  ramp: Ramp,
  theme: Theme,
  ratio: number,
): void {
  const raster = shrink(rasterOfThumbnail(thumbnails, layer * heads + head), pixels, pixels);
  if (small.width !== raster.columns) small.width = raster.columns;
  if (small.height !== raster.rows) small.height = raster.rows;
  small.getContext("2d")!.putImageData(coloured(raster, ramp), 0, 0);
  context.drawImage(small, x, y, pixels, pixels);
  hatchUnreadable(context, raster, { x, y, width: pixels, height: pixels }, theme, ratio);
}

const LINES: Readonly<Record<TileMark, number>> = { none: 1, alone: 2, member: 2, leading: 3 };

/** A hairline around every tile, a frame around those that are shown, and a corner too where there are several. */
function drawMark(
  context: CanvasRenderingContext2D,
  mark: TileMark,
  { x, y }: Point,
  pixels: number,
  theme: Theme,
  ratio: number,
): void {
  const line = Math.max(1, Math.round(LINES[mark] * ratio));
  context.lineWidth = line;
  context.strokeStyle = mark === "none" ? theme.foreground : theme.focus;
  context.globalAlpha = mark === "none" ? 0.2 : 1;
  context.strokeRect(x - line / 2, y - line / 2, pixels + line, pixels + line);
  context.globalAlpha = 1;
  if (mark === "none" || mark === "alone") return;
  const side = Math.min(pixels / 3, 9 * ratio);
  context.beginPath();
  context.moveTo(x + pixels - side, y);
  context.lineTo(x + pixels, y);
  context.lineTo(x + pixels, y + side);
  context.closePath();
  context.fillStyle = theme.focus;
  context.fill();
  context.strokeStyle = theme.background;
  context.lineWidth = ratio;
  context.stroke();
}

const CAPTION_SIZE = 10;

function drawCaptions(
  context: CanvasRenderingContext2D,
  { geometry, order, captionOf }: TilesPicture,
  [first, past]: readonly [number, number],
  scrolled: { readonly left: number; readonly top: number },
  theme: Theme,
  ratio: number,
  font: string,
): void {
  context.setTransform(ratio, 0, 0, ratio, -scrolled.left, -scrolled.top);
  context.font = `${CAPTION_SIZE}px ${font}`;
  context.textBaseline = "top";
  context.fillStyle = theme.foreground;
  for (let place = first; place < past; place++) {
    const { x, y } = tileCorner(geometry, place);
    const { name, value } = captionOf!(order.heads[place]!);
    const under = y + geometry.tile + 3;
    context.textAlign = "start";
    context.globalAlpha = 0.75;
    context.fillText(name, x, under, geometry.tile);
    context.globalAlpha = 1;
    if (captionInOneLine(geometry)) context.textAlign = "end";
    const [across, line] = captionInOneLine(geometry) ? [x + geometry.tile, under] : [x, under + CAPTION_SIZE + 1];
    context.fillText(value, across, line, geometry.tile);
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
}
