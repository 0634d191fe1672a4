import assert from "node:assert/strict";
import { openOnnxEncoder } from "../../../src/encoder/openOnnxEncoder.js";
import type { ModelInputs, NestedNumbers } from "../../../src/encoder/onnxRun.js";
import { floatToHalf, halfToFloat } from "../../../src/encoder/onnx/halfFloat.js";
import { readSites } from "../../../src/encoder/readSites.js";
import { GraphModel, type ElementType } from "./support/graphModel.js";
import { TemporaryFolder } from "./support/temporaryFolder.js";

const [HEADS, SIZE, LENGTH, VOCABULARY] = [2, 8, 5, 11];
const WIDTH = SIZE / HEADS;
const ids = [3, 1, 4, 10, 5];
const MICROSOFT = "com.microsoft";

/** Which keys a query sees, as each form of a mask says it: `true` where it does. */
interface MaskForm {
  readonly shape: readonly (number | string)[];
  readonly numbers: NestedNumbers;
  readonly sees: (query: number, key: number) => boolean;
}

const keysSeen = [1, 0, 1, 1, 0];
const square = [0, 1, 2, 3, 4].map((query) => [0, 1, 2, 3, 4].map((key) => ((query + 2 * key) % 3 === 0 ? 0 : 1)));

const masks: Readonly<Record<string, MaskForm | null>> = {
  none: null,
  "each text's length": { shape: ["batch"], numbers: [3], sees: (_, key) => key < 3 },
  "end and start": { shape: [2], numbers: [4, 1], sees: (_, key) => key >= 1 && key < 4 },
  "3 · batch + 2 numbers": { shape: [5], numbers: [3, 0, LENGTH, 0, LENGTH], sees: (_, key) => key < 3 },
  "a number for each key": { shape: ["batch", "n"], numbers: [keysSeen], sees: (_, key) => keysSeen[key] === 1 },
  "a number for each pair": {
    shape: ["batch", "n", "n"],
    numbers: [square],
    sees: (query, key) => square[query]![key] === 1,
  },
};

/** Whether it is causal, whether it has a bias, and of which precision it is. */
const changes: readonly (readonly [boolean, boolean, ElementType])[] = [
  [false, false, "float32"],
  [true, true, "float32"],
  [false, true, "float16"],
];

interface Case {
  readonly operator: "Attention" | "MultiHeadAttention" | "QAttention";
  readonly operatorSet: number | null;
  readonly mask: MaskForm | null;
  readonly causal: boolean;
  readonly bias: boolean;
  readonly type: ElementType;
}

/** Numbers that look random and are the same in every run, from -1 to 1. */
function drawn(seed: number, count: number, type: ElementType): number[] {
  return Array.from({ length: count }, (_, place) => {
    const number = Math.sin(seed * 1000 + place * 12.9898) * 43758.5453;
    const between = 2 * (number - Math.floor(number)) - 1;
    if (type === "int8") return Math.round(between * 120);
    if (type === "uint8") return Math.round(between * 120) + 128;
    return type === "float16" ? halfToFloat(floatToHalf(between)) : Math.fround(between);
  });
}

