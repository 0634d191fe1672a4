import type { Thumbnails } from "../attention/thumbnails.js";
import { joinedBytes } from "./joinedBytes.js";

/** Thumbnails as a block: their pixels, their maxima in float32, little endian, and what of them is unreadable. */
export function thumbnailsBlock({ pixels, maxima, unreadable }: Thumbnails): Uint8Array {
  const largest = new Uint8Array(maxima.buffer, maxima.byteOffset, maxima.byteLength);
  return joinedBytes([pixels, largest, ...(unreadable ? [unreadable] : [])]);
}

/** The thumbnails of a block. @param heads how many there are @throws RangeError where it is of another size */
export function thumbnailsOfBlock(
  block: Uint8Array,
  heads: number,
  { rows, columns, unreadable }: { readonly rows: number; readonly columns: number; readonly unreadable: boolean },
): Thumbnails {
  const cells = heads * rows * columns;
  const past = cells + 4 * heads;
  if (block.length !== past + (unreadable ? cells : 0)) throw new RangeError(`${block.length} bytes of thumbnails`);
  return {
    rows,
    columns,
    pixels: block.slice(0, cells),
    maxima: new Float32Array(block.slice(cells, past).buffer),
    unreadable: unreadable ? block.slice(past) : null,
  };
}
