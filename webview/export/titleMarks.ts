import type { Colour, TextMark } from "../../src/export/figure.js";
import { textMark } from "./figureMarks.js";
import { wrapped } from "./fittedText.js";

const SIZE = 13;
const LINE = 17;

/** A figure's title at its upper left corner, on as many lines as it takes; `height` in CSS pixels. */
export function titleMarks(
  title: string,
  at: { readonly x: number; readonly y: number; readonly width: number },
  fill: Colour,
): { readonly marks: readonly TextMark[]; readonly height: number } {
  const font = `bold ${SIZE}px ${getComputedStyle(document.body).fontFamily}`;
  const lines = wrapped(title, at.width, font);
  return {
    marks: lines.map((line, row) =>
      textMark(line, at.x, at.y + (row + 0.5) * LINE, fill, { size: SIZE, weight: "bold" }),
    ),
    height: lines.length * LINE,
  };
}
