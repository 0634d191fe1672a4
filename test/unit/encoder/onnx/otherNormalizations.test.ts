import assert from "node:assert/strict";
import { attentionSites } from "../../../../src/encoder/onnx/attentionSites.js";
import { graphOf, modelOfGraph, nodeOf } from "./syntheticModel.js";
import { attentionGraph, type Written } from "./attentionGraph.js";

const scores: Written = ["MatMul", ["q", "kt"], "s"];
const context: Written = ["MatMul", ["p", "v"], "c"];
const between = (...written: Written[]) => [scores, ...written, context];
const exponentials: Written[] = [
  ["Exp", ["s"], "e"],
  ["ReduceSum", ["e", "last"], "sum", { keepdims: 1 }],
];

// What multiplies values without being a softmax over keys, and what must be said of it.
const cases: Readonly<Record<string, readonly [readonly Written[], RegExp]>> = {
  sigmoid: [between(["Sigmoid", ["s"], "p"]), /normalised by Sigmoid, not by softmax over keys/],
  "a sigmoid with a bias and a mask": [
    between(["Add", ["s", "one"], "b"], ["Sigmoid", ["b"], "g"], ["Mul", ["g", "half"], "p"]),
    /normalised by Sigmoid/,
  ],
  "squared ReLU": [between(["Relu", ["s"], "r"], ["Mul", ["r", "r"], "p"]), /normalised by Relu/],
  "a square divided by its sum": [
    between(["Pow", ["s", "one"], "e"], ["ReduceSum", ["e", "last"], "sum"], ["Div", ["e", "sum"], "p"]),
    /normalised by Pow/,
  ],
  "exponentials that nothing divides": [between(["Exp", ["s"], "p"]), /normalised by Exp/],
  "top k without a softmax": [
    between(["TopK", ["s", "last"], "t"], ["GreaterOrEqual", ["s", "t"], "m"], ["Where", ["m", "s", "half"], "p"]),
    /normalised by TopK, GreaterOrEqual,/,
  ],
  "a sigmoid times its own scores": [
    between(["Sigmoid", ["s"], "g"], ["Mul", ["s", "g"], "p"]),
    /normalised by Sigmoid,/,
  ],
  "scores divided by their sum": [
    between(["ReduceSum", ["s", "last"], "m"], ["Div", ["s", "m"], "p"]),
    /normalised by ReduceSum,/,
  ],
  "the mean and deviation of a row": [
    between(
      ["ReduceMean", ["s", "last"], "m"],
      ["Sub", ["s", "m"], "d"],
      ["Mul", ["d", "d"], "square"],
      ["ReduceMean", ["square", "last"], "variance"],
      ["Sqrt", ["variance"], "deviation"],
      ["Div", ["d", "deviation"], "p"],
    ),
    /normalised by ReduceMean, Sqrt,/,
  ],
  sparsemax: [
    between(
      ["TopK", ["s", "last"], "sorted"],
      ["CumSum", ["sorted", "last"], "t"],
      ["Sub", ["s", "t"], "d"],
      ["Max", ["d", "half"], "p"],
    ),
    /normalised by TopK, CumSum,/,
  ],
  "an operator that is not known": [between(["Entmax", ["s"], "p"]), /normalised by Entmax,/],
  "the largest score alone": [
    between(["ArgMax", ["s"], "place"], ["OneHot", ["place", "last", "half"], "p"]),
    /normalised by ArgMax, OneHot,/,
  ],
  "entmax by a cumulative sum": [
    between(["CumSum", ["s", "last"], "t"], ["Sub", ["s", "t"], "d"], ["Relu", ["d"], "p"]),
    /normalised by (CumSum, )?Relu/,
  ],
  cosine: [between(["Mul", ["s", "half"], "p"]), /product of queries and keys is multiplied with values without/],
  "linear attention": [
    [
      ["MatMul", ["kt", "v"], "kv"],
      ["MatMul", ["q", "kv"], "c"],
    ],
    /linear attention/,
  ],
  "off-by-one softmax": [
    between(...exponentials, ["Add", ["sum", "one"], "more"], ["Div", ["e", "more"], "p"]),
    /more than exponentials .* less than 1/,
  ],
  "off-by-one softmax, divided after the values": [
    [
      scores,
      ...exponentials,
      ["Add", ["sum", "one"], "more"],
      ["MatMul", ["e", "v"], "product"],
      ["Div", ["product", "more"], "c"],
    ],
    /more than exponentials/,
  ],
  "off-by-one softmax of scores less their maximum": [
    between(
      ["ReduceMax", ["s", "last"], "most"],
      ["Sub", ["s", "most"], "d"],
      ["Exp", ["d"], "e"],
      ["ReduceSum", ["e", "last"], "sum"],
      ["Neg", ["most"], "least"],
      ["Exp", ["least"], "extra"],
      ["Add", ["sum", "extra"], "more"],
      ["Div", ["e", "more"], "p"],
    ),
    /more than exponentials/,
  ],
  "softmax over the queries": [between(["Softmax", ["s"], "p", { axis: -2 }]), /another axis than that of the keys/],
  "softmax over the queries, written out": [
    between(["Exp", ["s"], "e"], ["ReduceSum", ["e"], "sum", { axes: [-2], keepdims: 1 }], ["Div", ["e", "sum"], "p"]),
    /another axis than that of the keys/,
  ],
  "heads mixed before the softmax": [
    between(
      ["Transpose", ["s"], "t", { perm: [0, 2, 3, 1] }],
      ["MatMul", ["t", "mix"], "m"],
      ["Transpose", ["m"], "u", { perm: [0, 3, 1, 2] }],
      ["Softmax", ["u"], "p", { axis: -1 }],
    ),
    /before the softmax \(talking heads\)/,
  ],
  "heads mixed after the softmax by a layer with a bias": [
    between(
      ["Softmax", ["s"], "w", { axis: -1 }],
      ["Transpose", ["w"], "t", { perm: [0, 2, 3, 1] }],
      ["MatMul", ["t", "mix"], "m"],
      ["Add", ["one", "m"], "b"],
      ["Transpose", ["b"], "p", { perm: [0, 3, 1, 2] }],
    ),
    /between the softmax and the product with values \(talking heads\)/,
  ],
  "heads mixed before the softmax by a convolution, and normalized": [
    between(
      ["Conv", ["s", "mix"], "m"],
      ["BatchNormalization", ["m", "one", "one", "one", "one"], "b"],
      ["Softmax", ["b"], "p", { axis: -1 }],
    ),
    /before the softmax \(talking heads\)/,
  ],
  "a softmax less a number": [
    between(["Softmax", ["s"], "w", { axis: -1 }], ["Sub", ["w", "half"], "p"]),
    /changed by Sub before it meets the values/,
  ],
  "scores that are normalized before the softmax": [
    between(["LayerNormalization", ["s", "one"], "l"], ["Softmax", ["l"], "p", { axis: -1 }]),
    /changed by LayerNormalization before the softmax/,
  ],
  "heads mixed after the softmax by an equation": [
    between(["Softmax", ["s"], "w", { axis: -1 }], ["Einsum", ["w", "mix"], "p", { equation: "bhqk,hg->bgqk" }]),
    /between the softmax and the product with values \(talking heads\)/,
  ],
  "heads mixed after the softmax by a convolution": [
    between(["Softmax", ["s"], "w", { axis: -1 }], ["Conv", ["w", "mix"], "p"]),
    /between the softmax and the product with values \(talking heads\)/,
  ],
};

