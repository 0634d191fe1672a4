import assert from "node:assert/strict";
import { Tensor } from "onnxruntime-node";
import { idInputs } from "../../../src/encoder/idInputs.js";
import { modelFeeds } from "../../../src/encoder/modelFeeds.js";
import type { OnnxValue } from "../../../src/encoder/onnx/model.js";
import type { ModelInputs } from "../../../src/encoder/onnxRun.js";
import { failure } from "./support/failures.js";

const int64 = 7;
const input = (name: string, shape: OnnxValue["shape"] = ["batch", "n"], elementType = int64): OnnxValue => ({
  name,
  elementType,
  shape,
});

function fed(wanted: readonly OnnxValue[], given: ModelInputs) {
  const none = { nodes: [], outputs: [], initializers: new Map(), values: new Map() };
  const graph = { name: "", ...none, inputs: wanted };
  const feeds = modelFeeds(wanted, given, Tensor, idInputs({ graph }, { sites: [] }));
  return Object.fromEntries(
    Object.entries(feeds).map(([name, { dims, data }]) => [name, { dims, numbers: Array.from(data as never, Number) }]),
  );
}

describe("what a model is fed", () => {
  it("is what was given, and what masks, types and positions stand for", () => {
    const wanted = ["input_ids", "attention_mask", "token_type_ids", "position_ids"].map((name) => input(name));
    assert.deepEqual(fed(wanted, { input_ids: [[5, 6, 7]] }), {
      input_ids: { dims: [1, 3], numbers: [5, 6, 7] },
      attention_mask: { dims: [1, 3], numbers: [1, 1, 1] },
      token_type_ids: { dims: [1, 3], numbers: [0, 0, 0] },
      position_ids: { dims: [1, 3], numbers: [0, 1, 2] },
    });
  });

  for (const [name, elementType] of [
    ["W_q", 1],
    ["encoder.weight", 10],
  ] as const) {
    it(`is no weight: ${name} cannot be had if no file holds it`, () => {
      const wanted = [input("input_ids"), input(name, [8, 8], elementType)];
      assert.throws(
        () => fed(wanted, { input_ids: [[5, 6]] }),
        failure("inputsWrong", new RegExp(`takes its weights as inputs, such as ${name}, and no file holds them`)),
      );
    });
  }

  it("is an empty past, of one sequence", () => {
    const past = (name: string, shape: OnnxValue["shape"]) => input(name, shape, 1);
    const wanted = [
      input("input_ids"),
      past("past_key_values.0.key", ["batch_size", 4, "past_length", 8]),
      past("past_0", [2, "b", 4, "p", 8]),
      input("cache_position", ["n"]),
    ];
    const feeds = fed(wanted, { input_ids: [[5, 6]] });
    assert.deepEqual(feeds["past_key_values.0.key"]!.dims, [1, 4, 0, 8]);
    assert.deepEqual(feeds.past_0!.dims, [2, 1, 4, 0, 8]);
    assert.deepEqual(feeds.cache_position, { dims: [2], numbers: [0, 1] });
  });

  it("has a mask as long as what it masks", () => {
    const wanted = [
      input("decoder_input_ids"),
      input("encoder_hidden_states", ["b", "n", 2], 1),
      input("encoder_attention_mask"),
    ];
    const given = {
      decoder_input_ids: [[1, 2, 3]],
      encoder_hidden_states: [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    };
    assert.deepEqual(fed(wanted, given).encoder_attention_mask, { dims: [1, 2], numbers: [1, 1] });
  });

  it("is the ids, whatever their input is called", () => {
    const feeds = fed([input("tokens"), input("mask")], { input_ids: [[5, 6]], mask: [[1, 1]] });
    assert.deepEqual(feeds.tokens, { dims: [1, 2], numbers: [5, 6] });
  });

  it("is one sequence, for the heads of another would be taken for more of one's own", () => {
    const given = {
      input_ids: [
        [1, 2],
        [3, 4],
      ],
    };
    assert.throws(() => fed([input("input_ids")], given), failure("inputsWrong", /2 sequences/));
  });

  it("is not made up: pictures, sound and hidden states are asked for", () => {
    assert.throws(
      () => fed([input("pixel_values", [1, 3, 224, 224], 1)], {}),
      failure("modelUnsupported", /pictures and sound/),
    );
    const decoder = [input("input_ids"), input("encoder_hidden_states", ["b", "n", 2], 1)];
    assert.throws(() => fed(decoder, { input_ids: [[1]] }), failure("inputsWrong", /encoder_hidden_states/));
  });
});
