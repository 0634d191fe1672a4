import type { AxisUnits } from "../../state/mapInView.js";
import { labelWidths, tokenFont } from "./labelWidths.js";
import type { LineEnd } from "./lineEnds.js";
import type { LinesGeometry } from "./linesGeometry.js";
import { middleOf, uncrowded, unitsInSight } from "./sideLayout.js";
import { LONGEST } from "./useLinesRoom.js";

/** A label needs so much room where they stand one below the other, in CSS pixels. */
const LABEL_ROOM = 13;
/** Beside a label of running text. */
const BESIDE = 3;
/** A weight's own width. */
const WEIGHT_ROOM = 34;

export type Side = "queries" | "keys";

/** The labels of one side that are written, in units. */
export interface LabelPlaces {
  /** Those that stand there anyway and that none of the others covers. */
  readonly plain: readonly number[];
  /** Tokens in hand, and the other ends of their lines. */
  readonly stressed: readonly number[];
}

/** Which labels there is room for: those in hand come first, then the other ends from the strongest on, then the rest. */
export function labelPlaces(
  side: Side,
  axis: AxisUnits,
  geometry: LinesGeometry,
  inHand: ReadonlySet<number>,
  ends: readonly LineEnd[],
): LabelPlaces {
  const { zoom, scrolled, length } = geometry;
  const taken: (readonly [number, number])[] = [];
  const onScreen = (unit: number) => {
    const middle = middleOf(geometry[side], unit, zoom, scrolled);
    return middle >= 0 && middle <= length;
  };
  const others = ends.map(({ unit }) => unit).filter((unit) => !inHand.has(unit));
  const wanted = [...inHand, ...others].filter(onScreen);
  const stressed = uncrowded(wanted, labelRoom(side, axis, geometry, true), taken);
  const [first, past] = unitsInSight(geometry[side], zoom, scrolled, length);
  const inSight = Array.from({ length: past - first }, (_, place) => first + place);
  const named = new Set(stressed);
  // In compressed running text every few tokens: else full stops alone would find room.
  const step = geometry.orientation === "vertical" ? 1 : Math.ceil(1 / zoom);
  const rest = inSight.filter((unit) => unit % step === 0 && !named.has(unit));
  return { plain: uncrowded(rest, labelRoom(side, axis, geometry, false), taken), stressed };
}

/** From where to where a unit's label reaches along its side. */
function labelRoom(
  side: Side,
  axis: AxisUnits,
  geometry: LinesGeometry,
  weighted: boolean,
): (unit: number) => readonly [number, number] {
  const { orientation, zoom, scrolled } = geometry;
  const widths = orientation === "vertical" ? null : labelWidths(axis.names.labels, tokenFont());
  return (unit) => {
    const middle = middleOf(geometry[side], unit, zoom, scrolled);
    const written = Math.max(Math.min(LONGEST, widths?.[unit] ?? 0), weighted ? WEIGHT_ROOM : 0);
    const half = widths ? written / 2 + BESIDE : LABEL_ROOM / 2;
    return [middle - half, middle + half];
  };
}
