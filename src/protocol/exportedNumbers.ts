import { mapUnits } from "../attention/attentionMap.js";
import { headStatistics } from "../attention/headStatistics.js";
import type { TraceSummary } from "../attention/trace.js";
import { groupOf, tokensOf } from "../attention/traceGroup.js";
import { unitTexts } from "../attention/unitTexts.js";
import type { ExportedTable, ListColumn } from "../export/exportedTable.js";
import type { CallOptions } from "./channel.js";
import type { EncoderMethods } from "./encoderProtocol.js";
import type { TableChoice } from "./exportProtocol.js";
import type { OfMap } from "./traceMethods.js";

/** What exported numbers are asked by. */
export type NumberMethods = Pick<
  EncoderMethods,
  "attentionMap" | "attentionRow" | "attentionColumn" | "strongestPairs" | "headStatistics"
>;

/** Who has the exact numbers. */
export interface NumbersOfTraces {
  call<K extends keyof NumberMethods>(
    method: K,
    request: Parameters<NumberMethods[K]>[0],
    options: CallOptions,
  ): Promise<ReturnType<NumberMethods[K]>>;
}

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
  const { queries, keys } = labelsOf(trace, map);
  const { trace: id, heads } = map;
  switch (choice.kind) {
    case "matrix": {
      const { weights } = await traces.call("attentionMap", map, { signal });
      return { kind: "matrix", rowLabels: queries, columnLabels: keys, weights };
    }
    case "row": {
      const weights = await traces.call("attentionRow", { ...map, query: choice.query }, { signal });
      return list(places("position", keys.length), texts("key", keys), weighted("weight", weights));
    }
    case "column": {
      const weights = await traces.call("attentionColumn", { ...map, key: choice.key }, { signal });
      return list(places("position", queries.length), texts("query", queries), weighted("weight", weights));
    }
    case "pairs": {
      const pairs = await traces.call("strongestPairs", { ...map, count: choice.count }, { signal });
      // A query may have fewer keys than there is room for.
      const cells = Array.from(pairs.keys.keys()).filter((cell) => pairs.keys[cell]! >= 0);
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

function labelsOf(trace: TraceSummary, { heads, recipe }: OfMap) {
  const group = groupOf(trace, heads.group);
  const units = mapUnits(trace, heads.group, recipe);
  return {
    queries: unitTexts(tokensOf(trace, group.queries), trace.segments, units.queries),
    keys: unitTexts(tokensOf(trace, group.keys), trace.segments, units.keys),
  };
}

function list(...columns: readonly ListColumn[]): ExportedTable {
  return { kind: "list", columns };
}

function places(name: string, count: number): ListColumn {
  return integers(
    name,
    Int32Array.from({ length: count }, (_, place) => place),
  );
}

function integers(name: string, values: Int32Array): ListColumn {
  return { kind: "integer", name, values };
}

function texts(name: string, values: readonly string[]): ListColumn {
  return { kind: "text", name, values };
}

function weighted(name: string, values: Float32Array): ListColumn {
  return { kind: "weight", name, values };
}
