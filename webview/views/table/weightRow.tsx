import { formatWeight, labels } from "../../labels.js";
import type { AxisUnits } from "../../state/mapInView.js";
import type { Ranking } from "./tableRows.js";

interface WeightRowProps {
  readonly axis: AxisUnits;
  readonly unit: number;
  /** Where the row stands, from 0. */
  readonly row: number;
  readonly weight: number;
  readonly ranking: Ranking;
  /** Whether units are made of several tokens. */
  readonly merged: boolean;
  readonly inHand: boolean;
  /** Whether nearly all attention of the row that the weight is of is on tokens that were dropped. */
  readonly faint: boolean;
}

/** One unit with its exact weight. */
export function WeightRow({ axis, unit, row, weight, ranking, merged, inHand, faint }: WeightRowProps) {
  const { ranks, cumulative, largest } = ranking;
  const share = ranks[unit]! > 0 && largest > 0 ? Math.max(0, weight / largest) : 0;
  const name = axis.names.labels[unit]!;
  return (
    // The head is the first row.
    <tr
      id={`row-${unit}`}
      data-unit={unit}
      aria-rowindex={row + 2}
      aria-selected={inHand}
      class={faint ? "faint" : undefined}
    >
      <td>{ranks[unit]! > 0 ? ranks[unit] : labels.table.none}</td>
      <th scope="row" title={name}>
        <bdi>{name}</bdi>
      </th>
      <td class="number" title={String(weight)}>
        {formatWeight(weight)}
      </td>
      <td class="number">{shareText(cumulative[unit]!)}</td>
      <td class="bar-cell" aria-hidden="true" style={{ "--share": String(share) }} />
      <td>{axis.units.firsts[unit]}</td>
      {merged && <td>{axis.units.counts[unit]}</td>}
    </tr>
  );
}

function shareText(share: number): string {
  return Number.isFinite(share)
    ? share.toLocaleString("en", { style: "percent", minimumFractionDigits: 1 })
    : labels.table.none;
}
