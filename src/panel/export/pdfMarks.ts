import type PDFDocument from "pdfkit";
import type { CurveMark, LineMark, Mark, RasterMark, TextMark } from "../../export/figure.js";
import { mostVectorCells } from "../../export/limits.js";
import { rasterPng } from "../../export/rasterPng.js";
import { rasterRuns } from "../../export/rasterRuns.js";
import { baselineOf } from "../../export/textBaseline.js";
import { enlargedSide } from "./limits.js";
import type { PdfFonts } from "./pdfFonts.js";
import { textRuns } from "./textRuns.js";

type Document = InstanceType<typeof PDFDocument>;

/** How much of a text comes before `x`. */
const BEFORE = { start: 0, middle: 0.5, end: 1 } as const;

/** The line around letters that makes them bold, for their size: few fonts are bundled. */
const BOLD = 1 / 28;

/** How far cells reach under the next, in CSS pixels: viewers blend edges that meet, and a white line would show. */
const OVERLAP = 0.25;

/** Draws one mark. @param replaced is told which graphemes no font has */
export function drawPdfMark(
  document: Document,
  mark: Mark,
  fonts: PdfFonts,
  replaced: (cluster: string) => void,
): void {
  switch (mark.kind) {
    case "rectangle": {
      const { x, y, width, height, fill, stroke, opacity = 1 } = mark;
      if (fill !== null) document.rect(x, y, width, height).fillColor(fill, opacity).fill();
      if (stroke !== undefined) {
        document.rect(x, y, width, height).lineWidth(1).strokeColor(stroke, opacity).stroke();
      }
      break;
    }
    case "line":
      document.moveTo(mark.x1, mark.y1).lineTo(mark.x2, mark.y2);
      stroke(document, mark);
      break;
    case "curve": {
      const [x, y, ...rest] = mark.points;
      document.moveTo(x, y).bezierCurveTo(...rest);
      stroke(document, mark);
      break;
    }
    case "text":
      drawText(document, mark, fonts, replaced);
      break;
    case "raster":
      drawRaster(document, mark);
  }
}

function stroke(document: Document, { width, stroke: colour, dash, opacity = 1 }: LineMark | CurveMark): void {
  if (dash) document.dash(dash[0], { space: dash[1] });
  document.lineWidth(width).strokeColor(colour, opacity).stroke();
  if (dash) document.undash();
}

function drawText(document: Document, mark: TextMark, fonts: PdfFonts, replaced: (cluster: string) => void): void {
  const { x, y, text, size, anchor, rotate, fill, weight, family, opacity = 1 } = mark;
  const stroke = weight === "bold";
  const runs = textRuns(text, family, fonts, replaced).map((run) => {
    const width = document.font(run.font.name, size).widthOfString(run.text);
    return { ...run, width };
  });
  let place = x - BEFORE[anchor] * runs.reduce((width, run) => width + run.width, 0);
  document.save();
  if (rotate !== 0) document.rotate(rotate, { origin: [x, y] });
  document.fillColor(fill, opacity);
  if (stroke) document.lineWidth(size * BOLD).strokeColor(fill, opacity);
  for (const run of runs) {
    const options = { lineBreak: false, baseline: "alphabetic", fill: true, stroke } as const;
    document.font(run.font.name, size).text(run.text, place, baselineOf(mark), options);
    place += run.width;
  }
  document.restore();
}

/** Few cells as rectangles, many as a picture whose cells are so many pixels that smoothing them shows no more. */
function drawRaster(document: Document, raster: RasterMark): void {
  const { x, y, width, height, rows, columns } = raster;
  if (rows === 0 || columns === 0) return;
  if (rows * columns > mostVectorCells) {
    const times = Math.max(1, Math.floor(enlargedSide / Math.max(rows, columns)));
    // That of the mark before would hold for it too.
    document.fillOpacity(1);
    document.image(Buffer.from(rasterPng(raster, times)), x, y, { width, height });
    return;
  }
  for (const run of rasterRuns(raster)) {
    const reach = (end: number, most: number) => (run.opacity < 1 ? 0 : Math.min(OVERLAP, Math.max(0, most - end)));
    const [right, bottom] = [run.x + run.width, run.y + run.height];
    const wide = run.width + reach(right, x + width);
    const high = run.height + reach(bottom, y + height);
    document.rect(run.x, run.y, wide, high).fillColor(run.fill, run.opacity).fill();
  }
}
