import assert from "node:assert/strict";
import { attentionSites } from "../../../../src/encoder/onnx/attentionSites.js";
import { attentionGraph, type Written } from "./attentionGraph.js";

const scores: Written = ["MatMul", ["q", "kt"], "s"];
const context: Written = ["MatMul", ["p", "v"], "c"];
const exp: Written = ["Exp", ["s"], "e"];
const sum: Written = ["ReduceSum", ["e", "last"], "sum", { keepdims: 1 }];
const masked: Written[] = [
  ["Mul", ["e", "mask"], "m"],
  ["ReduceSum", ["m", "last"], "sum"],
];
const flatSum: Written = ["ReduceSum", ["e"], "flat", { axes: [-1], keepdims: 0 }];
const turned: Written = ["Transpose", ["e"], "et", { perm: [0, 1, 3, 2] }];
const between = (...written: Written[]) => [scores, ...written, context];
const divided: Written = ["Div", ["e", "sum"], "p"];

const softmaxes: Readonly<Record<string, readonly Written[]>> = {
  "with a reciprocal": between(exp, sum, ["Reciprocal", ["sum"], "r"], ["Mul", ["e", "r"], "p"]),
  "with 1 / sum": between(exp, sum, ["Div", ["one", "sum"], "r"], ["Mul", ["r", "e"], "p"]),
  "with a mask of exponentials": between(exp, ...masked, ["Div", ["m", "sum"], "p"]),
  "with a mask, divided after the values": [
    scores,
    exp,
    ...masked,
    ["MatMul", ["m", "v"], "product"],
    ["Div", ["product", "sum"], "c"],
  ],
  "with a mask after it, as of dropout": between(exp, sum, ["Mul", ["e", "mask"], "m"], ["Div", ["m", "sum"], "p"]),
  "with values times a reciprocal": [
    scores,
    exp,
    sum,
    ["MatMul", ["e", "v"], "product"],
    ["Reciprocal", ["sum"], "r"],
    ["Mul", ["product", "r"], "c"],
  ],
  "with a sum that gets its axis back": between(
    exp,
    flatSum,
    ["Unsqueeze", ["flat"], "sum", { axes: [-1] }],
    ["Div", ["e", "sum"], "p"],
  ),
  "with a sum that is turned and turned back": between(
    exp,
    turned,
    ["ReduceSum", ["et"], "st", { axes: [-2] }],
    ["Transpose", ["st"], "sum", { perm: [0, 1, 3, 2] }],
    divided,
  ),
  "beside another sum of the same exponentials": between(
    exp,
    ["ReduceSum", ["e"], "total", { axes: [1, 2, 3] }],
    sum,
    ["Add", ["sum", "one"], "more"],
    divided,
  ),
  "as a logarithm of a sum, its maximum added again": between(
    ["ReduceMax", ["s"], "max", { axes: [-1] }],
    ["Sub", ["s", "max"], "d"],
    ["Exp", ["d"], "ed"],
    ["ReduceSum", ["ed", "last"], "sum"],
    ["Log", ["sum"], "log"],
    ["Add", ["log", "max"], "normalizer"],
    ["Sub", ["s", "normalizer"], "l"],
    ["Exp", ["l"], "p"],
  ),
};

// Rows sum to 1 by structure in none of these.
const others: Readonly<Record<string, readonly Written[]>> = {
  "a sum of masked exponentials that divides unmasked ones": between(exp, ...masked, divided),
  "a sum of squares of exponentials": between(
    exp,
    ["Mul", ["e", "e"], "ee"],
    ["ReduceSum", ["ee", "last"], "sum"],
    divided,
  ),
  "a sum of other exponentials": between(
    exp,
    ["Mul", ["s", "half"], "h"],
    ["Exp", ["h"], "eh"],
    ["ReduceSum", ["eh", "last"], "sum"],
    divided,
  ),
  "a masked product divided by an unmasked sum": [
    scores,
    exp,
    sum,
    ["Mul", ["e", "mask"], "m"],
    ["MatMul", ["m", "v"], "product"],
    ["Div", ["product", "sum"], "c"],
  ],
  "a sum over queries by way of a transposition": between(
    exp,
    turned,
    ["ReduceSum", ["et", "last"], "st"],
    ["Transpose", ["st"], "sum", { perm: [0, 1, 3, 2] }],
    divided,
  ),
  "a sum of each row that divides columns": between(
    exp,
    sum,
    ["Transpose", ["sum"], "st", { perm: [0, 1, 3, 2] }],
    ["Div", ["e", "st"], "p"],
  ),
  "a sum without its axis": between(exp, flatSum, ["Div", ["e", "flat"], "p"]),
  "a sum that gets another axis back": between(
    exp,
    flatSum,
    ["Unsqueeze", ["flat"], "sum", { axes: [-2] }],
    ["Div", ["e", "sum"], "p"],
  ),
  "twice the sum": between(exp, sum, ["Add", ["sum", "sum"], "twice"], ["Div", ["e", "twice"], "p"]),
  "a power of the sum": between(exp, sum, ["Pow", ["sum", "half"], "r"], ["Mul", ["e", "r"], "p"]),
  "a product with a part of the sum": between(exp, sum, ["Div", ["sum", "half"], "r"], ["Mul", ["e", "r"], "p"]),
  "a mean": between(exp, ["ReduceMean", ["e"], "sum", { axes: [-1] }], divided),
  "a log-sum of another value": between(
    ["ReduceLogSumExp", ["q"], "l", { axes: [-1] }],
    ["Sub", ["s", "l"], "d"],
    ["Exp", ["d"], "p"],
  ),
  "a log-sum of scores at another scale": between(
    ["ReduceLogSumExp", ["s"], "l", { axes: [-1] }],
    ["Mul", ["s", "half"], "h"],
    ["Sub", ["h", "l"], "d"],
    ["Exp", ["d"], "p"],
  ),
  "a log-sum with more added": between(
    ["ReduceLogSumExp", ["s"], "l", { axes: [-1] }],
    ["Add", ["l", "one"], "more"],
    ["Sub", ["s", "more"], "d"],
    ["Exp", ["d"], "p"],
  ),
  "a logarithm of a sum of no exponentials": between(
    ["Abs", ["s"], "a"],
    ["ReduceSum", ["a", "last"], "sum"],
    ["Log", ["sum"], "l"],
    ["Sub", ["s", "l"], "d"],
    ["Exp", ["d"], "p"],
  ),
};

describe("softmax written out by exponentials and sums", () => {
  for (const [name, written] of Object.entries(softmaxes)) {
    it(`is found ${name}`, () => {
      const { sites, blocked } = attentionSites(attentionGraph(written));
      assert.deepEqual([sites.length, blocked], [1, []]);
    });
  }
  for (const [name, written] of Object.entries(others)) {
    it(`is not made of ${name}, which is listed`, () => {
      const { sites, blocked } = attentionSites(attentionGraph(written));
      assert.deepEqual(sites, []);
      assert.equal(blocked.length, 1, JSON.stringify(blocked));
    });
  }
});
