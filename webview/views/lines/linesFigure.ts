import type { Colour, CurveMark, Figure, Mark, TextMark } from "../../../src/export/figure.js";
import { textMark } from "../../export/figureMarks.js";
import { cutToWidth, wrapped } from "../../export/fittedText.js";
import { titleMarks } from "../../export/titleMarks.js";
import { fill, labels } from "../../labels.js";
import type { Pointed } from "../../matrix/pointed.js";
import type { MapInView } from "../../state/mapInView.js";
import type { Theme } from "../../theme/theme.js";
import { opaqueColour } from "../text/opaqueColour.js";
import { labelPlaces, type Side } from "./labelPlaces.js";
import { LEVELS, type HeadLines } from "./headLines.js";
import { dashes, FAINT_COLOUR, type HeadLook } from "./headColours.js";
import { inHandOf, linesInHand } from "./inHand.js";
import { lineEnds } from "./lineEnds.js";
import { endsOf, pictureSize, type LinesGeometry } from "./linesGeometry.js";
import { FADED } from "./linesPainter.js";
import type { ShownLines } from "./linesPicture.js";
import { linesInSight, strokesOf, type Stress } from "./lineStrokes.js";
import { middleOf } from "./sideLayout.js";
import { tokenFont } from "./labelWidths.js";
import { sideNames } from "./sideTitle.js";
import { endText } from "./tokenLabels.js";
import { LONGEST } from "./useLinesRoom.js";
import { wholeGeometry } from "./wholeGeometry.js";

/** More curves than these make a file slow to open and to edit; the strongest are drawn. */
const MOST_CURVES = 4000;
const MARGIN = 12;
/** Of what the queries and the keys are called. */
const SIDE_NAME = 22;
const LEAST_WIDTH = 320;
/** Between a token and its weight beside it. */
const WEIGHT_ROOM = 62;
/** Of a legend's entry and of a note. */
const FOOT_ROW = 18;
const LEGEND_ENTRY = 64;
const SIZE = 12;
const SMALL = 10;

interface FigureOf {
  readonly map: MapInView;
  readonly shown: ShownLines;
  readonly geometry: LinesGeometry;
  readonly pinned: readonly Pointed[];
  readonly pointed: Pointed;
  readonly theme: Theme;
  readonly title: string;
  /** How many lines there are. */
  readonly count: string;
}

/** All lines as marks, those out of sight too, with their tokens, whose weights are written out where they are in hand. */
export function linesFigure(onScreen: FigureOf): Figure {
  const { map, shown, theme, title, count } = onScreen;
  const geometry = wholeGeometry(onScreen.geometry, map);
  const of = { ...onScreen, geometry };
  const size = pictureSize(geometry);
  const inHand = inHandOf(of.pinned, of.pointed);
  const among = linesInHand(shown.lines, inHand, null);
  const base = curvesOf(shown, geometry, null, "base", among ? FADED : 1);
  const focus = among ? curvesOf(shown, geometry, among, "focus", 1).marks : [];
  const drawn = base.marks.length;
  const [foreground, background] = [opaqueColour(theme.foreground), opaqueColour(theme.background)];
  const write = (text: string, x: number, y: number, more: Partial<TextMark> = {}) =>
    textMark(text, x, y, foreground, { size: SIZE, ...more });
  const vertical = geometry.orientation === "vertical";
  const [queries, keys] = sideNames(map);
  const width = Math.max(LEAST_WIDTH, size.width + 2 * MARGIN);
  const across = width - 2 * MARGIN;
  const heading = titleMarks(title, { x: MARGIN, y: MARGIN, width: across }, foreground);
  const namesAt = MARGIN + heading.height + SIDE_NAME / 2;
  const top = MARGIN + heading.height + SIDE_NAME;
  const bottom = top + size.height + (vertical ? 0 : SIDE_NAME);
  const sideTitles = vertical
    ? [write(queries, MARGIN, namesAt), write(keys, MARGIN + size.width, namesAt, { anchor: "end" })]
    : [write(queries, MARGIN, namesAt), write(keys, MARGIN, bottom - SIDE_NAME / 2)];
  const legend = legendMarks(shown, width, bottom + FOOT_ROW, write);
  const notesAt = bottom + FOOT_ROW / 2 + legend.rows * FOOT_ROW;
  const captions =
    drawn < base.of ? [count, fill(labels.lines.strongestDrawn, { count: drawn, of: base.of })] : [count];
  const font = `${SIZE}px ${getComputedStyle(document.body).fontFamily}`;
  const notes = captions.flatMap((text) => wrapped(text, across, font));
  return {
    width,
    height: notesAt + notes.length * FOOT_ROW + MARGIN,
    background,
    title,
    marks: [
      ...[...base.marks, ...focus].map((mark) => moved(mark, MARGIN, top)),
      ...heading.marks,
      ...sideTitles,
      ...sideMarks("queries", of, among, inHand, write).map((mark) => moved(mark, MARGIN, top)),
      ...sideMarks("keys", of, among, inHand, write).map((mark) => moved(mark, MARGIN, top)),
      ...legend.marks,
      ...notes.map((text, row) => write(text, MARGIN, notesAt + (row + 0.5) * FOOT_ROW)),
    ],
  };
}

