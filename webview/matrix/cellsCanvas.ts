import type { Ramp } from "../theme/ramp.js";
import type { Theme } from "../theme/theme.js";
import { hatchUnreadable } from "./hatch.js";
import { coloured, type Part, type Raster } from "./raster.js";
import { shrink } from "./shrink.js";
import { visibleSpan, type Viewport } from "./viewport.js";

/** Draws a raster's cells. Only those on screen are looked at: of thousands of tokens, a whole picture is 16 MB. */
export class CellsCanvas {
  readonly #picture = document.createElement("canvas");
  #image: ImageData | null = null;
  #shrunk: { raster: Raster; key: string; shown: Raster } | null = null;

  /** Draws the part of the raster that the viewport shows. */
  draw(canvas: HTMLCanvasElement, raster: Raster, ramp: Ramp, theme: Theme, viewport: Viewport, ratio: number): void {
    const context = canvas.getContext("2d")!;
    sizeCanvas(canvas, viewport, ratio);
    const width = viewport.cellWidth * viewport.columns * ratio;
    const height = viewport.cellHeight * viewport.rows * ratio;
    // Where cells are smaller than pixels, a pixel is the strongest of its cells.
    const columns = Math.min(raster.columns, Math.max(1, Math.round(width)));
    const rows = Math.min(raster.rows, Math.max(1, Math.round(height)));
    const [left, right] = visibleSpan(columns, width / columns, viewport.left * ratio, canvas.width);
    const [top, bottom] = visibleSpan(rows, height / rows, viewport.top * ratio, canvas.height);
    const part = { top, left, rows: bottom - top, columns: right - left };
    const whole = rows === raster.rows && columns === raster.columns;
    const shown = whole ? raster : this.#shrink(raster, rows, columns, part);
    this.#paint(shown, ramp, whole ? part : { ...part, top: 0, left: 0 });
    const place = {
      x: (left * width) / columns - viewport.left * ratio,
      y: (top * height) / rows - viewport.top * ratio,
      width: (part.columns * width) / columns,
      height: (part.rows * height) / rows,
    };
    context.imageSmoothingEnabled = false;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(this.#picture, place.x, place.y, place.width, place.height);
    hatchUnreadable(context, shown, place, theme, ratio, whole ? part : undefined);
  }

  #shrink(raster: Raster, rows: number, columns: number, part: Part): Raster {
    const key = [rows, columns, part.top, part.left, part.rows, part.columns].join();
    if (this.#shrunk?.raster === raster && this.#shrunk.key === key) return this.#shrunk.shown;
    const shown = shrink(raster, rows, columns, part);
    this.#shrunk = { raster, key, shown };
    return shown;
  }

  #paint(shown: Raster, ramp: Ramp, part: Part): void {
    if (this.#picture.width !== part.columns) this.#picture.width = part.columns;
    if (this.#picture.height !== part.rows) this.#picture.height = part.rows;
    this.#image = coloured(shown, ramp, part, this.#image);
    this.#picture.getContext("2d")!.putImageData(this.#image, 0, 0);
  }
}

/** Gives a canvas the viewport's size in device pixels, and clears it if that is new. */
export function sizeCanvas(canvas: HTMLCanvasElement, { width, height }: Viewport, ratio: number): void {
  const [pixels, lines] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixels) canvas.width = pixels;
  if (canvas.height !== lines) canvas.height = lines;
}
