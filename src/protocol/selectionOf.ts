import { THUMBNAIL_SIZE } from "../attention/thumbnails.js";
import type { TraceSummary } from "../attention/trace.js";
import { groupOf } from "../attention/traceGroup.js";
import type { ExportedKind } from "../export/exportFormats.js";
import type { Selection } from "../export/selection.js";
import type { TableChoice } from "./exportProtocol.js";
import { mapLabels } from "./mapLabels.js";
import type { OfMap } from "./traceMethods.js";

/**
 * What provenance says of the numbers that are chosen; null where they are a whole map.
 *
 * @param holds what the file holds: the picture that goes with statistics is that of all heads, small
 * @throws RangeError where the map has no such unit
 */
export function selectionOf(
  trace: TraceSummary,
  map: OfMap,
  choice: TableChoice,
  holds: Exclude<ExportedKind, "page">,
): Selection | null {
  if (choice.kind === "matrix") return null;
  if (choice.kind === "statistics") {
    const { group, layers, heads } = groupOf(trace, map.heads.group);
    if (holds === "table") return { kind: "statistics", group, layers, heads };
    const { queries, keys } = mapLabels(trace, map);
    const pooled = Math.max(queries.length, keys.length) > THUMBNAIL_SIZE;
    return { kind: "thumbnails", group, layers, heads, pooling: pooled ? map.recipe.pooling : null };
  }
  if (choice.kind === "pairs") return { kind: "pairs", most: choice.count, least: choice.least };
  const { kind, combine, list } = choice;
  const units = [...new Set(choice.units)];
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
