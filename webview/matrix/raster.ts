import type { Ramp } from "../theme/ramp.js";

/** A matrix as bytes that a ramp gives colours to. */
export interface Raster {
  readonly rows: number;
  readonly columns: number;
  /** `[rows, columns]` */
  readonly bytes: Uint8Array;
  /** The byte that means nothing. Where cells share a pixel, the one farthest from it shows: a strong cell never vanishes. */
  readonly zero: number;
  /** `[rows, columns]` 1 where there is no number to show, whatever the byte says; null where there is one everywhere. */
  readonly unreadable: Uint8Array | null;
}

/**
 * The raster with at most so many rows and columns; each cell of the result is the strongest of those it covers, and
 * unreadable where one of them is.
 */
export function shrink(raster: Raster, rows: number, columns: number): Raster {
  const height = Math.min(rows, raster.rows);
  const width = Math.min(columns, raster.columns);
  if (height === raster.rows && width === raster.columns) return raster;
  const { bytes, zero, unreadable } = raster;
  const shrunk = new Uint8Array(height * width).fill(zero);
  const shrunkUnreadable = unreadable && new Uint8Array(height * width);
  const place = Int32Array.from({ length: raster.columns }, (_, column) =>
    Math.floor((column * width) / raster.columns),
  );
  for (let row = 0; row < raster.rows; row++) {
    const from = row * raster.columns;
    const to = Math.floor((row * height) / raster.rows) * width;
    for (let column = 0; column < raster.columns; column++) {
      const byte = bytes[from + column]!;
      const cell = to + place[column]!;
      if (Math.abs(byte - zero) > Math.abs(shrunk[cell]! - zero)) shrunk[cell] = byte;
      if (unreadable?.[from + column] === 1) shrunkUnreadable![cell] = 1;
    }
  }
  return { rows: height, columns: width, bytes: shrunk, zero, unreadable: shrunkUnreadable };
}

/** The raster as a picture, one pixel a cell. */
export function coloured({ rows, columns, bytes }: Raster, ramp: Ramp): ImageData {
  const image = new ImageData(columns, rows);
  const words = new Uint32Array(image.data.buffer);
  for (let cell = 0; cell < words.length; cell++) words[cell] = ramp[bytes[cell]!]!;
  return image;
}
