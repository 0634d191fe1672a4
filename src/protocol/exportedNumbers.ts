import { headStatistics } from "../attention/headStatistics.js";
import { isLine } from "../attention/strongestPairs.js";
import type { TraceSummary } from "../attention/trace.js";
import { groupOf } from "../attention/traceGroup.js";
import type { ExportedTable } from "../export/exportedTable.js";
import type { TableChoice } from "./exportProtocol.js";
import { integers, list, texts, weighted } from "./listColumns.js";
import { mapLabels } from "./mapLabels.js";
import type { NumbersOfTraces } from "./numbersOfTraces.js";
import type { OfMap } from "./traceMethods.js";
import { unitNumbers } from "./unitNumbers.js";

/**
 * The numbers that are exported, exact, as who holds the trace has them.
 *
 * @throws Failure as that one reports it
 */
export async function exportedNumbers(
  trace: TraceSummary,
  map: OfMap,
  choice: TableChoice,
  traces: NumbersOfTraces,
  signal: AbortSignal,
): Promise<ExportedTable> {
  const { queries, keys } = mapLabels(trace, map);
  const { trace: id, heads } = map;
  switch (choice.kind) {
    case "matrix": {
      const { weights } = await traces.call("attentionMap", map, { signal });
      return { kind: "matrix", rowLabels: queries, columnLabels: keys, weights };
    }
    case "row":
    case "column":
      return unitNumbers(map, choice, { queries, keys }, traces, signal);
    case "pairs": {
      const pairs = await traces.call("strongestPairs", { ...map, count: choice.count }, { signal });
      const cells = Array.from(pairs.keys.keys()).filter((cell) => isLine(pairs.weights[cell]!, choice.least));
      const size = pairs.rows * pairs.count;
      const of = (place: (cell: number) => number) => Int32Array.from(cells, place);
      const query = of((cell) => Math.floor((cell % size) / pairs.count));
      const key = of((cell) => pairs.keys[cell]!);
      return list(
        integers(
          "layer",
          of((cell) => heads.heads[Math.floor(cell / size)]!.layer),
        ),
        integers(
          "head",
          of((cell) => heads.heads[Math.floor(cell / size)]!.head),
        ),
        integers("query_position", query),
        texts(
          "query",
          Array.from(query, (place) => queries[place]!),
        ),
        integers("key_position", key),
        texts(
          "key",
          Array.from(key, (place) => keys[place]!),
        ),
        weighted(
          "weight",
          Float32Array.from(cells, (cell) => pairs.weights[cell]!),
        ),
      );
    }
    case "statistics": {
      const { group } = heads;
      const found = groupOf(trace, group);
      const statistics = await traces.call("headStatistics", { trace: id, group }, { signal });
      const all = Int32Array.from({ length: found.layers * found.heads }, (_, place) => place);
      return list(
        integers(
          "layer",
          all.map((place) => Math.floor(place / found.heads)),
        ),
        integers(
          "head",
          all.map((place) => place % found.heads),
        ),
        ...headStatistics.map((name) => weighted(name, statistics[name])),
      );
    }
  }
}
