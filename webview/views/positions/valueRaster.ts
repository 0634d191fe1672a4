import type { Raster } from "../../matrix/raster.js";

/** Signed values as a raster whose byte 128 is zero, and the largest size of a value, which 1 and 255 stand for. */
export interface ValueRaster {
  readonly raster: Raster;
  readonly maximum: number;
}

/**
 * Makes a raster of a matrix of signed values, on a linear scale of its own.
 *
 * @param values `[rows, columns]`
 */
export function valueRaster(values: Float32Array, rows: number, columns: number): ValueRaster {
  let maximum = 0;
  let unreadable: Uint8Array | null = null;
  for (const [cell, value] of values.entries()) {
    if (!Number.isFinite(value)) (unreadable ??= new Uint8Array(values.length))[cell] = 1;
    else if (Math.abs(value) > maximum) maximum = Math.abs(value);
  }
  const scale = maximum > 0 ? 127 / maximum : 0;
  const bytes = Uint8Array.from(values, (value) => (Number.isFinite(value) ? 128 + Math.round(value * scale) : 128));
  return { raster: { rows, columns, bytes, zero: 128, unreadable }, maximum };
}
