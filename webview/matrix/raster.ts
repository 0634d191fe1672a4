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
  const { top, left, rows: down, columns: across } = part ?? { top: 0, left: 0, rows: height, columns: width };
  const { bytes, zero, unreadable } = raster;
  const shrunk = new Uint8Array(down * across);
  const shrunkUnreadable = unreadable && new Uint8Array(down * across);
  /** The first column, or row, of those that a cell covers. */
  const startOf = (cell: number, count: number, cells: number) => Math.ceil((cell * count) / cells);
  const starts = Int32Array.from({ length: across + 1 }, (_, cell) => startOf(left + cell, raster.columns, width));
  const [first, end] = [starts[0]!, starts[across]!];
  const ranked = zero === 0 ? bytes : bytes.map((byte) => rankOf(byte, zero));
  // Row by row, straight through the memory: then each of a line's columns is looked at once.
  const strongest = new Uint8Array(raster.columns);
  const lost = unreadable && new Uint8Array(raster.columns);
  for (let line = 0; line < down; line++) {
    strongest.fill(0);
    lost?.fill(0);
    const past = startOf(top + line + 1, raster.rows, height);
    for (let row = startOf(top + line, raster.rows, height); row < past; row++) {
      const from = row * raster.columns;
      for (let column = first; column < end; column++) {
        const rank = ranked[from + column]!;
        if (rank > strongest[column]!) strongest[column] = rank;
      }
      if (lost) for (let column = first; column < end; column++) lost[column]! |= unreadable[from + column]!;
    }
    for (let cell = 0; cell < across; cell++) {
      let rank = 0;
      for (let column = starts[cell]!; column < starts[cell + 1]!; column++) {
        if (strongest[column]! > rank) rank = strongest[column]!;
        if (lost?.[column] === 1) shrunkUnreadable![line * across + cell] = 1;
      }
      shrunk[line * across + cell] = zero === 0 ? rank : byteOfRank(rank, zero);
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
