import { base64 } from "./base64.js";
import type { RasterMark } from "./figure.js";
import { mostVectorCells } from "./limits.js";
import { rasterPng } from "./rasterPng.js";
import { rasterRuns } from "./rasterRuns.js";
import { svgNumber } from "./svgNumber.js";

/** A raster as SVG: rectangles, or where these were too many a picture that is enlarged without smoothing. */
export function svgRaster(raster: RasterMark): string {
  const { x, y, width, height, rows, columns } = raster;
  if (rows * columns > mostVectorCells) {
    const place = `x="${svgNumber(x)}" y="${svgNumber(y)}" width="${svgNumber(width)}" height="${svgNumber(height)}"`;
    const style = "image-rendering: crisp-edges; image-rendering: pixelated";
    const source = `data:image/png;base64,${base64(rasterPng(raster))}`;
    return `<image ${place} preserveAspectRatio="none" style="${style}" href="${source}"/>`;
  }
  const runs = Array.from(rasterRuns(raster), (run) => {
    const place = `x="${svgNumber(run.x)}" y="${svgNumber(run.y)}" width="${svgNumber(run.width)}" height="${svgNumber(run.height)}"`;
    const opacity = run.opacity < 1 ? ` fill-opacity="${svgNumber(run.opacity)}"` : "";
    return `<rect ${place} fill="${run.fill}"${opacity}/>`;
  });
  return `<g shape-rendering="crispEdges">\n${runs.join("\n")}\n</g>`;
}
