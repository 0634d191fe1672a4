import type { Figure, Mark } from "../../../src/export/figure.js";
import {
  colourOf,
  crossMarks,
  frameMark,
  LEGEND_HEIGHT,
  legendMarks,
  rasterMark,
  textMark,
  type Box,
} from "../../export/figureMarks.js";
import { titleMarks } from "../../export/titleMarks.js";
import { labelledIndices, uncovered } from "../../matrix/axisGeometry.js";
import { widestLabel } from "../../matrix/labelWidth.js";
import type { AxisTitles } from "../../matrix/matrixFrame.js";
import type { Pointed } from "../../matrix/pointed.js";
import type { Part, Raster } from "../../matrix/raster.js";
import { visibleSpan, type CellSize, type Viewport } from "../../matrix/viewport.js";
import type { Ramp } from "../../theme/ramp.js";
import type { Theme } from "../../theme/theme.js";

/** What a figure of a map is made of. */
export interface MatrixFigure {
  readonly title: string;
  readonly raster: Raster;
  readonly ramp: Ramp;
  readonly theme: Theme;
  /** The cells that are on screen, and how large they are. */
  readonly viewport: Viewport;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly titles: AxisTitles;
  readonly pins: readonly Pointed[];
  readonly legend: { readonly title: string; readonly ticks: readonly [string, string, string] };
}

const MARGIN = 12;
const BELOW_TITLE = 9;
const GAP = 6;
/** So many units a side have all their labels, in cells of at least so many CSS pixels. */
const MOST_LABELLED = 128;
const LABELLED_CELL = 12;
/** A title has at least so much room: a map of two tokens is narrow. */
const LEAST_TITLE = 220;
/** Labels are set in this size; as many code points are kept, and the rest is left out. */
const LABEL = 11;
const LONGEST_LABEL = 28;
/** More crosses than these make a file slow to open; the colour alone tells of them then. */
const MOST_CROSSES = 2000;
const SMALLEST_CROSSED = 5;

/** The part of a map that is on screen, with its tokens, what runs down and across, the pins and the legend. */
export function matrixFigure(of: MatrixFigure): Figure {
  const { raster, ramp, theme, viewport, titles } = of;
  const [top, bottom] = visibleSpan(viewport.rows, viewport.cellHeight, viewport.top, viewport.height);
  const [left, right] = visibleSpan(viewport.columns, viewport.cellWidth, viewport.left, viewport.width);
  const cell = cellOfFigure(viewport, bottom - top, right - left);
  const { cellWidth, cellHeight } = cell;
  const part = { top, left, rows: bottom - top, columns: right - left };
  const pinned = (side: "row" | "column") => of.pins.flatMap((pin) => pin[side] ?? []);
  const rows = shownLabels(of.rows, pinned("row"), part.top, part.rows, cellHeight);
  const columns = shownLabels(of.columns, pinned("column"), part.left, part.columns, cellWidth);
  const corner = widest([titles.down, titles.across], "label") + 2;
  const labelsWidth = Math.max(
    corner,
    widest(
      rows.map(({ text }) => text),
      "token",
    ),
  );
  const labelsHeight = Math.max(
    2 * LABEL + GAP,
    widest(
      columns.map(({ text }) => text),
      "token",
    ),
  );
  const foreground = colourOf(theme.foreground);
  const x = MARGIN + labelsWidth + GAP;
  const end = x + Math.max(LEAST_TITLE, part.columns * cellWidth);
  const title = titleMarks(of.title, { x: MARGIN, y: MARGIN, width: end - MARGIN }, foreground);
  const map: Box = {
    x,
    y: MARGIN + title.height + BELOW_TITLE + labelsHeight + GAP,
    width: part.columns * cellWidth,
    height: part.rows * cellHeight,
  };
  const token = { size: LABEL, family: "token" } as const;
  const marks: Mark[] = [
    ...title.marks,
    textMark(titles.across, map.x - GAP, map.y - GAP - LABEL - 8, foreground, { size: LABEL, anchor: "end" }),
    textMark(titles.down, map.x - GAP, map.y - GAP - 6, foreground, { size: LABEL, anchor: "end" }),
    rasterMark(raster, ramp, theme, map, part),
    ...crosses(raster, part, map, cell, theme),
    frameMark(map, foreground),
    ...rows.map(({ text, middle }) =>
      textMark(text, map.x - GAP, map.y + middle, foreground, { ...token, anchor: "end" }),
    ),
    ...columns.map(({ text, middle }) =>
      textMark(text, map.x + middle, map.y - GAP, foreground, { ...token, rotate: -90 }),
    ),
    ...of.pins.flatMap((pin) => pinMarks(pin, part, map, cell, theme)),
  ];
  const below = map.y + map.height + MARGIN;
  marks.push(...legendMarks(of.legend.title, of.legend.ticks, ramp, theme, { x: map.x, y: below }));
  return {
    width: end + MARGIN,
    height: below + LEGEND_HEIGHT + MARGIN,
    background: colourOf(theme.background),
    title: of.title,
    marks,
  };
}

