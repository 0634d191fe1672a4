import type { Thumbnails } from "../../../src/attention/thumbnails.js";
import { hatchUnreadable } from "../../matrix/hatch.js";
import { coloured, shrink } from "../../matrix/raster.js";
import type { Ramp } from "../../theme/ramp.js";
import type { Theme } from "../../theme/theme.js";
import { rasterOfThumbnail } from "../matrix/weightRaster.js";
import { tilePixels, tileStart, type TileGeometry } from "./tileGeometry.js";

/**
 * Draws every head's thumbnail, stretched to a square; where a tile has fewer pixels than cells, a pixel shows the
 * strongest of its cells.
 */
export function drawThumbnails(
  canvas: HTMLCanvasElement,
  thumbnails: Thumbnails,
  geometry: TileGeometry,
  ramp: Ramp,
  theme: Theme,
  ratio: number,
): void {
  const { layers, heads } = geometry;
  const pixels = tilePixels(geometry, ratio);
  canvas.width = tileStart(geometry, heads - 1, ratio) + pixels;
  canvas.height = tileStart(geometry, layers - 1, ratio) + pixels;
  canvas.style.width = `${canvas.width / ratio}px`;
  canvas.style.height = `${canvas.height / ratio}px`;
  const context = canvas.getContext("2d")!;
  context.imageSmoothingEnabled = false;
  const picture = document.createElement("canvas");
  const painter = picture.getContext("2d")!;
  for (let index = 0; index < layers * heads; index++) {
    const raster = shrink(rasterOfThumbnail(thumbnails, index), pixels, pixels);
    if (picture.width !== raster.columns) picture.width = raster.columns;
    if (picture.height !== raster.rows) picture.height = raster.rows;
    painter.putImageData(coloured(raster, ramp), 0, 0);
    const x = tileStart(geometry, index % heads, ratio);
    const y = tileStart(geometry, Math.floor(index / heads), ratio);
    context.drawImage(picture, x, y, pixels, pixels);
    hatchUnreadable(context, raster, { x, y, width: pixels, height: pixels }, theme, ratio);
  }
}
