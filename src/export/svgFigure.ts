import type { CurveMark, Figure, LineMark, Mark, RectangleMark } from "./figure.js";
import type { Provenance } from "./provenance.js";
import { provenanceJson } from "./provenanceJson.js";
import { provenanceLines } from "./provenanceLines.js";
import { svgNumber } from "./svgNumber.js";
import { svgRaster } from "./svgRaster.js";
import { svgText, svgTextRules } from "./svgText.js";
import { xmlText } from "./xmlText.js";

/** A figure as a file of SVG: texts stay texts, and where it comes from stands in `<desc>` and, for programs, `<metadata>`. */
export function svgFigure(figure: Figure, provenance: Provenance): string {
  const [width, height] = [svgNumber(figure.width), svgNumber(figure.height)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${xmlText(figure.title)}</title>`,
    `<desc>${provenanceLines(provenance).map(xmlText).join("\n")}</desc>`,
    `<metadata>${xmlText(provenanceJson(provenance))}</metadata>`,
    `<style>\n${svgTextRules}\n</style>`,
    `<rect width="${width}" height="${height}" fill="${figure.background}"/>`,
    ...figure.marks.map(svgMark),
    "</svg>\n",
  ].join("\n");
}

function svgMark(mark: Mark): string {
  switch (mark.kind) {
    case "rectangle":
      return svgRectangle(mark);
    case "line":
      return svgLine(mark);
    case "curve":
      return svgCurve(mark);
    case "text":
      return svgText(mark);
    case "raster":
      return svgRaster(mark);
  }
}

function svgRectangle({ x, y, width, height, fill, stroke, opacity }: RectangleMark): string {
  const place = `x="${svgNumber(x)}" y="${svgNumber(y)}" width="${svgNumber(width)}" height="${svgNumber(height)}"`;
  const outline = stroke === undefined ? "" : ` stroke="${stroke}"`;
  return `<rect ${place} fill="${fill ?? "none"}"${outline}${opacityOf(opacity)}/>`;
}

function svgLine(mark: LineMark): string {
  const { x1, y1, x2, y2 } = mark;
  const place = `x1="${svgNumber(x1)}" y1="${svgNumber(y1)}" x2="${svgNumber(x2)}" y2="${svgNumber(y2)}"`;
  return `<line ${place}${strokeOf(mark)}/>`;
}

function svgCurve(mark: CurveMark): string {
  const [x, y, ...rest] = mark.points.map(svgNumber);
  const path = `M${x} ${y}C${rest.join(" ")}`;
  return `<path d="${path}" fill="none"${strokeOf(mark)}/>`;
}

function strokeOf({ stroke, width, dash, opacity }: LineMark | CurveMark): string {
  const dashes = dash === undefined ? "" : ` stroke-dasharray="${dash.map(svgNumber).join(" ")}"`;
  return ` stroke="${stroke}" stroke-width="${svgNumber(width)}"${dashes}${opacityOf(opacity)}`;
}

function opacityOf(opacity = 1): string {
  return opacity < 1 ? ` opacity="${svgNumber(opacity)}"` : "";
}
