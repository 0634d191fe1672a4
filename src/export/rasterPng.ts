import { zlibSync } from "fflate";
import type { RasterMark } from "./figure.js";
import { joinedBytes } from "./joinedBytes.js";
import { pngChunk, pngSignature } from "./pngChunk.js";

/** Pixels of a picture. */
type Pixels = Pick<RasterMark, "rows" | "columns" | "rgba">;

/**
 * A raster as a PNG with one pixel for each cell, or `times` × `times` of them: what smooths pictures when it enlarges
 * them then smooths edges alone. Without opacity where all cells are opaque.
 */
export function rasterPng({ rows, columns, rgba }: Pixels, times = 1): Uint8Array {
  const opaque = isOpaque(rgba);
  const [depth, kind] = opaque ? ([3, 2] as const) : ([4, 6] as const);
  const length = 1 + columns * times * depth;
  const lines = new Uint8Array(rows * times * length);
  for (let row = 0; row < rows; row++) {
    const first = row * times * length;
    let place = first + 1;
    for (let column = 0; column < columns; column++) {
      const cell = 4 * (row * columns + column);
      for (let copy = 0; copy < times; copy++) {
        for (let part = 0; part < depth; part++) lines[place++] = rgba[cell + part]!;
      }
    }
    for (let copy = 1; copy < times; copy++) lines.copyWithin(first + copy * length, first, first + length);
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, columns * times);
  view.setUint32(4, rows * times);
  header.set([8, kind], 8);
  return joinedBytes([
    pngSignature,
    pngChunk("IHDR", header),
    pngChunk("IDAT", zlibSync(lines)),
    pngChunk("IEND", new Uint8Array(0)),
  ]);
}

function isOpaque(rgba: Uint8Array): boolean {
  for (let place = 3; place < rgba.length; place += 4) if (rgba[place] !== 255) return false;
  return true;
}
