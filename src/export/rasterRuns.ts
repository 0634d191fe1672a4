import type { Colour, RasterMark } from "./figure.js";

/** Cells of one row beside each other that are of one colour, as one rectangle. */
export interface RasterRun {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: Colour;
  /** In (0, 1]. */
  readonly opacity: number;
}

/** The rectangles that a raster is made of; cells that are not to be seen are left out. */
export function* rasterRuns({ x, y, width, height, rows, columns, rgba }: RasterMark): Generator<RasterRun> {
  const cells = new DataView(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  const edge = (column: number) => x + (column * width) / columns;
  for (let row = 0; row < rows; row++) {
    const top = y + (row * height) / rows;
    const bottom = y + ((row + 1) * height) / rows;
    for (let first = 0; first < columns;) {
      const cell = cells.getUint32(4 * (row * columns + first));
      let end = first + 1;
      while (end < columns && cells.getUint32(4 * (row * columns + end)) === cell) end++;
      const left = edge(first);
      first = end;
      const opacity = (cell & 0xff) / 255;
      if (opacity === 0) continue;
      const fill: Colour = `#${(cell >>> 8).toString(16).padStart(6, "0")}`;
      yield { x: left, y: top, width: edge(end) - left, height: bottom - top, fill, opacity };
    }
  }
}
