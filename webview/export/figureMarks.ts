import type { Colour, Mark, RasterMark, TextMark } from "../../src/export/figure.js";
import { coloured, type Part, type Raster } from "../matrix/raster.js";
import type { Ramp } from "../theme/ramp.js";
import type { Theme } from "../theme/theme.js";

/** A colour of the page, as a figure has it. */
export function colourOf(css: string): Colour {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const channels = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** A line of text in the theme's colour. */
export function textMark(text: string, x: number, y: number, fill: Colour, more: Partial<TextMark> = {}): TextMark {
  const plain = {
    size: 12,
    anchor: "start",
    baseline: "middle",
    rotate: 0,
    weight: "normal",
    family: "label",
  } as const;
  return { kind: "text", x, y, text, fill, ...plain, ...more };
}

/** Where a mark stands, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How much of the foreground a cell without a number has. */
const UNREADABLE_SHARE = 0.35;

/** A part of a raster in a ramp's colours; cells without a number are grey. */
export function rasterMark(raster: Raster, ramp: Ramp, theme: Theme, box: Box, part?: Part): RasterMark {
  const { top, left, rows, columns } = part ?? { top: 0, left: 0, ...raster };
  const rgba = new Uint8Array(coloured(raster, ramp, { top, left, rows, columns }).data.buffer);
  if (raster.unreadable) {
    const grey = mixed(theme);
    for (let row = 0, pixel = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, pixel++) {
        if (raster.unreadable[(top + row) * raster.columns + left + column] === 1) rgba.set(grey, 4 * pixel);
      }
    }
  }
  return { kind: "raster", ...box, rows, columns, rgba };
}

/** A line in both diagonals of a cell without a number, so that it is told by more than its colour. */
export function crossMarks(box: Box, theme: Theme): Mark[] {
  const { x, y, width, height } = box;
  const line = { kind: "line", stroke: colourOf(theme.foreground), width: 0.75 } as const;
  return [
    { ...line, x1: x, y1: y, x2: x + width, y2: y + height },
    { ...line, x1: x + width, y1: y, x2: x, y2: y + height },
  ];
}

/** A frame just outside of a box. */
export function frameMark({ x, y, width, height }: Box, stroke: Colour, outside = 0.5): Mark {
  const box = { x: x - outside, y: y - outside, width: width + 2 * outside, height: height + 2 * outside };
  return { kind: "rectangle", ...box, fill: null, stroke };
}

const LEGEND_WIDTH = 200;
const LEGEND_BAR = 10;
/** What a legend takes below its upper edge. */
export const LEGEND_HEIGHT = 44;

/** What the colours mean: the ramp, what stands under its start, middle and end, and its title above. */
export function legendMarks(
  title: string,
  ticks: readonly [string, string, string],
  ramp: Ramp,
  theme: Theme,
  at: { readonly x: number; readonly y: number },
): Mark[] {
  const foreground = colourOf(theme.foreground);
  const box = { x: at.x, y: at.y + 16, width: LEGEND_WIDTH, height: LEGEND_BAR };
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const raster: Raster = { rows: 1, columns: 256, bytes, zero: 0, unreadable: null };
  const anchors = ["start", "middle", "end"] as const;
  return [
    textMark(title, at.x, at.y + 6, foreground, { size: 11 }),
    rasterMark(raster, ramp, theme, box),
    frameMark(box, foreground),
    ...ticks.map((tick, place) =>
      textMark(tick, at.x + (place * LEGEND_WIDTH) / 2, box.y + LEGEND_BAR + 9, foreground, {
        size: 11,
        anchor: anchors[place]!,
      }),
    ),
  ];
}

function mixed({ foreground, background }: Theme): Uint8Array {
  const channels = (css: string) => [1, 3, 5].map((place) => parseInt(colourOf(css).slice(place, place + 2), 16));
  const [over, under] = [channels(foreground), channels(background)];
  const share = UNREADABLE_SHARE;
  return Uint8Array.from([...over.map((channel, place) => share * channel + (1 - share) * under[place]!), 255]);
}
