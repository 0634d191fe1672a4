import type { Figure } from "../../src/export/figure.js";
import { drawFigure, type FigureFonts } from "./drawFigure.js";

/**
 * A figure as a PNG of `scale` pixels for a CSS pixel; null where the browser has no canvas so large, which is some 16,000
 * pixels along a side.
 */
export async function figurePng(figure: Figure, scale: number, fonts: FigureFonts): Promise<Uint8Array | null> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(figure.width * scale);
  canvas.height = Math.ceil(figure.height * scale);
  const context = canvas.getContext("2d");
  if (context === null) return null;
  drawFigure(context, figure, scale, fonts);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  return blob && new Uint8Array(await blob.arrayBuffer());
}
