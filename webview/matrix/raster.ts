import { greyRamp, type Ramp } from "../theme/ramp.js";

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
  /** `[rows]` 1 for a row that is drawn in grey; null or left out if none is. */
  readonly faint?: Uint8Array | null;
}

/** Some neighbouring rows and columns of a raster. */
export interface Part {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

/** An image of a size: the one at hand where that has it, for images are large and what is drawn often has one size. */
export function imageOf(width: number, height: number, atHand: ImageData | null): ImageData {
  return atHand?.width === width && atHand.height === height ? atHand : new ImageData(width, height);
}

/** A part of a raster as a picture, one pixel a cell. @param atHand an image that may be drawn over */
export function coloured(
  raster: Raster,
  ramp: Ramp,
  part: Part = { top: 0, left: 0, ...raster },
  atHand: ImageData | null = null,
): ImageData {
  const { top, left, rows, columns } = part;
  const image = imageOf(columns, rows, atHand);
  const words = new Uint32Array(image.data.buffer);
  for (let row = 0, pixel = 0; row < rows; row++) {
    const colours = raster.faint?.[top + row] === 1 ? greyRamp(ramp) : ramp;
    let cell = (top + row) * raster.columns + left;
    for (const past = cell + columns; cell < past; cell++, pixel++) words[pixel] = colours[raster.bytes[cell]!]!;
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
