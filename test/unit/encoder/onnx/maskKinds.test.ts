import assert from "node:assert/strict";
import { describeModel } from "../../../../src/encoder/describeModel.js";
import { GraphModel } from "../support/graphModel.js";
import { TemporaryFolder } from "../support/temporaryFolder.js";

const [HEADS, SIZE, LONGEST] = [2, 8, 64];
const LOW = -3.4e38;
type Sees = (query: number, key: number) => boolean;
const causal: Sees = (query, key) => key <= query;

/** A stored `[…, N, N]` of what a query does with a key. */
const table = (of: (query: number, key: number) => number) =>
  Array.from({ length: LONGEST ** 2 }, (_, place) => of(Math.floor(place / LONGEST), place % LONGEST));
const flags = (sees: Sees) => table((query, key) => Number(sees(query, key)));
const added = (sees: Sees, low = LOW) => table((query, key) => (sees(query, key) ? 0 : low));

interface Form {
  readonly mask: readonly string[];
  readonly bias?: string;
  /** Writes the nodes from the scores to what the softmax is given. */
  readonly write: (graph: GraphModel, scores: string, n: string) => string;
}

/** The first N rows and columns of a table. */
function cut(graph: GraphModel, value: string, n: string): string {
  const list = (number: number) => graph.constant("int64", [1], [number]);
  return [-2, -1].reduce((from, axis) => graph.node("Slice", [from, list(0), n, list(axis)]), value);
}

const number = (graph: GraphModel, value: number) => graph.constant("float32", [], [value]);
const stored = (graph: GraphModel, numbers: number[], type: "float32" | "bool" = "float32", leading = [1, 1]) =>
  graph.weight("stored", type, [...leading, LONGEST, LONGEST], numbers);
const ofTable =
  (numbers: number[], leading?: number[]): Form["write"] =>
  (graph, scores, n) =>
    graph.node("Add", [scores, cut(graph, stored(graph, numbers, "float32", leading), n)]);
const alibi = (query: number, key: number, head: number) => -Math.abs(query - key) * 2 ** -(head + 1);
const perHead = (of: (query: number, key: number, head: number) => number) =>
  [0, 1].flatMap((head) => table((query, key) => of(query, key, head)));
/** A mask of keys `[1, 1, 1, N]` under a name that tells nothing, as 0 or a low number. */
function padding(graph: GraphModel): string {
  graph.input("x7", "int64", ["batch", "n"]);
  const hidden = graph.node("Sub", [number(graph, 1), graph.node("Cast", ["x7"], "", { attributes: { to: 1 } })]);
  const low = graph.node("Mul", [hidden, number(graph, LOW)]);
  return graph.node("Unsqueeze", [low, graph.constant("int64", [2], [1, 2])]);
}

