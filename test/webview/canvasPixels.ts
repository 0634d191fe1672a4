import type { Locator } from "playwright-core";

/** The pixels of a canvas as it is on screen, in device pixels, four bytes each. */
export interface CanvasPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Reads a canvas. */
export async function readCanvas(canvas: Locator): Promise<CanvasPixels> {
  const read = await canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    // A copy is read: reading the canvas itself again and again would change how the browser draws it.
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
    copy.drawImage(element as HTMLCanvasElement, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    let bytes = "";
    for (let start = 0; start < data.length; start += 8192)
      bytes += String.fromCharCode(...data.subarray(start, start + 8192));
    return { width, height, base64: btoa(bytes) };
  });
  return { width: read.width, height: read.height, data: new Uint8Array(Buffer.from(read.base64, "base64")) };
}

/** One pixel as the little-endian word of an ImageData. */
export function pixelAt({ width, data }: CanvasPixels, x: number, y: number): number {
  return Buffer.from(data.buffer, data.byteOffset).readUInt32LE((y * width + x) * 4);
}
