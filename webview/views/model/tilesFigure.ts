import type { LayerAndHead } from "../../../src/attention/headSet.js";
import type { Figure, Mark } from "../../../src/export/figure.js";
import { colourOf, frameMark, LEGEND_HEIGHT, legendMarks, rasterMark, textMark } from "../../export/figureMarks.js";
import { fill, labels } from "../../labels.js";
import { shrink } from "../../matrix/shrink.js";
import type { Ramp } from "../../theme/ramp.js";
import type { Theme } from "../../theme/theme.js";
import { rasterOfThumbnail } from "../matrix/weightRaster.js";
import type { TilesPicture } from "./drawTiles.js";
import type { TileMark } from "./tileMarks.js";
import { captionInOneLine, gridSize, headNumberStep, tileCorner } from "./tileGeometry.js";

const MARGIN = 12;
const TITLE = 26;
const NOTE = 15;
/** Small tiles have no more cells than these for a CSS pixel: thousands of them would be tens of megabytes. */
const FINEST = 2;
const LEAST_WIDTH = 240;

/** All heads' thumbnails as they are sorted on screen, those out of sight too, with their names and the legend. */
export function tilesFigure(
  picture: TilesPicture,
  markOf: (head: LayerAndHead) => TileMark,
  ramp: Ramp,
  theme: Theme,
  title: string,
  notes: readonly string[],
): Figure {
  const { geometry, order, thumbnails, heads, captionOf } = picture;
  const { left, top, tile, rows, columns } = geometry;
  const foreground = colourOf(theme.foreground);
  const focus = colourOf(theme.focus);
  const origin = { x: MARGIN + left, y: MARGIN + TITLE + top };
  const marks: Mark[] = [textMark(title, MARGIN, MARGIN + 8, foreground, { size: 13, weight: "bold" })];
  for (const [place, head] of order.heads.entries()) {
    const corner = tileCorner(geometry, place);
    const box = { x: origin.x + corner.x, y: origin.y + corner.y, width: tile, height: tile };
    const raster = rasterOfThumbnail(thumbnails, head.layer * heads + head.head);
    const finest = Math.ceil(FINEST * tile);
    marks.push(rasterMark(shrink(raster, finest, finest), ramp, theme, box));
    const shown = markOf(head) !== "none";
    marks.push(frameMark(box, shown ? focus : foreground));
    if (shown) marks.push(frameMark(box, focus, 1.5));
    if (!captionOf) continue;
    const { name, value } = captionOf(head);
    const under = { size: 10, baseline: "top" } as const;
    const oneLine = captionInOneLine(geometry);
    marks.push(textMark(name, box.x, box.y + tile + 3, foreground, under));
    marks.push(
      oneLine
        ? textMark(value, box.x + tile, box.y + tile + 3, foreground, { ...under, anchor: "end" })
        : textMark(value, box.x, box.y + tile + 14, foreground, under),
    );
  }
  if (left > 0) {
    const small = { size: 10 } as const;
    const step = headNumberStep(geometry);
    for (let layer = 0; layer < rows; layer++) {
      const { y } = tileCorner(geometry, layer * columns);
      const name = fill(labels.layerShort, { layer: layer + 1 });
      marks.push(textMark(name, MARGIN, origin.y + y + tile / 2, foreground, small));
    }
    for (let head = 0; head < columns; head += step) {
      const { x } = tileCorner(geometry, head);
      const name = step > 1 ? String(head + 1) : fill(labels.headShort, { head: head + 1 });
      marks.push(textMark(name, origin.x + x + tile / 2, origin.y - 6, foreground, { ...small, anchor: "middle" }));
    }
  }
  const size = gridSize(geometry);
  const below = MARGIN + TITLE + size.height + MARGIN;
  const ticks = ["0", "", labels.heads.largestOfEach] as const;
  marks.push(...legendMarks(labels.scaleTitle, ticks, ramp, theme, { x: MARGIN, y: below }));
  const notesAt = below + LEGEND_HEIGHT + MARGIN;
  marks.push(...notes.map((note, line) => textMark(note, MARGIN, notesAt + line * NOTE, foreground, { size: 11 })));
  const context = document.createElement("canvas").getContext("2d")!;
  const widthOf = (font: string, text: string) => {
    context.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
    return context.measureText(text).width;
  };
  const texts = [widthOf("bold 13px", title), ...notes.map((note) => widthOf("11px", note))];
  const widest = Math.max(...texts, LEAST_WIDTH, size.width);
  return {
    width: Math.ceil(widest) + 2 * MARGIN,
    height: notesAt + notes.length * NOTE + MARGIN,
    background: colourOf(theme.background),
    title,
    marks,
  };
}
