import { PinnedSum } from "../attention/pinnedAttention.js";
import type { ExportedTable } from "../export/exportedTable.js";
import { mostPositionsInName } from "../export/limits.js";
import type { UnitsChoice } from "./exportProtocol.js";
import { integers, list, texts, weighted } from "./listColumns.js";
import type { MapLabels } from "./mapLabels.js";
import type { NumbersOfTraces } from "./numbersOfTraces.js";
import type { OfMap } from "./traceMethods.js";

/**
 * A list of what some queries attend to, or what attends to some keys: several summed or averaged as on screen, each once.
 *
 * @throws RangeError where the map has no such unit; Failure as who holds the trace reports it
 */
export async function unitNumbers(
  map: OfMap,
  choice: UnitsChoice,
  { queries, keys }: MapLabels,
  traces: NumbersOfTraces,
  signal: AbortSignal,
): Promise<ExportedTable> {
  const { kind, combine } = choice;
  const units = [...new Set(choice.units)];
  const count = (kind === "row" ? queries : keys).length;
  const lacking = units.find((unit) => !(Number.isInteger(unit) && unit >= 0 && unit < count));
  if (lacking !== undefined) throw new RangeError(`no unit ${lacking} of ${count}`);
  // One after the other: of thousands, only the sum is in memory.
  const sum = new PinnedSum();
  for (const unit of units) {
    sum.add(
      await (kind === "row"
        ? traces.call("attentionRow", { ...map, query: unit }, { signal })
        : traces.call("attentionColumn", { ...map, key: unit }, { signal })),
    );
  }
  const weights = sum.result(combine);
  const labels = kind === "row" ? keys : queries;
  const listed = Int32Array.from(choice.list?.units ?? labels.keys());
  const missing = listed.find((unit) => unit < 0 || unit >= labels.length);
  if (missing !== undefined) throw new RangeError(`no unit ${missing} of ${labels.length}`);
  return list(
    integers("position", listed),
    texts(
      kind === "row" ? "key" : "query",
      Array.from(listed, (unit) => labels[unit]!),
    ),
    weighted(
      weightName({ ...choice, units }),
      Float32Array.from(listed, (unit) => weights[unit]!),
    ),
  );
}

/** What a column of weights is called: of several units `sum_of_queries_5_7`, by their positions. */
function weightName({ kind, units, combine }: UnitsChoice): string {
  if (units.length === 1) return "weight";
  const named = units.slice(0, mostPositionsInName);
  const more = units.length > named.length ? `_and_${units.length - named.length}_more` : "";
  return `${combine}_of_${kind === "row" ? "queries" : "keys"}_${named.join("_")}${more}`;
}