type Write = (text: string, x: number, y: number, more?: Partial<TextMark>) => TextMark;

/** The tokens of one side: the labels on screen, and with their weights those in hand. */
function sideMarks(
  side: Side,
  { map, shown, geometry }: FigureOf,
  among: Int32Array | null,
  inHand: ReturnType<typeof inHandOf>,
  write: Write,
): TextMark[] {
  const axis = map[side];
  const font = tokenFont();
  const ends = among ? lineEnds(shown.lines, inHand, among)[side] : [];
  const lineTo = new Map(ends.map(({ unit, line }) => [unit, line]));
  const { plain, stressed } = labelPlaces(side, axis, geometry, inHand[side], ends, shown.heads.length);
  const { orientation, labels: room, gap, zoom, scrolled } = geometry;
  return [...plain, ...stressed].flatMap((unit) => {
    const middle = middleOf(geometry[side], unit, zoom, scrolled);
    const weight = inHand[side].has(unit) ? "bold" : "normal";
    // As on screen: one that there is no room for is not written.
    const line = stressed.includes(unit) ? lineTo.get(unit) : undefined;
    const widest = orientation === "horizontal" ? LONGEST : room - (line === undefined ? 12 : WEIGHT_ROOM);
    const text = cutToWidth(axis.names.labels[unit]!, widest, weight === "bold" ? `bold ${font}` : font);
    const number = line === undefined ? null : endText(shown, line);
    const token: Partial<TextMark> = { family: "token", weight };
    if (orientation === "vertical") {
      const left = side === "queries";
      const x = left ? room - 6 : room + gap + 6;
      const marks = [write(text, x, middle, { ...token, anchor: left ? "end" : "start" })];
      const far = left ? 0 : 2 * room + gap;
      return number === null
        ? marks
        : [...marks, write(number, far, middle, { anchor: left ? "start" : "end", size: SMALL })];
    }
    const above = side === "queries";
    const y = above ? room - 10 : room + gap + 10;
    const marks = [write(text, middle, y, { ...token, anchor: "middle" })];
    return number === null
      ? marks
      : [...marks, write(number, middle, above ? y - 15 : y + 15, { anchor: "middle", size: SMALL })];
  });
}

function curvesOf(
  { lines, looks }: ShownLines,
  geometry: LinesGeometry,
  among: Int32Array | null,
  stress: Stress,
  alpha: number,
): { readonly marks: readonly CurveMark[]; readonly of: number } {
  const inSight = linesInSight(lines, geometry, among);
  const strokes = strokesOf(stress, inSight.length, geometry.length, 1);
  const drawn = inSight.subarray(0, MOST_CURVES);
  const marks = Array.from(drawn, (line): CurveMark => {
    const level = lines.levels[line]!;
    const look = looks[lines.heads[line]!]!;
    return {
      kind: "curve",
      points: curvePoints(lines, geometry, line),
      stroke: lines.faint[line] === 1 ? FAINT_COLOUR : (look.colours[level] as Colour),
      ...dashOf(look),
      width: strokes[level]!.width,
      opacity: strokes[level]!.opacity * alpha,
    };
  });
  // The strongest lie above the others.
  return { marks: marks.reverse(), of: inSight.length };
}

function dashOf({ dash }: HeadLook): Pick<CurveMark, "dash"> {
  const lengths = dashes[dash];
  return lengths ? { dash: lengths } : {};
}

function curvePoints(lines: HeadLines, geometry: LinesGeometry, line: number): CurveMark["points"] {
  const { orientation, gap, labels: from } = geometry;
  const [start, end] = endsOf(geometry, lines.queries[line]!, lines.keys[line]!);
  const [first, half, last] = [from, from + gap / 2, from + gap];
  return orientation === "vertical"
    ? [first, start, half, start, half, end, last, end]
    : [start, first, start, half, end, half, end, last];
}

/** Which colour is which head's; nothing for one head. */
function legendMarks(
  { heads, looks }: ShownLines,
  width: number,
  top: number,
  write: Write,
): { readonly marks: readonly Mark[]; readonly rows: number } {
  if (heads.length < 2) return { marks: [], rows: 0 };
  const across = Math.max(1, Math.floor((width - 2 * MARGIN) / LEGEND_ENTRY));
  const marks = heads.flatMap(({ layer, head }, index): Mark[] => {
    const x = MARGIN + (index % across) * LEGEND_ENTRY;
    const y = top + (Math.floor(index / across) - 0.5) * FOOT_ROW;
    const look = looks[index]!;
    const stroke = look.colours[LEVELS - 1] as Colour;
    const name = fill(labels.lines.layerAndHeadShort, { layer: layer + 1, head: head + 1 });
    return [
      { kind: "line", x1: x, y1: y, x2: x + 14, y2: y, stroke, ...dashOf(look), width: 3 },
      write(name, x + 19, y, { size: SMALL }),
    ];
  });
  return { marks, rows: Math.ceil(heads.length / across) };
}

function moved<M extends CurveMark | TextMark>(mark: M, x: number, y: number): M {
  if (mark.kind === "text") return { ...mark, x: mark.x + x, y: mark.y + y };
  return { ...mark, points: mark.points.map((at, place) => at + (place % 2 === 0 ? x : y)) };
}