describe("what multiplies values and is no softmax over keys", () => {
  for (const [name, [written, reason]] of Object.entries(cases)) {
    it(`is listed once with the true reason: ${name}`, () => {
      const { sites, blocked } = attentionSites(attentionGraph(written));
      assert.deepEqual(sites, []);
      assert.equal(blocked.length, 1, JSON.stringify(blocked));
      assert.match(blocked[0]!.reason, reason);
    });
  }

  it("is listed if a softmax is written out within a body", () => {
    const body = attentionGraph(between(...exponentials, ["Div", ["e", "sum"], "p"])).graph;
    const loop = nodeOf("Loop", "", { body: { kind: "graph", value: body } });
    const { sites, blocked } = attentionSites(modelOfGraph(graphOf([{ ...loop, outputs: ["y"] }])));
    assert.deepEqual([sites.length, blocked.length], [0, 1]);
    assert.match(blocked[0]!.reason, /inside the node Loop/);
  });

  it("is not made of a softmax with an epsilon in its divisor", () => {
    const written = between(...exponentials, ["Add", ["sum", "tiny"], "more"], ["Div", ["e", "more"], "p"]);
    const { sites, blocked } = attentionSites(attentionGraph(written));
    assert.deepEqual([sites.length, blocked.length], [1, 0]);
  });

  it("is each softmax of a difference of two (differential attention)", () => {
    const written = between(
      ["MatMul", ["k", "kt"], "other"],
      ["Softmax", ["s"], "first", { axis: -1 }],
      ["Softmax", ["other"], "second", { axis: -1 }],
      ["Sub", ["first", "second"], "p"],
    );
    const { sites, blocked } = attentionSites(attentionGraph(written));
    assert.deepEqual(sites, []);
    assert.deepEqual(
      blocked.map(({ node, reason }) => [node, reason.includes("changed by Sub before it meets the values")]),
      [
        ["first", true],
        ["second", true],
      ],
    );
  });

  it("is not made of a context that the next layer normalizes", () => {
    const written: Written[] = [
      ...between(["Softmax", ["s"], "p", { axis: -1 }]),
      ["LayerNormalization", ["c", "one"], "n"],
      ["Gelu", ["n"], "g"],
      ["MatMul", ["g", "kt"], "similarity"],
    ];
    const { sites, blocked } = attentionSites(attentionGraph(written));
    assert.deepEqual([sites.length, blocked], [1, []]);
  });

  it("is not made of a feed-forward layer", () => {
    const written: Written[] = [
      ["MatMul", ["x", "mix"], "up"],
      ["Sigmoid", ["up"], "gate"],
      ["Mul", ["up", "gate"], "h"],
      ["MatMul", ["h", "mix"], "down"],
    ];
    assert.deepEqual(attentionSites(attentionGraph(written)), { sites: [], blocked: [] });
  });
});

describe("weights that are inputs of a graph", () => {
  const weight = (name: string) => ({ name, elementType: 10, shape: [4, 4] });
  const ids = { name: "input_ids", elementType: 7, shape: ["batch", "sequence"] };

  it("make no other sequence of the keys: attention is the encoder's own", () => {
    const model = attentionGraph(between(["Softmax", ["s"], "p", { axis: -1 }]), {
      inputs: [ids, weight("q.weight"), weight("k.weight"), weight("v.weight")],
    });
    const { sites } = attentionSites({ ...model, graph: { ...model.graph, initializers: new Map() } });
    assert.deepEqual(
      sites.map(({ group }) => group),
      ["encoder"],
    );
  });
});
