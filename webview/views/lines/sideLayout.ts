/** Where the units of one side stand along it, in CSS pixels before zooming. */
export interface SideLayout {
  /** `[units + 1]` where each unit begins, and the last one ends. */
  readonly starts: Float64Array;
}

/** Units one below the other. */
export function stacked(count: number, size: number): SideLayout {
  return { starts: Float64Array.from({ length: count + 1 }, (_, unit) => unit * size) };
}

/** Units one after the other as in running text. @param widths `[units]` of their labels */
export function running(widths: Float64Array, space: number): SideLayout {
  const starts = new Float64Array(widths.length + 1);
  for (let unit = 0; unit < widths.length; unit++) starts[unit + 1] = starts[unit]! + widths[unit]! + space;
  return { starts };
}

/** The length of a side. */
export function extentOf({ starts }: SideLayout): number {
  return starts.at(-1)!;
}

/** The middle of a unit in the part that is scrolled to. */
export function middleOf({ starts }: SideLayout, unit: number, zoom: number, scrolled: number): number {
  return ((starts[unit]! + starts[unit + 1]!) / 2) * zoom - scrolled;
}

/** The unit at a place before zooming; the first or the last one beyond the ends. */
export function nearestUnit({ starts }: SideLayout, place: number): number {
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const half = (low + high + 1) >> 1;
    if (starts[half]! <= place) low = half;
    else high = half - 1;
  }
  return low;
}

/** The unit at a place before zooming; null beyond the ends. */
export function unitAt(side: SideLayout, place: number): number | null {
  return place < 0 || place >= extentOf(side) ? null : nearestUnit(side, place);
}

/** The first unit of which some part is on screen, and the one past the last. */
export function unitsInSight(side: SideLayout, zoom: number, scrolled: number, length: number): [number, number] {
  if (side.starts.length < 2 || scrolled >= extentOf(side) * zoom) return [0, 0];
  return [nearestUnit(side, scrolled / zoom), nearestUnit(side, (scrolled + length) / zoom) + 1];
}

/** Whether a place along a side overlaps some that are taken. */
export function crowded(
  [from, to]: readonly [number, number],
  taken: readonly (readonly [from: number, to: number])[],
): boolean {
  return taken.some((other) => from < other[1] && to > other[0]);
}
