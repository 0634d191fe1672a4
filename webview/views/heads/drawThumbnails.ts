import type { Thumbnails } from "../../../src/attention/thumbnails.js";
import { coloured, shrink } from "../../matrix/raster.js";
import type { Ramp } from "../../theme/ramp.js";
import { rasterOfThumbnail } from "../head/headRaster.js";
import { gridHeight, gridWidth, type TileGeometry } from "./tileGeometry.js";

/** Draws every head's thumbnail; where a tile has fewer pixels than cells, a pixel shows the strongest of its cells. */
export function drawThumbnails(
  canvas: HTMLCanvasElement,
  thumbnails: Thumbnails,
  geometry: TileGeometry,
  ramp: Ramp,
  ratio: number,
): void {
  const { layers, heads, tile, gap } = geometry;
  canvas.width = Math.round(gridWidth(geometry) * ratio);
  canvas.height = Math.round(gridHeight(geometry) * ratio);
  const context = canvas.getContext("2d")!;
  context.imageSmoothingEnabled = false;
  const pixels = Math.round(tile * ratio);
  const picture = document.createElement("canvas");
  const painter = picture.getContext("2d")!;
  for (let index = 0; index < layers * heads; index++) {
    const raster = shrink(rasterOfThumbnail(thumbnails, index), pixels, pixels);
    if (picture.width !== raster.columns) picture.width = picture.height = raster.columns;
    painter.putImageData(coloured(raster, ramp), 0, 0);
    const x = Math.round((index % heads) * (tile + gap) * ratio);
    const y = Math.round(Math.floor(index / heads) * (tile + gap) * ratio);
    context.drawImage(picture, x, y, pixels, pixels);
  }
}
