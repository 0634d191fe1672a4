import assert from "node:assert/strict";
import { oneHead, type HeadSet } from "../../../../src/attention/headSet.js";
import { plainRecipe } from "../../../../src/attention/recipe.js";
import type { Trace } from "../../../../src/attention/trace.js";
import { TraceReading } from "../../../../src/attention/traceReading.js";
import type { Traces } from "../../../../src/encoder/traces.js";
import type { ListColumn } from "../../../../src/export/exportedTable.js";
import { exportedNumbers } from "../../../../src/protocol/exportedNumbers.js";
import { selectionOf } from "../../../../src/protocol/selectionOf.js";
import type { TableChoice, UnitsChoice } from "../../../../src/protocol/exportProtocol.js";
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
  const row = { kind: "row", combine: "sum", list: null } as const satisfies Partial<UnitsChoice>;
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
    assert.deepEqual(await columnsOf({ ...row, units: [2] }, { recipe }), {
      position: Int32Array.of(0, 1, 2),
      key: ["=a", "·", "Korea"],
      weight: reading.row(heads, recipe, 2),
    });
    assert.deepEqual(await columnsOf({ ...row, kind: "column", units: [0] }), {
      position: Int32Array.of(0, 1, 2, 3, 4),
      query: ["<s>", "=a", "·", "Ko", "rea"],
      weight: reading.column(heads, plainRecipe, 0),
    });
  });

  it("are several rows or columns added up or averaged, named by their positions", async () => {
    const at = (query: number, key: number) => trace.attention.encoder![5]![query * 5 + key]!;
    const summed = await columnsOf({ ...row, units: [3, 1] });
    assert.deepEqual(Object.keys(summed), ["position", "key", "sum_of_queries_3_1"]);
    assert.deepEqual(
      summed.sum_of_queries_3_1,
      Float32Array.from([0, 1, 2, 3, 4], (key) => at(3, key) + at(1, key)),
    );
    const averaged = await columnsOf({ ...row, kind: "column", units: [0, 2, 4], combine: "mean" });
    assert.deepEqual(Object.keys(averaged), ["position", "query", "mean_of_keys_0_2_4"]);
    assert.deepEqual(
      averaged.mean_of_keys_0_2_4,
      Float32Array.from([0, 1, 2, 3, 4], (query) => (at(query, 0) + at(query, 2) + at(query, 4)) / 3),
    );
    const twice = await columnsOf({ ...row, units: [3, 1, 3] });
    assert.deepEqual(twice, summed, "each once");
  });

  it("are listed in the order of a table on screen, those that it lists", async () => {
    const list = { units: [4, 0, 3], by: "weight", descending: true, sought: "e" } as const;
    const weights = reading.row(heads, plainRecipe, 2);
    assert.deepEqual(await columnsOf({ ...row, units: [2], list }), {
      position: Int32Array.of(4, 0, 3),
      key: ["rea", "<s>", "Ko"],
      weight: Float32Array.of(weights[4]!, weights[0]!, weights[3]!),
    });
    const none = await columnsOf({ ...row, units: [2], list: { ...list, units: [] } });
    assert.deepEqual(none, { position: new Int32Array(0), key: [], weight: new Float32Array(0) });
  });

  it("are none of units that there are not", async () => {
    const list = { units: [5], by: "weight", descending: true, sought: "" } as const;
    await assert.rejects(numbers({ ...row, units: [0], list }), RangeError);
    await assert.rejects(numbers({ ...row, units: [0, 5] }), /no unit 5 of 5/);
    assert.throws(
      () => selectionOf(trace, { trace: 1, heads, recipe }, { ...row, units: [0, 3] }, "table"),
      RangeError,
    );
  });

  it("are told of in provenance: which units, how combined and how listed", () => {
    const map = { trace: 1, heads, recipe };
    const list = { units: [2, 0], by: "token", descending: false, sought: "a" } as const;
    assert.deepEqual(selectionOf(trace, map, { ...row, units: [2, 0], combine: "mean", list }, "table"), {
      kind: "row",
      of: [
        { position: 2, text: "Korea" },
        { position: 0, text: "=a" },
      ],
      combine: "mean",
      list: { by: "token", descending: false, sought: "a" },
    });
    assert.deepEqual(selectionOf(trace, map, { ...row, kind: "column", units: [1] }, "table"), {
      kind: "column",
      of: [{ position: 1, text: "·" }],
      combine: null,
      list: null,
    });
    assert.deepEqual(selectionOf(trace, map, { kind: "pairs", count: 3, least: 0.25 }, "table"), {
      kind: "pairs",
      most: 3,
      least: 0.25,
    });
    for (const holds of ["table", "figure"] as const) {
      assert.equal(selectionOf(trace, map, { kind: "matrix" }, holds), null);
    }
  });

  it("are told of in provenance as all heads' where they are: statistics, or maps made small", () => {
    const map = { trace: 1, heads, recipe: { ...plainRecipe, pooling: "mean" } } as const;
    const all = { group: "encoder", layers: 2, heads: 3 };
    assert.deepEqual(selectionOf(trace, map, { kind: "statistics" }, "table"), { kind: "statistics", ...all });
    const small = { kind: "thumbnails", ...all };
    assert.deepEqual(selectionOf(trace, map, { kind: "statistics" }, "figure"), { ...small, pooling: null });
    const long = syntheticTrace(2, 3, 65);
    assert.deepEqual(selectionOf(long, map, { kind: "statistics" }, "figure"), { ...small, pooling: "mean" });
  });

  it("are the strongest pairs of each head", async () => {
    const two: HeadSet = { ...heads, heads: [{ layer: 0, head: 1 }, ...heads.heads] };
    const pairs = reading.strongestPairs(two, plainRecipe, 2);
    const table = await columnsOf({ kind: "pairs", count: 2, least: 0 }, { heads: two });
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
      { kind: "pairs", count: 1, least: 0 },
      tracesOf(new TraceReading(masked)),
      new AbortController().signal,
    );
    const { columns } = table as { columns: readonly ListColumn[] };
    const queries = columns.find(({ name }) => name === "query_position");
    assert.deepEqual(queries?.values, Int32Array.of(1, 2, 3, 4));
  });

  it("leave out pairs below the least weight, which are no lines, and of weights of 0 all", async () => {
    const two: HeadSet = { ...heads, heads: [{ layer: 0, head: 1 }, ...heads.heads] };
    const all = [1, 5].flatMap((map) => Array.from(trace.attention.encoder![map]!)).sort((one, other) => one - other);
    // Between two weights, and one of them itself, which is not below.
    for (const least of [(all[24]! + all[25]!) / 2, all[25]!]) {
      const { weight, head } = await columnsOf({ kind: "pairs", count: 5, least }, { heads: two });
      assert.deepEqual(
        [...(weight as Float32Array)].sort((one, other) => one - other),
        all.slice(25),
      );
      assert.equal(head!.length, 25);
    }
    const strict = { ...plainRecipe, threshold: all[40]! };
    const { weight } = await columnsOf({ kind: "pairs", count: 5, least: 0 }, { heads: two, recipe: strict });
    assert.equal(weight!.length, 10);
  });

  it("are a number for every statistic of every head", async () => {
    const { layer, head, ...rest } = await columnsOf({ kind: "statistics" });
    assert.deepEqual(layer, Int32Array.of(0, 0, 0, 1, 1, 1));
    assert.deepEqual(head, Int32Array.of(0, 1, 2, 0, 1, 2));
    assert.deepEqual(rest, await reading.headStatistics("encoder", () => Promise.resolve()));
  });
});
