import type { TraceSummary } from "../attention/trace.js";
import type { Selection } from "../export/selection.js";
import type { TableChoice } from "./exportProtocol.js";
import { mapLabels } from "./mapLabels.js";
import type { OfMap } from "./traceMethods.js";

/**
 * What provenance says of the numbers that are chosen; null where they are all there are.
 *
 * @throws RangeError where the map has no such unit
 */
export function selectionOf(trace: TraceSummary, map: OfMap, choice: TableChoice): Selection | null {
  if (choice.kind === "matrix" || choice.kind === "statistics") return null;
  if (choice.kind === "pairs") return { kind: "pairs", most: choice.count, least: choice.least };
  const { kind, units, combine, list } = choice;
  const { queries, keys } = mapLabels(trace, map);
  const labels = kind === "row" ? queries : keys;
  return {
    kind,
    of: units.map((position) => {
      const text = labels[position];
      if (text === undefined) throw new RangeError(`no ${kind} ${position} of ${labels.length}`);
      return { position, text };
    }),
    combine: units.length > 1 ? combine : null,
    list: list && { by: list.by, descending: list.descending, sought: list.sought },
  };
}
