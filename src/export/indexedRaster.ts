import type { RasterMark } from "./figure.js";

/** A raster whose cells have few colours, as places in a list of them. */
export interface IndexedRaster {
  /** `[colours, 4]` red, green, blue and opacity. */
  readonly palette: Uint8Array;
  /** `[rows, columns]` */
  readonly cells: Uint8Array;
}

/** As many colours as a byte tells apart; a ramp has as many. */
const MOST_COLOURS = 256;

/** A raster by its colours, which come in the order in which they are met; null where there are more than 256. */
export function indexedRaster({
  rows,
  columns,
  rgba,
}: Pick<RasterMark, "rows" | "columns" | "rgba">): IndexedRaster | null {
  const colours = new DataView(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  const places = new Map<number, number>();
  const cells = new Uint8Array(rows * columns);
  for (let cell = 0; cell < cells.length; cell++) {
    const colour = colours.getUint32(4 * cell);
    let place = places.get(colour);
    if (place === undefined) {
      if (places.size === MOST_COLOURS) return null;
      places.set(colour, (place = places.size));
    }
    cells[cell] = place;
  }
  const palette = new Uint8Array(4 * places.size);
  const written = new DataView(palette.buffer);
  for (const [colour, place] of places) written.setUint32(4 * place, colour);
  return { palette, cells };
}
