import type { Ramp } from "../theme/ramp.js";
import type { Theme } from "../theme/theme.js";
import { hatchUnreadable } from "./hatch.js";
import { coloured, shrink, type Raster } from "./raster.js";
import type { Viewport } from "./viewport.js";

/** Draws a raster's cells, and keeps the picture of them so that scrolling and zooming only copy it. */
export class CellsCanvas {
  readonly #picture = document.createElement("canvas");
  #drawn: { raster: Raster; ramp: Ramp; rows: number; columns: number; shown: Raster } | null = null;

  /** Draws the part of the raster that the viewport shows. */
  draw(canvas: HTMLCanvasElement, raster: Raster, ramp: Ramp, theme: Theme, viewport: Viewport, ratio: number): void {
    const context = canvas.getContext("2d")!;
    sizeCanvas(canvas, viewport, ratio);
    const width = viewport.cellWidth * viewport.columns * ratio;
    const height = viewport.cellHeight * viewport.rows * ratio;
    const shown = this.#drawPicture(raster, ramp, Math.round(height), Math.round(width));
    context.imageSmoothingEnabled = false;
    context.clearRect(0, 0, canvas.width, canvas.height);
    // The whole picture, most of it outside the canvas: source and target keep their ratio to the last bit.
    const place = { x: -viewport.left * ratio, y: -viewport.top * ratio, width, height };
    context.drawImage(this.#picture, place.x, place.y, width, height);
    hatchUnreadable(context, shown, place, theme, ratio);
  }

  #drawPicture(raster: Raster, ramp: Ramp, height: number, width: number): Raster {
    const rows = Math.min(raster.rows, Math.max(1, height));
    const columns = Math.min(raster.columns, Math.max(1, width));
    const drawn = this.#drawn;
    if (drawn?.raster === raster && drawn.ramp === ramp && drawn.rows === rows && drawn.columns === columns)
      return drawn.shown;
    const shown = shrink(raster, rows, columns);
    this.#picture.width = columns;
    this.#picture.height = rows;
    this.#picture.getContext("2d")!.putImageData(coloured(shown, ramp), 0, 0);
    this.#drawn = { raster, ramp, rows, columns, shown };
    return shown;
  }
}

/** Gives a canvas the viewport's size in device pixels, and clears it if that is new. */
export function sizeCanvas(canvas: HTMLCanvasElement, { width, height }: Viewport, ratio: number): void {
  const [pixels, lines] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixels) canvas.width = pixels;
  if (canvas.height !== lines) canvas.height = lines;
}
