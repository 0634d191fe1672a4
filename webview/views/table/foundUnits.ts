import type { AxisUnits } from "../../state/mapInView.js";
import { matches } from "./tableRows.js";

/** Units that a list offers: as many as can be taken in at a glance. */
const MOST_FOUND = 10;

/** The units whose name holds what was typed, or that stand at the position that was; those of the very name first. */
export function foundUnits(axis: AxisUnits, typed: string): readonly number[] {
  const position = /^#?(\d+)$/.exec(typed.trim())?.[1];
  const at = position === undefined ? NaN : Number(position);
  const found: number[] = [];
  const first: number[] = [];
  for (let unit = 0; unit < axis.count; unit++) {
    if (unit === at || isCalled(axis, unit, typed)) first.push(unit);
    else if (matches(axis, unit, typed)) found.push(unit);
  }
  return [...first, ...found].slice(0, MOST_FOUND);
}

/** Whether a unit is called so, but for white space around it and for capitals. */
function isCalled({ tokens, units }: AxisUnits, unit: number, name: string): boolean {
  const wanted = name.trim().toLocaleLowerCase();
  return wanted !== "" && tokens.texts[units.firsts[unit]!]!.trim().toLocaleLowerCase() === wanted;
}
