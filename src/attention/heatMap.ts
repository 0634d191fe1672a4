/**
 * An attention map as pixels. A linear byte would turn most cells of a long sequence into zero, so a pixel is
 * round(255 · sqrt(weight / maximum)).
 */
export interface HeatMap {
  /** Width and height in cells. */
  readonly size: number;
  /** The largest weight of the map, which pixel 255 stands for. */
  readonly maximum: number;
  /** `[size, size]`; row = query, column = key. */
  readonly pixels: Uint8Array;
}

/** The pixels of an attention map `[N, N]`, on a scale of its own. */
export function heatMap(attention: Float32Array, size: number): HeatMap {
  let maximum = 0;
  // eslint-disable-next-line @typescript-eslint/prefer-for-of -- that takes eight times as long
  for (let cell = 0; cell < attention.length; cell++) maximum = Math.max(maximum, attention[cell]!);
  const pixels = new Uint8Array(attention.length);
  const scale = maximum > 0 ? 1 / maximum : 0;
  for (let cell = 0; cell < pixels.length; cell++) pixels[cell] = Math.round(255 * Math.sqrt(attention[cell]! * scale));
  return { size, maximum, pixels };
}
