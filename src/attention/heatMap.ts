/**
 * An attention map as pixels. A linear byte would turn most cells of a long sequence into zero, so a pixel is
 * round(255 · sqrt(weight / maximum)).
 */
export interface HeatMap {
  /** Queries. */
  readonly rows: number;
  /** Keys. */
  readonly columns: number;
  /** The largest weight of the map, which pixel 255 stands for; NaN where no weight is finite. */
  readonly maximum: number;
  /** `[rows, columns]`; 0 where the weight is not finite. */
  readonly pixels: Uint8Array;
  /** `[rows, columns]` 1 where the weight is NaN or infinite; null where every weight is finite. */
  readonly unreadable: Uint8Array | null;
}

/**
 * The pixels of an attention map, on a scale of its own.
 *
 * @param attention `[rows, columns]`
 */
export function heatMap(attention: Float32Array, columns: number): HeatMap {
  let maximum = -Infinity;
  let unreadable: Uint8Array | null = null;
  for (let cell = 0; cell < attention.length; cell++) {
    const weight = attention[cell]!;
    // Not a number and the infinite ones: less themselves they are not 0.
    if (weight - weight !== 0) (unreadable ??= new Uint8Array(attention.length))[cell] = 1;
    else if (weight > maximum) maximum = weight;
  }
  const pixels = new Uint8Array(attention.length);
  const scale = maximum > 0 ? 1 / maximum : 0;
  for (let cell = 0; cell < pixels.length; cell++) {
    if (unreadable?.[cell] !== 1) pixels[cell] = Math.round(255 * Math.sqrt(attention[cell]! * scale));
  }
  const rows = columns === 0 ? 0 : attention.length / columns;
  return { rows, columns, maximum: maximum === -Infinity ? NaN : Math.max(0, maximum), pixels, unreadable };
}
