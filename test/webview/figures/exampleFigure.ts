import type { Colour, Figure, Mark, RasterMark, TextMark } from "../../../src/export/figure.js";

/** A pixel that a figure must have, in CSS pixels from its corner; well inside of what is drawn there. */
export interface ExpectedPixel {
  readonly what: string;
  readonly x: number;
  readonly y: number;
  readonly colour: readonly [red: number, green: number, blue: number];
}

/** Cells of so many colours, and the last one of none. */
function raster(
  place: Pick<RasterMark, "x" | "y" | "width" | "height">,
  [rows, columns]: readonly [number, number],
  colours: number,
): RasterMark {
  const rgba = new Uint8Array(4 * rows * columns);
  for (let cell = 0; cell < rows * columns; cell++) {
    const colour = cell % colours;
    rgba.set([(colour * 37) % 256, (colour * 11) % 256, Math.floor((colour * 101) / 7) % 256, 255], 4 * cell);
  }
  rgba[rgba.length - 1] = 0;
  return { kind: "raster", ...place, rows, columns, rgba };
}

const few = raster({ x: 20, y: 100, width: 120, height: 80 }, [4, 6], 24);
/** More than are written as rectangles. */
const many = raster({ x: 200, y: 20, width: 280, height: 280 }, [70, 70], 4900);
/** As many cells of so few colours that they have a palette. */
const ramp = raster({ x: 500, y: 20, width: 280, height: 280 }, [70, 70], 200);

const labels = ["한글 토큰", "</svg>&amp;", "·⏎", "__proto__", "=cmd()", "뷁é"];

const text = (label: string, row: number): TextMark => ({
  kind: "text",
  x: 20,
  y: 200 + 20 * row,
  text: label,
  size: 14,
  anchor: "start",
  baseline: "middle",
  rotate: 0,
  fill: "#000000",
  weight: row % 2 === 0 ? "normal" : "bold",
  family: row % 3 === 0 ? "label" : "token",
});

const rectangle = (x: number, fill: Colour | null, more: object = {}): Mark => ({
  kind: "rectangle",
  x,
  y: 20,
  width: 40,
  height: 30,
  fill,
  ...more,
});

/** A figure of every kind of mark. */
export const exampleFigure: Figure = {
  width: 800,
  height: 340,
  background: "#fdf6e3",
  title: "어텐션 <b>",
  marks: [
    rectangle(20, "#ff0000"),
    rectangle(70, null, { stroke: "#0000ff" }),
    rectangle(120, "#000000", { opacity: 0.5 }),
    // What was drawn with opacity before must not be on it.
    many,
    ramp,
    few,
    { kind: "line", x1: 20, y1: 70, x2: 160, y2: 70, stroke: "#00aa00", width: 6 },
    { kind: "curve", points: [20, 90, 60, 90, 100, 90, 160, 90], stroke: "#aa00aa", width: 6 },
    { kind: "line", x1: 20, y1: 320, x2: 160, y2: 320, stroke: "#00aa00", width: 6, dash: [20, 10] },
    // Nor are its dashes on what is drawn later.
    { kind: "line", x1: 200, y1: 320, x2: 340, y2: 320, stroke: "#00aa00", width: 6 },
    ...labels.map(text),
    { kind: "rectangle", x: 700, y: 320, width: 400, height: 400, fill: "#123456" },
  ],
};

export const exampleLabels: readonly string[] = labels;

const background = [0xfd, 0xf6, 0xe3] as const;

function cellPixels(what: string, { x, y, width, height, rows, columns, rgba }: RasterMark): ExpectedPixel[] {
  const cells = [0, 1, columns, columns + 1, Math.floor((rows * columns) / 2), rows * columns - 2];
  const seen = cells.map((cell): ExpectedPixel => {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(4 * cell);
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    return {
      what: `cell ${cell} of ${what}`,
      x: x + ((column + 0.5) * width) / columns,
      y: y + ((row + 0.5) * height) / rows,
      colour: [red, green, blue],
    };
  });
  const last = { x: x + width - width / columns / 2, y: y + height - height / rows / 2 };
  return [...seen, { what: `what is left out of ${what}`, ...last, colour: background }];
}

/** What it looks like, wherever it is drawn. */
export const expectedPixels: readonly ExpectedPixel[] = [
  { what: "the background", x: 10, y: 10, colour: background },
  { what: "a rectangle", x: 40, y: 35, colour: [255, 0, 0] },
  { what: "the inside of an outline", x: 90, y: 35, colour: background },
  { what: "half of black", x: 140, y: 35, colour: [0x7f, 0x7b, 0x72] },
  { what: "a line", x: 90, y: 70, colour: [0, 0xaa, 0] },
  { what: "a curve", x: 90, y: 90, colour: [0xaa, 0, 0xaa] },
  { what: "a dash", x: 30, y: 320, colour: [0, 0xaa, 0] },
  { what: "the gap after it", x: 45, y: 320, colour: background },
  { what: "the next dash", x: 60, y: 320, colour: [0, 0xaa, 0] },
  { what: "a line without dashes", x: 225, y: 320, colour: [0, 0xaa, 0] },
  ...cellPixels("a small raster", few),
  ...cellPixels("a large raster", many),
  ...cellPixels("a raster with a palette", ramp),
  { what: "what is cut off", x: 798, y: 338, colour: [0x12, 0x34, 0x56] },
];