/** A model of one fused attention, its inputs, and its probabilities `[heads, N, N]` computed straight. */
function written({ operator, operatorSet, mask, causal, bias, type }: Case) {
  const graph = new GraphModel({ ...(operatorSet === null ? {} : { "": operatorSet }), [MICROSOFT]: 1 });
  graph.input("input_ids", "int64", ["batch", "n"]);
  const isQuantized = operator === "QAttention";
  const table = drawn(1, VOCABULARY * SIZE, isQuantized ? "uint8" : type);
  const weights = drawn(2, SIZE * 3 * SIZE, isQuantized ? "int8" : type);
  const offsets = drawn(3, 3 * SIZE, type);
  const pairs = drawn(4, HEADS * LENGTH * LENGTH, type);
  graph.weight("table", isQuantized ? "uint8" : type, [VOCABULARY, SIZE], table);
  graph.weight("weights", isQuantized ? "int8" : type, [SIZE, 3 * SIZE], weights);
  graph.weight("offsets", type, [3 * SIZE], offsets);
  graph.node("Gather", ["table", "input_ids"], "x");
  const inputs: Record<string, NestedNumbers> = { input_ids: [ids] };
  if (mask) {
    graph.input("mask_index", "int32", mask.shape);
    inputs.mask_index = mask.numbers;
  }
  const masked = mask ? "mask_index" : "";
  const added = bias ? graph.weight("pairs", type, [1, HEADS, LENGTH, LENGTH], pairs) : "";
  const attributes = { num_heads: HEADS, unidirectional: causal ? 1 : 0 };
  const options = { domain: MICROSOFT, attributes };
  let [inputScale, weightScale]: [number, number[]] = [1, [1]];
  if (operator === "Attention") {
    graph.node(operator, ["x", "weights", "offsets", masked, "", added], "y", options);
  } else if (operator === "QAttention") {
    inputScale = Math.fround(0.01);
    weightScale = Array.from({ length: 3 * SIZE }, (_, column) => Math.fround(0.01 + column / 1000));
    graph.weight("input scale", "float32", [], [inputScale]);
    graph.weight("weight scale", "float32", [3 * SIZE], weightScale);
    graph.weight("input zero", "uint8", [], [131]);
    graph.weight(
      "weight zero",
      "int8",
      [3 * SIZE],
      Array.from({ length: 3 * SIZE }, () => 0),
    );
    const scales = ["input scale", "weight scale", masked, "input zero", "weight zero"];
    graph.node(operator, ["x", "weights", "offsets", ...scales], "y", options);
  } else {
    graph.node("MatMul", ["x", "weights"], "qkv");
    graph.node("Reshape", ["qkv", graph.weight("apart", "int64", [4], [0, 0, 3, SIZE])], "qkv apart");
    const parts = [0, 1, 2].map((part) => {
      graph.weight(`part ${part}`, "int64", [], [part]);
      return graph.node("Gather", ["qkv apart", `part ${part}`], `part of ${part}`, { attributes: { axis: 2 } });
    });
    graph.node(operator, [...parts, "offsets", masked, added], "y", options);
  }
  graph.output("y");

  const zero = isQuantized ? 131 : 0;
  const projected = ids.map((id) =>
    offsets.map((offset, column) => {
      const scale = inputScale * (weightScale[column] ?? 1);
      let sum = offset;
      for (let at = 0; at < SIZE; at++) {
        sum += (table[id * SIZE + at]! - zero) * weights[at * 3 * SIZE + column]! * scale;
      }
      return sum;
    }),
  );
  const probabilities: number[] = [];
  for (let head = 0; head < HEADS; head++) {
    for (let query = 0; query < LENGTH; query++) {
      const scores = ids.map((_, key) => {
        let score = 0;
        for (let at = head * WIDTH; at < (head + 1) * WIDTH; at++) {
          score += projected[query]![at]! * projected[key]![SIZE + at]!;
        }
        score /= Math.sqrt(WIDTH);
        if (bias) score += pairs[(head * LENGTH + query) * LENGTH + key]!;
        if (mask && !mask.sees(query, key)) score -= 10_000;
        return causal && key > query ? -Infinity : score;
      });
      const largest = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - largest));
      const sum = powers.reduce((total, power) => total + power, 0);
      probabilities.push(...powers.map((power) => power / sum));
    }
  }
  return { bytes: graph.bytes(), inputs: inputs as ModelInputs, probabilities };
}

/** `GroupQueryAttention` of two heads with one of keys, causal, no type told of any value between its nodes. */
function sharedKeys(operatorSet: number, type: ElementType) {
  const graph = new GraphModel({ "": operatorSet, [MICROSOFT]: 1 });
  graph.input("input_ids", "int64", ["batch", "n"]);
  for (const past of ["past_key", "past_value"]) graph.input(past, type, ["batch", 1, "past", SIZE]);
  const [queries, keys, values] = [2 * SIZE, SIZE, SIZE].map((width, part) =>
    drawn(5 + part, VOCABULARY * width, type),
  ) as [number[], number[], number[]];
  for (const [name, numbers] of Object.entries({ queries, keys, values })) {
    graph.weight(name, type, [VOCABULARY, numbers.length / VOCABULARY], numbers);
    graph.node("Gather", [name, "input_ids"], `${name} of ids`);
  }
  graph.weight("last", "int32", [1], [LENGTH - 1]);
  graph.weight("total", "int32", [1], [LENGTH]);
  const inputs = ["queries of ids", "keys of ids", "values of ids", "past_key", "past_value", "last", "total"];
  graph.nodes("GroupQueryAttention", inputs, ["y", "present_key", "present_value"], {
    domain: MICROSOFT,
    attributes: { num_heads: 2, kv_num_heads: 1 },
  });
  graph.output("y");
  const probabilities = [0, 1].flatMap((head) =>
    ids.flatMap((id, query) => {
      const powers = ids.map((other, key) => {
        const q = queries.slice((2 * id + head) * SIZE);
        const score = keys.slice(other * SIZE, (other + 1) * SIZE).reduce((sum, k, at) => sum + k * q[at]!, 0);
        return key > query ? 0 : Math.exp(score / Math.sqrt(SIZE));
      });
      const sum = powers.reduce((total, power) => total + power, 0);
      return powers.map((power) => power / sum);
    }),
  );
  return { bytes: graph.bytes(), inputs: { input_ids: [ids] }, probabilities };
}

