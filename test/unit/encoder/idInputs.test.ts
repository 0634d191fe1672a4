import assert from "node:assert/strict";
import { idInputs } from "../../../src/encoder/idInputs.js";
import type { OnnxModel, OnnxNode, OnnxValue } from "../../../src/encoder/onnx/model.js";
import { fakeSite } from "../cli/support/fakeEncoder.js";

const int64 = 7;
const float32 = 1;
const value = (name: string, elementType = int64): OnnxValue => ({ name, elementType, shape: ["batch", "n"] });

/** A model whose queries `q` are made of all of `ofQueries` and whose keys `k` of `ofKeys`. */
function model(names: readonly (string | OnnxValue)[], ofQueries: readonly string[], ofKeys: readonly string[]) {
  const node = (index: number, inputs: readonly string[], output: string): OnnxNode => {
    return { index, name: output, operator: "Concat", domain: "", inputs, outputs: [output], attributes: new Map() };
  };
  const graph: OnnxModel["graph"] = {
    name: "",
    nodes: [node(0, ofQueries, "cross.0.q"), node(1, ofKeys, "cross.0.k")],
    inputs: names.map((name) => (typeof name === "string" ? value(name) : name)),
    outputs: [],
    initializers: new Map(),
    values: new Map(),
  };
  return { graph };
}

describe("the inputs of token ids", () => {
  const crossing = { sites: [fakeSite("cross", 0)] };
  const own = { sites: [fakeSite("encoder", 0)] };
  for (const [what, names, sites, source, target] of [
    [
      "Transformers' names",
      ["input_ids", "attention_mask", "decoder_input_ids"],
      crossing,
      "input_ids",
      "decoder_input_ids",
    ],
    ["a decoder's own ids", ["input_ids", value("encoder_hidden_states", float32)], crossing, "input_ids", null],
    ["one input of another name", ["tokens", "mask"], own, "tokens", null],
    ["src and tgt", ["src", "tgt"], crossing, "src", "tgt"],
    ["target first", ["trg_ids", "source"], crossing, "source", "trg_ids"],
    ["names that say nothing, in order", ["x", "y"], crossing, "x", "y"],
    ["a mask and lengths beside them", ["src", "src_mask", "src_lengths", "tgt"], crossing, "src", "tgt"],
    ["two inputs of which none is a decoder's", ["a", "b"], own, null, null],
    ["three that may be", ["a", "b", "c"], crossing, null, null],
  ] as const) {
    it(`are told: ${what}`, () => {
      assert.deepEqual(idInputs(model(names, [], []), sites), { source, target });
    });
  }

  it("are told by what queries and keys are made of, whatever they are called and in whatever order", () => {
    for (const [names, source, target] of [
      [["x", "y"], "x", "y"],
      [["x", "y"], "y", "x"],
      [["target", "source"], "target", "source"],
    ] as const) {
      const graph = model(names, [source, target], [source]);
      assert.deepEqual(idInputs(graph, crossing), { source, target });
    }
  });
});
