import type { CurveMark, Figure, FontFamily, LineMark, Mark, RasterMark, TextMark } from "../../src/export/figure.js";
import { baselineOf } from "../../src/export/textBaseline.js";

/** What CSS calls the fonts that figures are drawn with. */
export type FigureFonts = Readonly<Record<FontFamily, string>>;

/** Draws a figure with its upper left corner at the origin, `scale` pixels for a CSS pixel. */
export function drawFigure(context: CanvasRenderingContext2D, figure: Figure, scale: number, fonts: FigureFonts): void {
  context.save();
  context.scale(scale, scale);
  context.beginPath();
  context.rect(0, 0, figure.width, figure.height);
  context.clip();
  context.fillStyle = figure.background;
  context.fillRect(0, 0, figure.width, figure.height);
  for (const mark of figure.marks) drawMark(context, mark, fonts);
  context.restore();
}

function drawMark(context: CanvasRenderingContext2D, mark: Mark, fonts: FigureFonts): void {
  if (mark.kind === "raster") {
    drawRaster(context, mark);
    return;
  }
  context.globalAlpha = mark.opacity ?? 1;
  switch (mark.kind) {
    case "rectangle":
      if (mark.fill !== null) {
        context.fillStyle = mark.fill;
        context.fillRect(mark.x, mark.y, mark.width, mark.height);
      }
      if (mark.stroke !== undefined) {
        context.strokeStyle = mark.stroke;
        context.lineWidth = 1;
        context.strokeRect(mark.x, mark.y, mark.width, mark.height);
      }
      break;
    case "line":
      context.beginPath();
      context.moveTo(mark.x1, mark.y1);
      context.lineTo(mark.x2, mark.y2);
      stroke(context, mark);
      break;
    case "curve": {
      const [x, y, ...rest] = mark.points;
      context.beginPath();
      context.moveTo(x, y);
      context.bezierCurveTo(...rest);
      stroke(context, mark);
      break;
    }
    case "text":
      drawText(context, mark, fonts);
  }
  context.globalAlpha = 1;
}

function stroke(context: CanvasRenderingContext2D, { stroke: colour, width, dash }: LineMark | CurveMark): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash ? [...dash] : []);
  context.stroke();
  context.setLineDash([]);
}

function drawText(context: CanvasRenderingContext2D, mark: TextMark, fonts: FigureFonts): void {
  const { x, y, rotate, weight, size, family, anchor, fill, text } = mark;
  context.save();
  context.translate(x, y);
  context.rotate((rotate * Math.PI) / 180);
  context.font = `${weight} ${size}px ${fonts[family]}`;
  context.textAlign = anchor === "middle" ? "center" : anchor;
  context.textBaseline = "alphabetic";
  context.direction = "ltr";
  context.fillStyle = fill;
  context.fillText(text, 0, baselineOf(mark) - y);
  context.restore();
}

/** Cell by cell, enlarged without smoothing. */
function drawRaster(context: CanvasRenderingContext2D, { x, y, width, height, rows, columns, rgba }: RasterMark): void {
  if (rows === 0 || columns === 0) return;
  const cells = document.createElement("canvas");
  cells.width = columns;
  cells.height = rows;
  const onCells = cells.getContext("2d")!;
  const image = onCells.createImageData(columns, rows);
  image.data.set(rgba);
  onCells.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(cells, x, y, width, height);
}
