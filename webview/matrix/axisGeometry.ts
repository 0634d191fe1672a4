import { visibleSpan } from "./viewport.js";

/** A label, set smaller where it is tight, needs this much room along its axis, in CSS pixels. */
const LABEL_ROOM = 10;
/** And this much where some are left out, so that nobody takes them for neighbours. */
const THINNED_ROOM = 13;
/** Below this, labels are set smaller. */
export const TIGHT = 12;
/** A label in hand has a ground that covers what is nearer than this. */
const MARKED_ROOM = 12;
const STEPS = [1, 2, 3, 4, 5, 10, 20, 25, 50, 100, 200, 500, 1000];

/** Every how manieth label is drawn so that none covers another. */
export function labelStep(cell: number): number {
  if (cell >= LABEL_ROOM) return 1;
  return STEPS.find((step) => step * cell >= THINNED_ROOM) ?? Math.ceil(THINNED_ROOM / cell);
}

/** The indices whose labels are drawn. */
export function labelledIndices(count: number, cell: number, scrolled: number, length: number): number[] {
  const step = labelStep(cell);
  const [first, past] = visibleSpan(count, cell, scrolled, length);
  const indices: number[] = [];
  for (let index = Math.ceil(first / step) * step; index < past; index += step) {
    // Half-hidden labels at the ends would be cut.
    const middle = (index + 0.5) * cell - scrolled;
    if (middle >= 0 && middle <= length) indices.push(index);
  }
  return indices;
}

/** The labels of the indices in hand that none of the earlier ones covers, and of the others those that none covers. */
export function uncovered(shown: readonly number[], marked: readonly number[], cell: number): [number[], number[]] {
  const room = markedRoom(cell);
  const kept: number[] = [];
  for (const index of marked) if (kept.every((other) => Math.abs(other - index) >= room)) kept.push(index);
  return [shown.filter((index) => kept.every((other) => Math.abs(other - index) >= room)), kept];
}

/** How many cells away from a label in hand the next one may stand. */
function markedRoom(cell: number): number {
  // Tight labels are as high as the room that each has.
  return labelStep(cell) === 1 ? 1 : Math.ceil(MARKED_ROOM / cell);
}

/** The indices whose labels would stand below that of an index in hand, which is among them. */
export function coveredBy(index: number, cell: number): number[] {
  const beside = markedRoom(cell) - 1;
  return Array.from({ length: 2 * beside + 1 }, (_, place) => index - beside + place);
}

/** The index at a point of an axis; null beside it. */
export function indexAt(count: number, cell: number, scrolled: number, point: number): number | null {
  const index = Math.floor((point + scrolled) / cell);
  return index >= 0 && index < count ? index : null;
}
