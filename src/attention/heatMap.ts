import type { Scale, ScaledOver } from "./recipe.js";

/** How far down the logarithmic scale reaches: to the largest weight divided by this. */
export const LOGARITHMIC_RANGE = 1e4;

/** How weights become pixels. */
export interface PixelScale {
  readonly scale: Scale;
  readonly scaledOver: ScaledOver;
}

/**
 * An attention map as pixels, round(255 · f(weight / maximum)), where f is the scale: a linear byte would turn most cells
 * of a long sequence into zero. The sums are exact, the pixels are for the eye alone.
 */
export interface HeatMap {
  /** Queries. */
  readonly rows: number;
  /** Keys. */
  readonly columns: number;
  /** The largest weight of the map; NaN where no weight is finite. Pixel 255 stands for it, unless `rowMaxima` does. */
  readonly maximum: number;
  /** `[rows]` the largest weight of each row, which its pixel 255 stands for; null where the whole map has one scale. */
  readonly rowMaxima: Float32Array | null;
  /** `[rows, columns]`; 0 where the weight is not finite. */
  readonly pixels: Uint8Array;
  /** `[rows, columns]` 1 where the weight is NaN or infinite; null where every weight is finite. */
  readonly unreadable: Uint8Array | null;
  /** `[rows]` the sum of each row. */
  readonly rowSums: Float32Array;
  /** `[columns]` the sum of each column. */
  readonly columnSums: Float32Array;
  /** `[rows]` how much of each row's attention is left, as in `AttentionMap`; null if no key was dropped. */
  readonly left: Float32Array | null;
}

const plain: PixelScale = { scale: "squareRoot", scaledOver: "map" };

/**
 * The pixels and sums of an attention map.
 *
 * @param attention `[rows, columns]`
 * @param left `[rows]` as in `HeatMap`
 */
export function heatMap(
  attention: Float32Array,
  columns: number,
  { scale, scaledOver }: PixelScale = plain,
  left: Float32Array | null = null,
): HeatMap {
  const rows = columns === 0 ? 0 : attention.length / columns;
  const maxima = new Float32Array(rows).fill(-Infinity);
  const rowSums = new Float32Array(rows);
  const columnTotals = new Float64Array(columns);
  let unreadable: Uint8Array | null = null;
  for (let row = 0, cell = 0; row < rows; row++) {
    let maximum = -Infinity;
    let total = 0;
    for (let column = 0; column < columns; column++, cell++) {
      const weight = attention[cell]!;
      total += weight;
      columnTotals[column]! += weight;
      // Not a number and the infinite ones: less themselves they are not 0.
      if (weight - weight !== 0) (unreadable ??= new Uint8Array(attention.length))[cell] = 1;
      else if (weight > maximum) maximum = weight;
    }
    maxima[row] = maximum;
    rowSums[row] = total;
  }
  let largest = -Infinity;
  for (const maximum of maxima) if (maximum > largest) largest = maximum;
  const pixels = new Uint8Array(attention.length);
  for (let row = 0; row < rows; row++) {
    paintRow(attention, pixels, row * columns, columns, scaledOver === "row" ? maxima[row]! : largest, scale);
  }
  if (unreadable) for (let cell = 0; cell < pixels.length; cell++) if (unreadable[cell] === 1) pixels[cell] = 0;
  const orNone = (maximum: number) => (maximum === -Infinity ? NaN : Math.max(0, maximum));
  return {
    rows,
    columns,
    maximum: orNone(largest),
    rowMaxima: scaledOver === "row" ? maxima.map(orNone) : null,
    pixels,
    unreadable,
    rowSums,
    columnSums: Float32Array.from(columnTotals),
    left,
  };
}

function paintRow(
  attention: Float32Array,
  pixels: Uint8Array,
  first: number,
  columns: number,
  maximum: number,
  scale: Scale,
): void {
  if (!(maximum > 0)) return;
  const past = first + columns;
  if (scale === "logarithmic") {
    for (let cell = first; cell < past; cell++) pixels[cell] = logarithmicPixel(attention[cell]! / maximum);
    return;
  }
  // To add a half and cut off is to round, many times faster than Math.round; what is not above 0 stays 0.
  for (let cell = first; cell < past; cell++) {
    const share = attention[cell]! / maximum;
    if (share > 0) pixels[cell] = (255 * (scale === "linear" ? share : Math.sqrt(share)) + 0.5) | 0;
  }
}

/** Where the scale reaches each pixel. */
const reaches = Float64Array.from({ length: 256 }, (_, pixel) => LOGARITHMIC_RANGE ** ((pixel - 0.5) / 255 - 1));
const share32 = new Float32Array(1);
const shareBits = new Uint32Array(share32.buffer);
/** By a share's exponent and first bits, the pixel of the least such share: a logarithm would take five times as long. */
let leastPixels: Uint8Array | null = null;

/** round(255 · (1 + log10(share) / decades)), and 0 below the scale's beginning. */
function logarithmicPixel(share: number): number {
  leastPixels ??= Uint8Array.from({ length: 0x3f81 }, (_, bits) => {
    shareBits[0] = bits << 16;
    return Math.max(
      0,
      reaches.findLastIndex((reached) => share32[0]! >= reached),
    );
  });
  if (!(share > 0)) return 0;
  share32[0] = share;
  let pixel = leastPixels[shareBits[0]! >>> 16]!;
  while (pixel < 255 && share >= reaches[pixel + 1]!) pixel++;
  return pixel;
}

/** The share of the largest weight, in [0, 1], that a pixel stands for. */
export function shareOfPixel(pixel: number, scale: Scale): number {
  const position = pixel / 255;
  if (scale === "linear") return position;
  if (scale === "squareRoot") return position * position;
  return pixel === 0 ? 0 : LOGARITHMIC_RANGE ** (position - 1);
}
