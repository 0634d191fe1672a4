import type { LayerAndHead } from "../../../src/attention/headSet.js";
import type { Thumbnails } from "../../../src/attention/thumbnails.js";
import { hatchUnreadable } from "../../matrix/hatch.js";
import { imageOf, paintStretched, type Raster } from "../../matrix/raster.js";
import { shrink } from "../../matrix/shrink.js";
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

/** All that is drawn of the tiles; what marks those that are shown is drawn over it. */
export interface TilesPicture {
  readonly thumbnails: Thumbnails;
  /** How many heads a layer has. */
  readonly heads: number;
  readonly order: HeadOrder;
  readonly geometry: TileGeometry;
  readonly captionOf: ((place: LayerAndHead) => TileCaption) | null;
}

/** The part of all tiles that is on screen, in CSS pixels. */
export interface TilesWindow {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A head, and where its tile stands on the canvas, in device pixels. */
export interface Tile {
  readonly head: LayerAndHead;
  readonly x: number;
  readonly y: number;
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
  const context = clearedCanvas(canvas, window, ratio);
  const tiles = tilesInSight(picture, window, ratio);
  const side = sideOf(picture.geometry, ratio);
  drawCells(context, picture, tiles, side, ramp, theme, ratio);
  drawHairlines(context, tiles, side, theme, ratio);
  if (picture.captionOf) drawCaptions(context, picture, tiles, theme, ratio, font);
}

/** A canvas as large as the window over the tiles, with nothing on it. */
export function clearedCanvas(canvas: HTMLCanvasElement, window: TilesWindow, ratio: number): CanvasRenderingContext2D {
  const [width, height] = [Math.round(window.width * ratio), Math.round(window.height * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d")!;
  context.clearRect(0, 0, width, height);
  return context;
}

/** The side of a tile in device pixels. */
export function sideOf({ tile }: TileGeometry, ratio: number): number {
  return Math.round(tile * ratio);
}

/** The tiles that are on screen, and those that peep in. */
export function tilesInSight(
  { geometry, order }: Pick<TilesPicture, "geometry" | "order">,
  window: TilesWindow,
  ratio: number,
): readonly Tile[] {
  const [left, top] = [Math.round(window.left * ratio), Math.round(window.top * ratio)];
  const { down } = pitch(geometry);
  const first = Math.max(0, Math.floor(window.top / down) - 1) * geometry.columns;
  const past = (Math.ceil((window.top + window.height) / down) + 1) * geometry.columns;
  const tiles = order.heads.slice(first, past).map((head, place): Tile => {
    const { x, y } = tileCorner(geometry, first + place);
    return { head, x: Math.round(x * ratio) - left, y: Math.round(y * ratio) - top };
  });
  return tiles.filter(({ x }) => x + sideOf(geometry, ratio) >= 0 && x <= window.width * ratio);
}

// One page, one canvas of tiles.
let image: ImageData | null = null;

/** Draws the tiles' cells in one go: every picture that is put on a canvas by itself costs as much as all. */
function drawCells(
  context: CanvasRenderingContext2D,
  { thumbnails, heads }: TilesPicture,
  tiles: readonly Tile[],
  side: number,
  ramp: Ramp,
  theme: Theme,
  ratio: number,
): void {
  image = imageOf(context.canvas.width, context.canvas.height, image);
  image.data.fill(0);
  const cells = image;
  const rasters = tiles.map(({ head: { layer, head }, x, y }): Raster => {
    const raster = shrink(rasterOfThumbnail(thumbnails, layer * heads + head), side, side);
    paintStretched(cells, raster, ramp, { left: x, top: y, side });
    return raster;
  });
  context.putImageData(cells, 0, 0);
  tiles.forEach(({ x, y }, place) =>
    hatchUnreadable(context, rasters[place]!, { x, y, width: side, height: side }, theme, ratio),
  );
}

/** A hairline around every tile. */
function drawHairlines(
  context: CanvasRenderingContext2D,
  tiles: readonly Tile[],
  side: number,
  theme: Theme,
  ratio: number,
): void {
  const line = Math.max(1, Math.round(ratio));
  context.beginPath();
  for (const { x, y } of tiles) context.rect(x - line / 2, y - line / 2, side + line, side + line);
  context.lineWidth = line;
  context.strokeStyle = theme.foreground;
  context.globalAlpha = 0.2;
  context.stroke();
  context.globalAlpha = 1;
}

const CAPTION_SIZE = 10;

function drawCaptions(
  context: CanvasRenderingContext2D,
  { geometry, captionOf }: TilesPicture,
  tiles: readonly Tile[],
  theme: Theme,
  ratio: number,
  font: string,
): void {
  const oneLine = captionInOneLine(geometry);
  context.scale(ratio, ratio);
  context.font = `${CAPTION_SIZE}px ${font}`;
  context.textBaseline = "top";
  context.fillStyle = theme.foreground;
  for (const tile of tiles) {
    const [x, under] = [tile.x / ratio, tile.y / ratio + geometry.tile + 3];
    const { name, value } = captionOf!(tile.head);
    context.textAlign = "start";
    context.globalAlpha = 0.75;
    context.fillText(name, x, under, geometry.tile);
    context.globalAlpha = 1;
    if (oneLine) context.textAlign = "end";
    const [across, line] = oneLine ? [x + geometry.tile, under] : [x, under + CAPTION_SIZE + 1];
    context.fillText(value, across, line, geometry.tile);
  }
  context.resetTransform();
}
