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
  const shrunk = new Uint8Array(down * across);
  const starts = new Int32Array(across + 1);
  for (let cell = 0; cell <= across; cell++) starts[cell] = startOf(left + cell, raster.columns, width);
  const [first, end] = [starts[0]!, starts[across]!];
  const ranked = zero === 0 ? bytes : bytes.map((byte) => rankOf(byte, zero));
  const rowsOfLine = new StrongestOfRows(end - first);
  for (let line = 0; line < down; line++) {
    const top = startOf(above + line, raster.rows, height);
    const past = startOf(above + line + 1, raster.rows, height);
    // A line that is one row is read where it lies.
    const single = past - top === 1;
    const strongest = single ? ranked : rowsOfLine.of(ranked, raster.columns, first, top, past);
    const base = single ? top * raster.columns : -first;
    for (let cell = 0; cell < across; cell++) {
      const stop = base + starts[cell + 1]!;
      let column = base + starts[cell]!;
      let rank = strongest[column]!;
      for (column++; column < stop; column++) if (strongest[column]! > rank) rank = strongest[column]!;
      shrunk[line * across + cell] = zero === 0 ? rank : byteOfRank(rank, zero);
    }
  }
  const lost = unreadable && unreadableOf(raster, { starts, above, down, across, height });
  return { rows: down, columns: across, bytes: shrunk, zero, unreadable: lost };
}

/** The first row, or column, of those that a cell covers. */
function startOf(cell: number, count: number, cells: number): number {
  return Math.ceil((cell * count) / cells);
}

/** The largest byte of each column in some neighbouring rows: four columns at a time, for a map has millions of cells. */
class StrongestOfRows {
  readonly #strongest: Uint8Array;
  readonly #row: Uint8Array;
  readonly #strongestWords: Int32Array;
  readonly #rowWords: Int32Array;

  constructor(readonly columns: number) {
    const words = Math.ceil(columns / 4);
    this.#strongestWords = new Int32Array(words);
    this.#rowWords = new Int32Array(words);
    this.#strongest = new Uint8Array(this.#strongestWords.buffer);
    this.#row = new Uint8Array(this.#rowWords.buffer);
  }

  /** @param columns of `bytes`, of which those from `first` on are looked at, in the rows from `top` to before `past` */
  of(bytes: Uint8Array, columns: number, first: number, top: number, past: number): Uint8Array {
    const row = (index: number) => bytes.subarray(index * columns + first, index * columns + first + this.columns);
    this.#strongest.set(row(top));
    for (let index = top + 1; index < past; index++) {
      this.#row.set(row(index));
      raise(this.#strongestWords, this.#rowWords);
    }
    return this.#strongest;
  }
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

interface ShrunkPlaces {
  /** The first column of each cell, and the one past the last. */
  readonly starts: Int32Array;
  /** Lines above the part, and the lines and columns in it. */
  readonly above: number;
  readonly down: number;
  readonly across: number;
  /** Lines of the whole. */
  readonly height: number;
}

function unreadableOf(raster: Raster, { starts, above, down, across, height }: ShrunkPlaces): Uint8Array {
  const shrunk = new Uint8Array(down * across);
  for (let line = 0; line < down; line++) {
    const past = startOf(above + line + 1, raster.rows, height);
    for (let row = startOf(above + line, raster.rows, height); row < past; row++) {
      const from = row * raster.columns;
      for (let cell = 0; cell < across; cell++) {
        if (raster.unreadable!.subarray(from + starts[cell]!, from + starts[cell + 1]!).includes(1))
          shrunk[line * across + cell] = 1;
      }
    }
  }
  return shrunk;
}

/** Grows with the distance from the byte that means nothing, in the middle; odd above it. */
function rankOf(byte: number, zero: number): number {
  return Math.min(255, 2 * Math.abs(byte - zero) + Number(byte > zero));
}

function byteOfRank(rank: number, zero: number): number {
  return zero + (rank % 2 === 1 ? rank >> 1 : -(rank >> 1));
}