const forms: Readonly<Record<string, Form>> = {
  nothing: { mask: [], write: (_, scores) => scores },
  "a stored causal table, added": { mask: ["causal"], write: ofTable(added(causal)) },
  "a stored causal table of −∞": { mask: ["causal"], write: ofTable(added(causal, -Infinity)) },
  "a stored causal table of −1e4": { mask: ["causal"], write: ofTable(added(causal, -1e4)) },
  "nanoGPT's triangle of floats": {
    mask: ["causal"],
    write(graph, scores, n) {
      const isHidden = graph.node("Equal", [cut(graph, stored(graph, flags(causal)), n), number(graph, 0)]);
      return graph.node("Where", [isHidden, number(graph, -Infinity), scores]);
    },
  },
  "a triangle of two axes": {
    mask: ["causal"],
    write(graph, scores, n) {
      const isHidden = graph.node("Equal", [
        cut(graph, stored(graph, flags(causal), "float32", []), n),
        number(graph, 0),
      ]);
      return graph.node("Where", [isHidden, number(graph, -Infinity), scores]);
    },
  },
  "GPT-2's triangle of flags": {
    mask: ["causal"],
    write: (graph, scores, n) =>
      graph.node("Where", [cut(graph, stored(graph, flags(causal), "bool"), n), scores, number(graph, LOW)]),
  },
  "a triangle that is multiplied, and its rest added": {
    mask: ["causal"],
    write(graph, scores, n) {
      const seen = cut(graph, stored(graph, flags(causal)), n);
      const rest = graph.node("Mul", [graph.node("Sub", [number(graph, 1), seen]), number(graph, -1e4)]);
      return graph.node("Add", [graph.node("Mul", [scores, seen]), rest]);
    },
  },
  "Trilu of −∞": {
    mask: ["causal"],
    write(graph, scores, n) {
      const shape = graph.node("Concat", [n, n], "", { attributes: { axis: 0 } });
      const low = graph.node("Expand", [number(graph, -Infinity), shape]);
      const upper = graph.node("Trilu", [low, graph.constant("int64", [], [1])], "", { attributes: { upper: 1 } });
      return graph.node("Add", [scores, upper]);
    },
  },
  "padding under another name": {
    mask: ["padding"],
    write: (graph, scores) => graph.node("Add", [scores, padding(graph)]),
  },
  "padding that hides where it is true": {
    mask: ["padding"],
    write(graph, scores) {
      graph.input("src_key_padding_mask", "bool", ["batch", "n"]);
      const hidden = graph.node("Unsqueeze", ["src_key_padding_mask", graph.constant("int64", [2], [1, 2])]);
      return graph.node("Where", [hidden, number(graph, -Infinity), scores]);
    },
  },
  "padding by the ids themselves": {
    mask: ["padding"],
    write(graph, scores) {
      const isPadding = graph.node("Equal", ["input_ids", graph.constant("int64", [], [0])]);
      const hidden = graph.node("Unsqueeze", [isPadding, graph.constant("int64", [2], [1, 2])]);
      return graph.node("Where", [hidden, number(graph, -Infinity), scores]);
    },
  },
  "padding written into a causal table": {
    mask: ["padding", "causal"],
    write(graph, scores, n) {
      const seen = graph.node("Squeeze", [
        cut(graph, stored(graph, added(causal)), n),
        graph.constant("int64", [2], [0, 1]),
      ]);
      const list = graph.constant(
        "int64",
        [LONGEST],
        Array.from({ length: LONGEST }, (_, place) => place),
      );
      const rows = graph.node("Slice", [list, graph.constant("int64", [1], [0]), n]);
      const places = graph.node("Unsqueeze", [rows, graph.constant("int64", [1], [-1])]);
      const hidden = graph.node("Squeeze", [padding(graph), graph.constant("int64", [2], [1, 2])]);
      const written = graph.node("ScatterND", [seen, places, graph.node("Add", [seen, hidden])]);
      return graph.node("Add", [scores, graph.node("Unsqueeze", [written, graph.constant("int64", [2], [0, 1])])]);
    },
  },
  "a sliding window": { mask: ["local"], write: ofTable(added((query, key) => Math.abs(query - key) < 4)) },
  "a causal window": {
    mask: ["causal", "local"],
    write: ofTable(added((query, key) => key <= query && query - key < 5)),
  },
  "a prefix that all see": { mask: ["other"], write: ofTable(added((query, key) => key <= query || key < 6)) },
  blocks: {
    mask: ["other"],
    write: ofTable(added((query, key) => Math.floor(query / 8) === Math.floor(key / 8))),
  },
  ALiBi: { mask: [], bias: "alibi", write: ofTable(perHead(alibi), [1, HEADS]) },
  "ALiBi and a causal mask in one table": {
    mask: ["causal"],
    bias: "alibi",
    write: ofTable(
      perHead((query, key, head) => (key <= query ? alibi(query, key, head) : -Infinity)),
      [1, HEADS],
    ),
  },
  "the same slope for all heads": {
    mask: [],
    bias: "relative",
    write: ofTable(
      perHead((query, key) => alibi(query, key, 0)),
      [1, HEADS],
    ),
  },
  "a bias that is no line": {
    mask: [],
    bias: "relative",
    write: ofTable(
      perHead((query, key, head) => Math.sin(query - key + head)),
      [1, HEADS],
    ),
  },
};

function modelOf({ write }: Form): Uint8Array {
  const graph = new GraphModel({ "": 17 });
  graph.input("input_ids", "int64", ["batch", "n"]);
  const drawn = (count: number) => Array.from({ length: count }, (_, place) => Math.sin(place * place));
  graph.weight("embedding", "float32", [50, SIZE], drawn(50 * SIZE));
  graph.node("Gather", ["embedding", "input_ids"], "x");
  const shape = graph.constant("int64", [4], [0, 0, HEADS, SIZE / HEADS]);
  const [query, key, value] = ["q", "k", "v"].map((name) => {
    graph.weight(name, "float32", [SIZE, SIZE], drawn(SIZE * SIZE));
    const apart = graph.node("Reshape", [graph.node("MatMul", ["x", name]), shape]);
    return graph.node("Transpose", [apart], "", { attributes: { perm: name === "k" ? [0, 2, 3, 1] : [0, 2, 1, 3] } });
  }) as [string, string, string];
  const sizes = graph.node("Shape", ["input_ids"]);
  const n = graph.node("Slice", [sizes, ...[1, 2, 0].map((at) => graph.constant("int64", [1], [at]))]);
  const scores = write(graph, graph.node("MatMul", [query, key]), n);
  const weights = graph.node("Softmax", [scores], "weights", { attributes: { axis: -1 } });
  graph.output(graph.node("MatMul", [weights, value]));
  return graph.bytes();
}

describe("what is done to scores", () => {
  const folder = new TemporaryFolder();
  after(() => folder.remove());
  const call = { signal: new AbortController().signal, progress: () => undefined };

  for (const [name, form] of Object.entries(forms)) {
    it(`is told by its numbers: ${name}`, async () => {
      const path = folder.write("model.onnx", modelOf(form));
      const { sites, positions } = await describeModel({ path }, call);
      const { bias = "none", mask } = form;
      assert.deepEqual(
        sites.entries.map((site) => [site.mask, site.bias]),
        [[mask, bias]],
      );
      // A mask is no positional encoding; a bias of positions is one.
      const kinds = positions.entries.map(({ kind, place }) => [kind, place]);
      assert.deepEqual(kinds, bias === "none" ? [] : [[bias, "scores"]]);
    });
  }
});
