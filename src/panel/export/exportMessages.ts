import * as v from "valibot";
import { pinCombinations } from "../../attention/pinnedAttention.js";
import { exportFormats, type ExportFormat } from "../../export/exportFormats.js";
import type { Colour, Mark } from "../../export/figure.js";
import type { ExportRequest } from "../../protocol/exportProtocol.js";
import { checked, ofMap } from "../pageMessages.js";
import { share, tableOrder } from "../pagePreferences.js";
import { breather } from "./breather.js";
import {
  farthestPlace,
  largestFigure,
  longestText,
  marksAtOnce,
  mostCells,
  mostMarks,
  mostPngBytes,
  mostUnits,
} from "./limits.js";

// A figure comes from the page, which shows a person's text: it is checked like any other input.

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const place = v.pipe(v.number(), v.minValue(-farthestPlace), v.maxValue(farthestPlace));
const length = v.pipe(v.number(), v.minValue(0), v.maxValue(farthestPlace));
const side = v.pipe(v.number(), v.minValue(1), v.maxValue(largestFigure));
const colour = v.custom<Colour>((value) => typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value), "no colour");
const text = v.pipe(v.string(), v.maxLength(longestText));
const bytes = (most: number) =>
  v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= most, "no bytes, or too many");

const covering = { opacity: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))) };
const box = { x: place, y: place, width: length, height: length };
// A dash of no length would never end.
const dash = v.pipe(v.number(), v.minValue(0.1), v.maxValue(1000));
const stroked = { stroke: colour, width: length, dash: v.exactOptional(v.tuple([dash, dash])), ...covering };

const someMarks = v.array(
  v.variant("kind", [
    v.object({
      kind: v.literal("rectangle"),
      ...box,
      fill: v.nullable(colour),
      stroke: v.exactOptional(colour),
      ...covering,
    }),
    v.object({ kind: v.literal("line"), x1: place, y1: place, x2: place, y2: place, ...stroked }),
    v.object({
      kind: v.literal("curve"),
      points: v.tuple([place, place, place, place, place, place, place, place]),
      ...stroked,
    }),
    v.object({
      kind: v.literal("text"),
      x: place,
      y: place,
      text,
      size: v.pipe(v.number(), v.minValue(0.1), v.maxValue(1000)),
      anchor: v.picklist(["start", "middle", "end"]),
      baseline: v.picklist(["alphabetic", "middle", "top"]),
      rotate: v.pipe(v.number(), v.minValue(-360), v.maxValue(360)),
      fill: colour,
      weight: v.picklist(["normal", "bold"]),
      family: v.picklist(["token", "label"]),
      ...covering,
    }),
    v.pipe(
      v.object({ kind: v.literal("raster"), ...box, rows: index, columns: index, rgba: bytes(4 * mostCells) }),
      v.check(({ rows, columns, rgba }) => rgba.length === 4 * rows * columns, "not as many cells as told"),
    ),
  ]),
);

const figure = v.object({
  width: side,
  height: side,
  background: colour,
  title: text,
  marks: v.custom<unknown[]>((value) => Array.isArray(value) && value.length <= mostMarks, "no marks, or too many"),
});

const units = v.pipe(v.array(index), v.maxLength(mostUnits));
const list = v.object({ ...tableOrder.entries, units, sought: text });
const ofUnits = {
  units: v.pipe(units, v.minLength(1)),
  combine: v.picklist(pinCombinations),
  list: v.nullable(list),
};

const table = v.variant("kind", [
  v.object({ kind: v.literal("matrix") }),
  v.object({ kind: v.literal("row"), ...ofUnits }),
  v.object({ kind: v.literal("column"), ...ofUnits }),
  v.object({ kind: v.literal("pairs"), count: v.pipe(index, v.minValue(1)), least: share }),
  v.object({ kind: v.literal("statistics") }),
]);

const request = v.object({
  ...ofMap.entries,
  format: v.picklist(Object.keys(exportFormats) as ExportFormat[]),
  figure: v.nullable(figure),
  png: v.nullable(bytes(mostPngBytes)),
  table,
});

/**
 * What the page asks to have exported, once it has the shape it must have. Marks are many: others get turns meanwhile.
 *
 * @throws Failure `badRequest`; what `signal` was aborted with
 */
export async function checkedExport(message: unknown, signal: AbortSignal): Promise<ExportRequest> {
  const asked = checked(request, message);
  if (asked.figure === null) return { ...asked, figure: null };
  const given = asked.figure.marks;
  const marks: Mark[] = [];
  const breathe = breather(signal);
  for (let first = 0; first < given.length; first += marksAtOnce) {
    marks.push(...checked(someMarks, given.slice(first, first + marksAtOnce)));
    await breathe();
  }
  return { ...asked, figure: { ...asked.figure, marks } };
}
