import type { Preferences } from "../../../src/protocol/look.js";
import type { AxisUnits } from "../../state/mapInView.js";

/** What the weights of a table say of each unit, whatever order its rows stand in. */
export interface Ranking {
  /** `[units]` from 1 for the largest weight on; of equal weights the earlier unit comes first. 0 where there is no number. */
  readonly ranks: Int32Array;
  /** `[units]` the share of `total` that a unit and those of a better rank have together; NaN where there is none. */
  readonly cumulative: Float64Array;
  /** The sum of all weights that are numbers. */
  readonly total: number;
  /** The largest of them; 0 where there is none. */
  readonly largest: number;
}

/** Ranks the units of a table. @param weights `[units]` */
export function rank(weights: Float32Array): Ranking {
  const units = Array.from(weights.keys()).filter((unit) => Number.isFinite(weights[unit]));
  units.sort((one, other) => weights[other]! - weights[one]! || one - other);
  const ranks = new Int32Array(weights.length);
  const cumulative = new Float64Array(weights.length).fill(NaN);
  const total = units.reduce((sum, unit) => sum + weights[unit]!, 0);
  let sum = 0;
  for (const [place, unit] of units.entries()) {
    sum += weights[unit]!;
    ranks[unit] = place + 1;
    cumulative[unit] = total > 0 ? sum / total : NaN;
  }
  return { ranks, cumulative, total, largest: units.length > 0 ? weights[units[0]!]! : 0 };
}

/**
 * The units in the order in which a table shows them: those whose label, or text, holds what was looked for. What has no
 * number comes last either way.
 */
export function tableOrder(
  axis: AxisUnits,
  { ranks }: Ranking,
  { by, descending }: Preferences["table"],
  sought: string,
): readonly number[] {
  const units = Array.from({ length: axis.count }, (_, unit) => unit).filter((unit) => matches(axis, unit, sought));
  const turn = descending ? -1 : 1;
  if (by === "position") return descending ? units.reverse() : units;
  if (by === "token") {
    const { labels } = axis.names;
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    return units.sort((one, other) => turn * compare(labels[one]!, labels[other]!) || one - other);
  }
  return units.sort((one, other) => {
    const [a, b] = [ranks[one]!, ranks[other]!];
    if (a === 0 || b === 0) return Number(a === 0) - Number(b === 0) || one - other;
    // A better rank is a smaller number.
    return -turn * (a - b);
  });
}

/** Whether a unit's label, or its text as it was written, holds what is looked for. */
export function matches({ names, tokens, units }: AxisUnits, unit: number, sought: string): boolean {
  if (sought === "") return true;
  const wanted = sought.toLocaleLowerCase();
  const text = tokens.texts[units.firsts[unit]!]!;
  return [names.labels[unit]!, text].some((name) => name.toLocaleLowerCase().includes(wanted));
}
