import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InferenceSession } from "onnxruntime-node";
import { appendedOutputs, changedModel, isAppendedGraph } from "../../../../src/encoder/onnx/appendedGraph.js";
import { lengthDelimited } from "../../../../src/encoder/onnx/protobuf.js";
import { descriptionOf, tinyEncoder } from "../support/fixtures.js";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const n = (count: number) => "6e".repeat(count);

// As Python's onnx package writes them:
//   ModelProto(graph=GraphProto(output=[ValueInfoProto(name=name) for name in names])).SerializeToString()
const written: readonly (readonly [readonly string[], string])[] = [
  [["attention"], "3a0d620b0a09617474656e74696f6e"],
  [
    ["layer.0.attention", "layer.1.attention"],
    "3a2a62130a116c617965722e302e617474656e74696f6e62130a116c617965722e312e617474656e74696f6e",
  ],
  [["어텐션", "é🙂"], "3a17620b0a09ec96b4ed8590ec859862080a06c3a9f09f9982"],
  [["n".repeat(127)], `3a84016281010a7f${n(127)}`],
  [["n".repeat(128)], `3a86016283010a8001${n(128)}`],
  [["n".repeat(200), "z"], `3ad30162cb010ac801${n(200)}62030a017a`],
  [["n".repeat(20_000)], `3aa89c0162a49c010aa09c01${n(20_000)}`],
];

describe("outputs appended to a model", () => {
  for (const [names, bytes] of written) {
    const lengths = names.map((name) => name.length).join(" and ");
    it(`are the bytes that the onnx package writes, for names of ${lengths} characters`, () => {
      assert.equal(hex(appendedOutputs(names)), bytes);
      assert(isAppendedGraph(appendedOutputs(names)));
    });
  }

  it("are no bytes where there are none", () => {
    assert.equal(appendedOutputs([]).length, 0);
  });
});

describe("a graph of its own", () => {
  it("is told from a part of one, from more than one and from something else", () => {
    const one = appendedOutputs(["attention"]);
    const others = [
      one.subarray(1),
      one.subarray(0, -1),
      Buffer.concat([one, one]),
      new Uint8Array(0),
      lengthDelimited(5, one),
      Buffer.alloc(100, 0xff),
    ];
    assert.deepEqual(others.map(isAppendedGraph), Array(others.length).fill(false));
  });
});

describe("a changed model", () => {
  const model = readFileSync(join(tinyEncoder, "encoder.onnx"));
  const { inputs, outputs: present } = descriptionOf(tinyEncoder);
  const withoutLast = inputs.headMask.defaultBytes;

  it("has the outputs asked for, each once, after its own", async () => {
    const outputs = ["layer.1.scores", "last_hidden_state", "embedding", "layer.1.scores"];
    const session = await InferenceSession.create(changedModel(model, { withoutLast, outputs, present }));
    assert.deepEqual(session.outputNames, ["last_hidden_state", "layer.1.scores", "embedding"]);
    assert.deepEqual(session.inputNames, ["input_ids", "head_mask"]);
  });

  it("has the nodes that were appended, whatever the length of their names", async () => {
    const name = "질의".repeat(50);
    const [input, output, type] = [1, 2, 4].map((field, index) =>
      lengthDelimited(field, new TextEncoder().encode(["embedding", name, "Identity"][index])),
    );
    const graph = lengthDelimited(7, lengthDelimited(1, Buffer.concat([input!, output!, type!])));
    const changed = changedModel(model, { graphs: [graph], outputs: [name], present });
    const session = await InferenceSession.create(changed);
    assert.deepEqual(session.outputNames, ["last_hidden_state", name]);
    // Its head mask still has the default.
    assert.deepEqual(session.inputNames, ["input_ids"]);
  });

  it("is as it was where nothing is to be changed", () => {
    assert.equal(hex(changedModel(model, { outputs: present, present })), hex(model));
  });

  it("is not made where its last bytes are no graph of their own", () => {
    for (const wrong of [1, withoutLast - 1, withoutLast + 1, model.length, model.length + 1]) {
      assert.throws(() => changedModel(model, { withoutLast: wrong, outputs: [], present }), RangeError);
    }
  });
});
