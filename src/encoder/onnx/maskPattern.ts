import { hidingScore } from "../../attention/positions.js";
import type { AttentionSite } from "./attentionSite.js";
import type { Grid } from "./probe/grid.js";

export type MaskKind = AttentionSite["mask"][number];

/** If a mask has two numbers alone, so far apart that exp of the lower one is 0 in float32. */
const FAR = 100;

/** What a value that is added to scores does for a text without padding. */
export interface AddedPattern {
  /** What it hides; empty if nothing. */
  readonly kinds: readonly MaskKind[];
  /** How many numbers hide a key. */
  readonly hidden: number;
  /** Whether the other numbers differ, so that they are a bias. */
  readonly isGraded: boolean;
}

/** Reads what is added to scores; null if some number is not known. */
export function addedPattern({ dimensions, numbers }: Grid): AddedPattern | null {
  if (numbers.some((number) => Number.isNaN(number))) return null;
  const shown = numbers.filter((number) => number > hidingScore);
  const most = shown.reduce((so, number) => Math.max(so, number), -Infinity);
  const least = shown.reduce((so, number) => Math.min(so, number), Infinity);
  const isPair = most - least >= FAR && shown.every((number) => number === most || number === least);
  const bound = isPair ? least : hidingScore;
  const hides = numbers.map((number) => Number(number <= bound));
  const hidden = hides.reduce((sum, one) => sum + one, 0);
  return { kinds: kindsOf(hides, dimensions), hidden, isGraded: !isPair && most > least };
}

/** Reads a condition or a factor of scores: what differs from a token's own place hides; null as above. */
export function conditionPattern({ dimensions, numbers }: Grid): AddedPattern | null {
  if (numbers.some((number) => Number.isNaN(number))) return null;
  const columns = dimensions.at(-1) ?? 1;
  const rows = dimensions.at(-2) ?? 1;
  const own = (place: number) => numbers[place - (place % (rows * columns))]!;
  const hides = numbers.map((number, place) => Number(number !== own(place)));
  const hidden = hides.reduce((sum, one) => sum + one, 0);
  return { kinds: kindsOf(hides, dimensions), hidden, isGraded: new Set(numbers).size > 2 };
}

function kindsOf(hides: Float64Array, dimensions: readonly number[]): MaskKind[] {
  const [rows, columns] = [dimensions.at(-2) ?? 1, dimensions.at(-1) ?? 1];
  const found = new Set<MaskKind>();
  for (let from = 0; from < hides.length; from += rows * columns) {
    for (const kind of matrixKinds((row, column) => hides[from + row * columns + column] === 1, rows, columns)) {
      found.add(kind);
    }
  }
  return [...found];
}

/** What a matrix of queries × keys hides. One row for all queries tells nothing of places. */
function matrixKinds(hides: (row: number, column: number) => boolean, rows: number, columns: number): MaskKind[] {
  if (rows < 2 || columns < 2) return [];
  // For each distance from a key to a query behind it, whether all, none or some are hidden.
  const byDistance = new Map<number, { all: boolean; any: boolean }>();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const distance = row - column;
      const known = byDistance.get(distance) ?? { all: true, any: false };
      const hidden = hides(row, column);
      byDistance.set(distance, { all: known.all && hidden, any: known.any || hidden });
    }
  }
  const distances = [...byDistance];
  if (distances.every(([, { any }]) => !any)) return [];
  const future = distances.filter(([distance]) => distance < 0);
  const isCausal = future.length > 0 && future.every(([, { all }]) => all);
  const isBand = distances.every(([, { all, any }]) => all === any) && isConnected(byDistance);
  if (!isBand) return isCausal ? ["causal", "other"] : ["other"];
  const isWindow = distances.some(([distance, { all }]) => all && (distance > 0 || !isCausal));
  return [...(isCausal ? (["causal"] as const) : []), ...(isWindow ? (["local"] as const) : [])];
}

/** Whether the distances that are seen lie together and hold 0. */
function isConnected(byDistance: ReadonlyMap<number, { readonly all: boolean }>): boolean {
  const seen = [...byDistance].flatMap(([distance, { all }]) => (all ? [] : [distance]));
  const [least, most] = [Math.min(...seen), Math.max(...seen)];
  return seen.includes(0) && most - least + 1 === seen.length;
}
