import { zlibSync } from "fflate";
import type { RasterMark } from "./figure.js";
import { indexedRaster } from "./indexedRaster.js";
import { joinedBytes } from "./joinedBytes.js";
import { pngChunk, pngSignature } from "./pngChunk.js";

/** Kinds of PNG, third edition, section 11.2.1. */
const INDEXED = 3;
const COLOURED = 2;
const WITH_OPACITY = 6;

/** Pixels of a picture. */
type Pixels = Pick<RasterMark, "rows" | "columns" | "rgba">;

/**
 * A raster as a PNG with one pixel for each cell, or `times` × `times` of them: what smooths pictures when it enlarges
 * them then smooths edges alone. With a palette where there are few colours, without opacity where all cells are opaque.
 */
export function rasterPng(raster: Pixels, times = 1): Uint8Array {
  const { rows, columns, rgba } = raster;
  const indexed = indexedRaster(raster);
  const opaque = isOpaque(indexed?.palette ?? rgba);
  const kind = indexed ? INDEXED : opaque ? COLOURED : WITH_OPACITY;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, columns * times);
  view.setUint32(4, rows * times);
  header.set([8, kind], 8);
  const chunks = [pngSignature, pngChunk("IHDR", header)];
  if (indexed) {
    const { palette } = indexed;
    chunks.push(
      pngChunk(
        "PLTE",
        palette.filter((_, place) => place % 4 !== 3),
      ),
    );
    if (!opaque)
      chunks.push(
        pngChunk(
          "tRNS",
          palette.filter((_, place) => place % 4 === 3),
        ),
      );
  }
  const [source, stride, depth] = indexed ? [indexed.cells, 1, 1] : [rgba, 4, opaque ? 3 : 4];
  const lines = enlargedLines(source, rows, columns, stride, depth, times);
  chunks.push(pngChunk("IDAT", zlibSync(lines)), pngChunk("IEND", new Uint8Array(0)));
  return joinedBytes(chunks);
}

/** Lines of pixels, each after a byte that says it is not filtered. @param depth how many of a cell's `stride` bytes are taken */
function enlargedLines(
  source: Uint8Array,
  rows: number,
  columns: number,
  stride: number,
  depth: number,
  times: number,
): Uint8Array {
  const length = 1 + columns * times * depth;
  const lines = new Uint8Array(rows * times * length);
  for (let row = 0; row < rows; row++) {
    const first = row * times * length;
    let place = first + 1;
    for (let column = 0; column < columns; column++) {
      const cell = stride * (row * columns + column);
      for (let copy = 0; copy < times; copy++) {
        for (let part = 0; part < depth; part++) lines[place++] = source[cell + part]!;
      }
    }
    for (let copy = 1; copy < times; copy++) lines.copyWithin(first + copy * length, first, first + length);
  }
  return lines;
}

function isOpaque(rgba: Uint8Array): boolean {
  for (let place = 3; place < rgba.length; place += 4) if (rgba[place] !== 255) return false;
  return true;
}