interface ShownLabel {
  readonly text: string;
  /** From the first cell's edge. */
  readonly middle: number;
}

/** The cells on screen; enlarged where that gives every unit a label, and is no more than `MOST_LABELLED` of them. */
function cellOfFigure({ cellWidth, cellHeight }: CellSize, rows: number, columns: number): CellSize {
  if (Math.max(rows, columns) > MOST_LABELLED) return { cellWidth, cellHeight };
  // Both at once: squares stay squares.
  const larger = Math.max(1, LABELLED_CELL / Math.min(cellWidth, cellHeight));
  return { cellWidth: larger * cellWidth, cellHeight: larger * cellHeight };
}

/** The labels that there is room for, those of pinned units first. */
function shownLabels(
  labels: readonly string[],
  pinned: readonly number[],
  first: number,
  count: number,
  cell: number,
): ShownLabel[] {
  const inPart = pinned.filter((index) => index >= first && index < first + count);
  const plain = labelledIndices(labels.length, cell, first * cell, count * cell - 0.5);
  const [others, kept] = uncovered(plain, [...new Set(inPart)], cell);
  return [...others.filter((index) => !kept.includes(index)), ...kept].map((index) => {
    const points = Array.from(labels[index]!);
    const text = points.length > LONGEST_LABEL ? `${points.slice(0, LONGEST_LABEL - 1).join("")}…` : labels[index]!;
    return { text, middle: (index - first + 0.5) * cell };
  });
}

function widest(texts: readonly string[], face: "token" | "label"): number {
  const style = getComputedStyle(document.body);
  const family = style.getPropertyValue("--vscode-editor-font-family").trim() || "monospace";
  const fonts = {
    token: `${LABEL}px ${family}, monospace`,
    label: `${LABEL}px ${style.fontFamily}`,
  };
  return Math.ceil(widestLabel(texts, fonts[face]));
}

function crosses(raster: Raster, part: Part, map: Box, cell: CellSize, theme: Theme): Mark[] {
  const { cellWidth: width, cellHeight: height } = cell;
  const marks: Mark[] = [];
  if (!raster.unreadable || Math.min(width, height) < SMALLEST_CROSSED) return marks;
  for (let row = 0; row < part.rows; row++) {
    for (let column = 0; column < part.columns; column++) {
      if (raster.unreadable[(part.top + row) * raster.columns + part.left + column] !== 1) continue;
      marks.push(...crossMarks({ x: map.x + column * width, y: map.y + row * height, width, height }, theme));
    }
  }
  return marks.length > 2 * MOST_CROSSES ? [] : marks;
}

/** Frames around the row and the column of a pin, as far as they are on screen. */
function pinMarks({ row, column }: Pointed, part: Part, map: Box, cell: CellSize, theme: Theme): Mark[] {
  const { cellWidth, cellHeight } = cell;
  const stroke = colourOf(theme.focus);
  const marks: Mark[] = [];
  if (row !== null && row >= part.top && row < part.top + part.rows) {
    const y = map.y + (row - part.top) * cellHeight;
    marks.push(frameMark({ ...map, y, height: cellHeight }, stroke));
  }
  if (column !== null && column >= part.left && column < part.left + part.columns) {
    const x = map.x + (column - part.left) * cellWidth;
    marks.push(frameMark({ ...map, x, width: cellWidth }, stroke));
  }
  return marks;
}
