import type { Part, Raster } from "./raster.js";

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
  const starts = new Int32Array(across + 1);
  for (let cell = 0; cell <= across; cell++) starts[cell] = startOf(left + cell, raster.columns, width);
  const tops = new Int32Array(down + 1);
  for (let line = 0; line <= down; line++) tops[line] = startOf(above + line, raster.rows, height);
  const ranked = zero === 0 ? bytes : bytes.map((byte) => rankOf(byte, zero));
  const strongest = raster.columns > NARROW ? strongestOfLong : strongestOfShort;
  const shrunk = strongest(ranked, raster.columns, tops, starts);
  if (zero !== 0) for (let cell = 0; cell < shrunk.length; cell++) shrunk[cell] = byteOfRank(shrunk[cell]!, zero);
  // Of bytes that are 0 or 1, the largest is whether there is a 1.
  const lost = unreadable && strongest(unreadable, raster.columns, tops, starts);
  return { rows: down, columns: across, bytes: shrunk, zero, unreadable: lost, faint: faintLines(raster, tops) };
}

/** `[lines]` 1 if every row of a line of blocks is faint. @param tops as in `strongestOfShort` */
function faintLines({ faint }: Raster, tops: Int32Array): Uint8Array | null {
  if (!faint) return null;
  return Uint8Array.from({ length: tops.length - 1 }, (_, line) =>
    Number(faint.subarray(tops[line], tops[line + 1]).every((mark) => mark === 1)),
  );
}

/** The first row, or column, of those that a cell covers. */
function startOf(cell: number, count: number, cells: number): number {
  return Math.ceil((cell * count) / cells);
}

/** Rows that are no longer than this are not worth being gathered. */
const NARROW = 128;

/**
 * The largest byte of each block.
 *
 * @param columns of `bytes`
 * @param tops the first row of each line of blocks, and the one past the last
 * @param starts the first column of each block in a line, and the one past the last
 */
function strongestOfShort(bytes: Uint8Array, columns: number, tops: Int32Array, starts: Int32Array): Uint8Array {
  const [down, across] = [tops.length - 1, starts.length - 1];
  const strongest = new Uint8Array(down * across);
  const cellOf = new Uint16Array(columns);
  for (let cell = 0; cell < across; cell++) cellOf.fill(cell, starts[cell], starts[cell + 1]);
  // Flat, for the first picture waits for it in a code that is not compiled yet.
  for (let line = 0; line < down; line++) {
    for (let row = tops[line]!; row < tops[line + 1]!; row++) {
      for (let column = starts[0]!; column < starts[across]!; column++) {
        const byte = bytes[row * columns + column]!;
        const cell = line * across + cellOf[column]!;
        if (byte > strongest[cell]!) strongest[cell] = byte;
      }
    }
  }
  return strongest;
}

/** As `strongestOfShort`: first of each column in a line's rows, four columns at a time, for a map has millions of cells. */
function strongestOfLong(bytes: Uint8Array, columns: number, tops: Int32Array, starts: Int32Array): Uint8Array {
  const [down, across] = [tops.length - 1, starts.length - 1];
  const [first, end] = [starts[0]!, starts[across]!];
  const strongest = new Uint8Array(down * across);
  const [gathered, next] = [new Int32Array(Math.ceil((end - first) / 4)), new Int32Array(Math.ceil((end - first) / 4))];
  const [gatheredBytes, nextBytes] = [new Uint8Array(gathered.buffer), new Uint8Array(next.buffer)];
  for (let line = 0; line < down; line++) {
    const [top, past] = [tops[line]!, tops[line + 1]!];
    for (let row = top; row < past; row++) {
      (row === top ? gatheredBytes : nextBytes).set(bytes.subarray(row * columns + first, row * columns + end));
      if (row > top) raise(gathered, next);
    }
    for (let cell = 0; cell < across; cell++) {
      const stop = starts[cell + 1]! - first;
      let largest = 0;
      for (let place = starts[cell]! - first; place < stop; place++) {
        if (gatheredBytes[place]! > largest) largest = gatheredBytes[place]!;
      }
      strongest[line * across + cell] = largest;
    }
  }
  return strongest;
}

const HIGH = 0x80808080 | 0;
const LOW = 0x7f7f7f7f;

/** Makes each byte the larger of two, without looking at one by itself (Warren, Hacker's Delight, 2-18). */
function raise(words: Int32Array, others: Int32Array): void {
  for (let place = 0; place < words.length; place++) {
    const [one, other] = [words[place]!, others[place]!];
    const difference = (one | HIGH) - (other & LOW);
    // The high bit of each byte that is at least the other's, and from it all eight.
    const larger = ((one & ~other) | (~(one ^ other) & difference)) & HIGH;
    const mask = (larger << 1) - (larger >>> 7);
    words[place] = (one & mask) | (other & ~mask);
  }
}

/** Grows with the distance from the byte that means nothing, in the middle; odd above it. */
function rankOf(byte: number, zero: number): number {
  return Math.min(255, 2 * Math.abs(byte - zero) + Number(byte > zero));
}

function byteOfRank(rank: number, zero: number): number {
  return zero + (rank % 2 === 1 ? rank >> 1 : -(rank >> 1));
}
