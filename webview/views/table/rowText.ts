import { fill, formatWeight, labels } from "../../labels.js";
import type { AxisUnits } from "../../state/mapInView.js";
import type { Ranking } from "./tableRows.js";

/** A row in a sentence. */
export function rowText({ names, units }: AxisUnits, weights: Float32Array, { ranks }: Ranking, unit: number): string {
  const rank = ranks[unit]!;
  return fill(rank > 0 ? labels.table.row : labels.table.unranked, {
    rank,
    token: names.labels[unit]!,
    position: units.firsts[unit]!,
    weight: formatWeight(weights[unit]!),
  });
}
