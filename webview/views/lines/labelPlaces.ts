import type { AxisUnits } from "../../state/mapInView.js";
import { labelWidths, tokenFont } from "./labelWidths.js";
import type { LineEnd } from "./lineEnds.js";
import type { LinesGeometry } from "./linesGeometry.js";
import { crowded, middleOf, unitsInSight } from "./sideLayout.js";
import { LONGEST } from "./useLinesRoom.js";

/** A label needs so much room where they stand one below the other, in CSS pixels. */
const LABEL_ROOM = 13;
/** Beside a label of running text. */
const BESIDE = 2;
/** A weight's own width. */
const WEIGHT_ROOM = 34;
/** And beside it that of its head, where there are several. */
const HEAD_ROOM = 18;

export type Side = "queries" | "keys";

type Room = readonly [from: number, to: number];

/** The labels of one side that are written, in units. */
export interface LabelPlaces {
  /** Those that stand there anyway and that none of the others covers. */
  readonly plain: readonly number[];
  /** Tokens in hand, and the other ends of their lines. */
  readonly stressed: readonly number[];
}

/** Which labels there is room for: those in hand come first, then the other ends from the strongest on, then the rest. @param heads how many are shown */
export function labelPlaces(
  side: Side,
  axis: AxisUnits,
  geometry: LinesGeometry,
  inHand: ReadonlySet<number>,
  ends: readonly LineEnd[],
  heads: number,
): LabelPlaces {
  const { zoom, scrolled, length } = geometry;
  const taken: Room[] = [];
  const weighed: Room[] = [];
  const room = labelRoom(side, axis, geometry);
  const onScreen = (unit: number) => {
    const middle = middleOf(geometry[side], unit, zoom, scrolled);
    return middle >= 0 && middle <= length;
  };
  const others = ends.map(({ unit }) => unit).filter((unit) => !inHand.has(unit));
  const wanted = [...inHand, ...others].filter(onScreen);
  const half = (WEIGHT_ROOM + (heads > 1 ? HEAD_ROOM : 0)) / 2;
  const withWeight = new Set(ends.map(({ unit }) => unit));
  // Weights stand beside their tokens, or above or below them: there they need room of their own.
  const stressed = wanted.filter((unit) => {
    if (crowded(room(unit), taken)) return false;
    const middle = middleOf(geometry[side], unit, zoom, scrolled);
    const weight: Room = [middle - half, middle + half];
    const across = geometry.orientation === "horizontal" && withWeight.has(unit);
    if (across && crowded(weight, weighed)) return false;
    taken.push(room(unit));
    if (across) weighed.push(weight);
    return true;
  });
  const [first, past] = unitsInSight(geometry[side], zoom, scrolled, length);
  const inSight = Array.from({ length: past - first }, (_, place) => first + place);
  const named = new Set(stressed);
  // In compressed running text every few tokens: else full stops alone would find room.
  const step = geometry.orientation === "vertical" ? 1 : Math.ceil(1 / zoom);
  const rest = inSight.filter((unit) => unit % step === 0 && !named.has(unit));
  const plain = rest.filter((unit) => {
    if (crowded(room(unit), taken)) return false;
    taken.push(room(unit));
    return true;
  });
  return { plain, stressed };
}

/** From where to where a unit's label reaches along its side. */
function labelRoom(side: Side, axis: AxisUnits, geometry: LinesGeometry): (unit: number) => Room {
  const { orientation, zoom, scrolled } = geometry;
  const widths = orientation === "vertical" ? null : labelWidths(axis.names.labels, tokenFont());
  return (unit) => {
    const middle = middleOf(geometry[side], unit, zoom, scrolled);
    const half = widths ? Math.min(LONGEST, widths[unit]!) / 2 + BESIDE : LABEL_ROOM / 2;
    return [middle - half, middle + half];
  };
}