/** How far a model's probabilities are off, and why a site of it is not proven. */
async function worst(folder: TemporaryFolder, one: Case) {
  const { bytes, inputs, probabilities } = written(one);
  const encoder = await openOnnxEncoder(folder.write("model.onnx", bytes), { provider: "cpu" });
  try {
    const { arrays, seal } = await encoder.runInputs(inputs, { tensors: ["probabilities"] });
    const [found] = arrays.probabilities ?? [];
    assert.deepEqual(found?.shape, [HEADS, LENGTH, LENGTH]);
    const off = probabilities.map((wanted, place) => Math.abs(wanted - found.values[place]!));
    return { off: off.reduce((so, one) => (one <= so ? so : one), 0), reason: seal.sites[0]!.reason };
  } finally {
    await encoder.release();
  }
}

describe("probabilities of fused operators", function () {
  this.timeout(60_000);
  const folder = new TemporaryFolder();
  after(() => folder.remove());

  // The operator sets at which operators that are appended changed, and null: a file that imports none.
  for (const operatorSet of [9, 10, 11, 12, 13, 14, 15, 23, null]) {
    it(`are right of operator set ${operatorSet ?? "none"}, whatever masks them`, async () => {
      for (const operator of ["Attention", "MultiHeadAttention"] as const) {
        for (const [name, mask] of Object.entries(masks)) {
          // The multi-head operator takes no end and start.
          if (operator === "MultiHeadAttention" && name === "end and start") continue;
          for (const [causal, bias, type] of changes) {
            const { off, reason } = await worst(folder, { operator, operatorSet, mask, causal, bias, type });
            const told = `${operator}, ${name}, causal ${causal}, bias ${bias}, ${type}`;
            assert.ok(off <= (type === "float16" ? 4e-3 : 1e-5), `${told}: ${off} off`);
            assert.equal(reason, null, told);
          }
        }
      }
    });
  }

  for (const [operatorSet, type] of [
    [11, "float16"],
    [17, "float32"],
    [17, "float16"],
  ] as const) {
    it(`are right of shared keys whose types no value tells: operator set ${operatorSet}, ${type}`, async () => {
      const { bytes, inputs, probabilities } = sharedKeys(operatorSet, type);
      const encoder = await openOnnxEncoder(folder.write("model.onnx", bytes), { provider: "cpu" });
      try {
        const { arrays, seal } = await encoder.runInputs(inputs, { tensors: ["probabilities"] });
        const found = arrays.probabilities![0]!.values;
        const off = probabilities.map((wanted, place) => Math.abs(wanted - found[place]!));
        assert.ok(Math.max(...off) <= (type === "float16" ? 4e-3 : 1e-5), String(Math.max(...off)));
        assert.equal(seal.sites[0]!.reason, null);
      } finally {
        await encoder.release();
      }
    });
  }

  it("are refused where the operator set is older than what computes them", async () => {
    const [mask, causal, bias, type] = [null, false, false, "float32"] as const;
    const { bytes } = written({ operator: "Attention", operatorSet: 8, mask, causal, bias, type });
    const { blocked } = (await readSites(folder.write("model.onnx", bytes))).sites;
    assert.deepEqual(
      blocked.map(({ reason }) => reason),
      ["its probabilities can be computed from operator set 9 on, and this model has 8"],
    );
  });

  for (const operatorSet of [9, 11, 13, 17]) {
    it(`are right of weights of 8 bits, a scale a column, of operator set ${operatorSet}`, async () => {
      for (const mask of [masks.none!, masks["each text's length"]!, masks["a number for each key"]!]) {
        const one: Case = { operator: "QAttention", operatorSet, mask, causal: false, bias: false, type: "float32" };
        const { off, reason } = await worst(folder, one);
        assert.ok(off <= 5e-5, `${off} off`);
        assert.equal(reason, null);
      }
    });
  }
});
