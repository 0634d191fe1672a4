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

/** Some neighbouring rows and columns of a raster. */
export interface Part {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * The raster with at most so many rows and columns; each cell of the result is the strongest of those it covers, and
 * unreadable where one of them is.
 *
 * @param part of the result, which alone is made; all of it where it is left out
 */
export function shrink(raster: Raster, rows: number, columns: number, part: Part | null = null): Raster {
  const height = Math.min(rows, raster.rows);
  const width = Math.min(columns, raster.columns);
  if (height === raster.rows && width === raster.columns && !part) return raster;
  const { top: above, left, rows: down, columns: across } = part ?? { top: 0, left: 0, rows: height, columns: width };
  const { bytes, zero, unreadable } = raster;
  const shrunk = new Uint8Array(down * across);
  const shrunkUnreadable = unreadable && new Uint8Array(down * across);
  /** The first column, or row, of those that a cell covers. */
  const startOf = (cell: number, count: number, cells: number) => Math.ceil((cell * count) / cells);
  const starts = new Int32Array(across + 1);
  for (let cell = 0; cell <= across; cell++) starts[cell] = startOf(left + cell, raster.columns, width);
  const [first, end] = [starts[0]!, starts[across]!];
  const ranked = zero === 0 ? bytes : bytes.map((byte) => rankOf(byte, zero));
  // Row by row, straight through the memory: then each of a line's columns is looked at once.
  const strongest = new Uint8Array(raster.columns);
  for (let line = 0; line < down; line++) {
    const top = startOf(above + line, raster.rows, height);
    const past = startOf(above + line + 1, raster.rows, height);
    strongest.set(ranked.subarray(top * raster.columns + first, top * raster.columns + end), first);
    for (let row = top + 1; row < past; row++) {
      const from = row * raster.columns;
      for (let column = first; column < end; column++) {
        const rank = ranked[from + column]!;
        if (rank > strongest[column]!) strongest[column] = rank;
      }
    }
    for (let cell = 0; cell < across; cell++) {
      const start = starts[cell]!;
      let rank = strongest[start]!;
      for (let column = start + 1; column < starts[cell + 1]!; column++) {
        if (strongest[column]! > rank) rank = strongest[column]!;
      }
      shrunk[line * across + cell] = zero === 0 ? rank : byteOfRank(rank, zero);
    }
    if (!unreadable) continue;
    for (let row = top; row < past; row++) {
      for (let cell = 0; cell < across; cell++) {
        const lost = unreadable.subarray(
          row * raster.columns + starts[cell]!,
          row * raster.columns + starts[cell + 1]!,
        );
        if (lost.includes(1)) shrunkUnreadable![line * across + cell] = 1;
      }
    }
  }
  return { rows: down, columns: across, bytes: shrunk, zero, unreadable: shrunkUnreadable };
}

/** Grows with the distance from the byte that means nothing, in the middle; odd above it. */
function rankOf(byte: number, zero: number): number {
  return Math.min(255, 2 * Math.abs(byte - zero) + Number(byte > zero));
}

function byteOfRank(rank: number, zero: number): number {
  return zero + (rank % 2 === 1 ? rank >> 1 : -(rank >> 1));
}

/** A part of a raster as a picture, one pixel a cell. */
export function coloured(raster: Raster, ramp: Ramp, part: Part = { top: 0, left: 0, ...raster }): ImageData {
  const { top, left, rows, columns } = part;
  const image = new ImageData(columns, rows);
  const words = new Uint32Array(image.data.buffer);
  for (let row = 0, pixel = 0; row < rows; row++) {
    let cell = (top + row) * raster.columns + left;
    for (const past = cell + columns; cell < past; cell++, pixel++) words[pixel] = ramp[raster.bytes[cell]!]!;
  }
  return image;
}

/** Paints a raster over a square of an image, as `drawImage` without smoothing would; what of it is beside it is left out. */
export function paintStretched(
  image: ImageData,
  { rows, columns, bytes }: Raster,
  ramp: Ramp,
  { left, top, side }: { readonly left: number; readonly top: number; readonly side: number },
): void {
  const words = new Uint32Array(image.data.buffer);
  const [first, past] = [Math.max(0, -left), Math.min(side, image.width - left)];
  const sourceOf = (pixel: number, cells: number) => Math.floor(((pixel + 0.5) * cells) / side);
  const sources = new Int32Array(side);
  for (let pixel = first; pixel < past; pixel++) sources[pixel] = sourceOf(pixel, columns);
  const end = Math.min(side, image.height - top);
  for (let line = Math.max(0, -top), above = -1; line < end; line++) {
    const row = sourceOf(line, rows);
    const at = (top + line) * image.width + left;
    if (row === above) words.copyWithin(at + first, at - image.width + first, at - image.width + past);
    else
      for (let pixel = first; pixel < past; pixel++) words[at + pixel] = ramp[bytes[row * columns + sources[pixel]!]!]!;
    above = row;
  }
}
