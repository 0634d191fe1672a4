import assert from "node:assert/strict";
import { oneHead, type HeadSet } from "../../../../src/attention/headSet.js";
import { plainRecipe } from "../../../../src/attention/recipe.js";
import type { Trace } from "../../../../src/attention/trace.js";
import { TraceReading } from "../../../../src/attention/traceReading.js";
import type { Traces } from "../../../../src/encoder/traces.js";
import type { ListColumn } from "../../../../src/export/exportedTable.js";
import { exportedNumbers } from "../../../../src/protocol/exportedNumbers.js";
import type { TableChoice } from "../../../../src/protocol/exportProtocol.js";
import type { OfMap, OfPairs } from "../../../../src/protocol/traceMethods.js";
import { syntheticTrace } from "../../attention/syntheticTrace.js";

const made = syntheticTrace(2, 3, 5);
/** Its first token stands for no text, and its last two are parts of one word. */
const trace: Trace = {
  ...made,
  tokens: {
    ...made.tokens,
    texts: ["<s>", "=a", " ", "Ko", "rea"],
    segments: Int32Array.of(-1, 0, 0, 0, 0),
    starts: Int32Array.of(-1, 0, 2, 3, 5),
    ends: Int32Array.of(-1, 2, 3, 5, 8),
  },
  segments: ["=a Korea"],
};

/** The encoder's process, in this one. */
function tracesOf(reading: TraceReading): Pick<Traces, "call"> {
  const turn = () => Promise.resolve();
  const answers: Record<string, (request: never) => unknown> = {
    attentionMap({ heads, recipe }: OfMap) {
      const { weights, queries, keys } = reading.map(heads, recipe);
      return { rows: queries.firsts.length, columns: keys.firsts.length, weights };
    },
    attentionRow: ({ heads, recipe, query }: OfMap & { query: number }) => reading.row(heads, recipe, query),
    attentionColumn: ({ heads, recipe, key }: OfMap & { key: number }) => reading.column(heads, recipe, key),
    strongestPairs: ({ heads, recipe, count }: OfPairs) => reading.strongestPairs(heads, recipe, count),
    headStatistics: () => reading.headStatistics("encoder", turn),
  };
  const call = (method: string, request: unknown) => Promise.resolve(answers[method]!(request as never));
  return { call } as Pick<Traces, "call">;
}

describe("the numbers that are exported", () => {
  const reading = new TraceReading(trace);
  const heads = oneHead({ group: "encoder", layer: 1, head: 2 });
  const recipe = { ...plainRecipe, dropSpecial: true, merge: "words" } as const;
  const numbers = (choice: TableChoice, of: Partial<OfMap> = {}) => {
    const map = { trace: 1, heads, recipe: plainRecipe, ...of };
    return exportedNumbers(trace, map, choice, tracesOf(reading), new AbortController().signal);
  };
  const columnsOf = async (choice: TableChoice, of?: Partial<OfMap>) => {
    const table = await numbers(choice, of);
    assert.equal(table.kind, "list");
    const { columns } = table as { columns: readonly ListColumn[] };
    return Object.fromEntries(columns.map(({ name, values }) => [name, values]));
  };

  it("are a whole map with what its rows and columns stand for", async () => {
    const table = await numbers({ kind: "matrix" });
    assert.deepEqual(table, {
      kind: "matrix",
      rowLabels: ["<s>", "=a", "·", "Ko", "rea"],
      columnLabels: ["<s>", "=a", "·", "Ko", "rea"],
      weights: reading.map(heads, plainRecipe).weights,
    });
  });

  it("are those of the recipe, for its units", async () => {
    const table = await numbers({ kind: "matrix" }, { recipe });
    assert.equal(table.kind, "matrix");
    const { rowLabels, weights } = table;
    assert.deepEqual(rowLabels, ["=a", "·", "Korea"]);
    assert.equal(weights.length, 9);
    assert.deepEqual(weights, reading.map(heads, recipe).weights);
  });

  it("are a row or a column", async () => {
    assert.deepEqual(await columnsOf({ kind: "row", query: 2 }, { recipe }), {
      position: Int32Array.of(0, 1, 2),
      key: ["=a", "·", "Korea"],
      weight: reading.row(heads, recipe, 2),
    });
    assert.deepEqual(await columnsOf({ kind: "column", key: 0 }), {
      position: Int32Array.of(0, 1, 2, 3, 4),
      query: ["<s>", "=a", "·", "Ko", "rea"],
      weight: reading.column(heads, plainRecipe, 0),
    });
  });

  it("are the strongest pairs of each head", async () => {
    const two: HeadSet = { ...heads, heads: [{ layer: 0, head: 1 }, ...heads.heads] };
    const pairs = reading.strongestPairs(two, plainRecipe, 2);
    const table = await columnsOf({ kind: "pairs", count: 2 }, { heads: two });
    const each = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4];
    assert.deepEqual(table.layer, Int32Array.from([...each.map(() => 0), ...each.map(() => 1)]));
    assert.deepEqual(table.head, Int32Array.from([...each.map(() => 1), ...each.map(() => 2)]));
    assert.deepEqual(table.query_position, Int32Array.from([...each, ...each]));
    assert.deepEqual(table.key_position, pairs.keys);
    assert.deepEqual(table.weight, pairs.weights);
    assert.equal(table.query![2], "=a");
    assert.equal(table.key![0], ["<s>", "=a", "·", "Ko", "rea"][pairs.keys[0]!]);
  });

  it("leave out pairs that a query has not", async () => {
    const { attention } = trace;
    const masked = { ...trace, attention: { encoder: attention.encoder!.map((map) => map.slice().fill(NaN, 0, 5)) } };
    const table = await exportedNumbers(
      masked,
      { trace: 1, heads, recipe: plainRecipe },
      { kind: "pairs", count: 1 },
      tracesOf(new TraceReading(masked)),
      new AbortController().signal,
    );
    const { columns } = table as { columns: readonly ListColumn[] };
    const queries = columns.find(({ name }) => name === "query_position");
    assert.deepEqual(queries?.values, Int32Array.of(1, 2, 3, 4));
  });

  it("are a number for every statistic of every head", async () => {
    const { layer, head, ...rest } = await columnsOf({ kind: "statistics" });
    assert.deepEqual(layer, Int32Array.of(0, 0, 0, 1, 1, 1));
    assert.deepEqual(head, Int32Array.of(0, 1, 2, 0, 1, 2));
    assert.deepEqual(rest, await reading.headStatistics("encoder", () => Promise.resolve()));
  });
});
