import type { CanvasPixels } from "./canvasPixels.js";
import type { OpenPage } from "./openPage.js";

/** The pixels of the page as it is on screen, one for a CSS pixel. */
export async function readScreen({ page }: OpenPage): Promise<CanvasPixels> {
  const base64 = (await page.screenshot()).toString("base64");
  const read = await page.evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d", { willReadFrequently: true })!;
    canvas.drawImage(image, 0, 0);
    const { width, height, data } = canvas.getImageData(0, 0, image.width, image.height);
    let text = "";
    for (let start = 0; start < data.length; start += 8192)
      text += String.fromCharCode(...data.subarray(start, start + 8192));
    return { width, height, base64: btoa(text) };
  }, base64);
  return { width: read.width, height: read.height, data: new Uint8Array(Buffer.from(read.base64, "base64")) };
}

/** A part of the window, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The colour that most pixels well within a box have, as the little-endian word of an ImageData. */
export function groundOf({ width, data }: CanvasPixels, box: Box): number {
  const words = Buffer.from(data.buffer, data.byteOffset);
  const counts = new Map<number, number>();
  // Frames stand on the edge.
  for (let y = Math.ceil(box.y) + 2; y < box.y + box.height - 2; y++) {
    for (let x = Math.ceil(box.x) + 2; x < box.x + box.width - 2; x++) {
      const word = words.readUInt32LE((y * width + x) * 4);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]![0];
}
