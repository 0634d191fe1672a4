import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TensorKind } from "../../../src/attention/tensorKinds.js";
import { EncoderSession } from "../../../src/encoder/encoderSession.js";
import { tensorsOf } from "../../../src/encoder/tensorTable.js";
import { failure } from "./support/failures.js";
import { descriptionOf, modelOf, tinyEncoder } from "./support/fixtures.js";
import { WatchedSessions } from "./support/watchedSessions.js";

const description = descriptionOf(tinyEncoder);
const ones = new Float32Array(4).fill(1);

function open({
  model = modelOf(tinyEncoder),
  described = description,
  kinds = ["attention"] as readonly TensorKind[],
} = {}) {
  return EncoderSession.open(model, described, "cpu", tensorsOf(described, kinds));
}

describe("an encoder's session", () => {
  it("gives its tensors in the order asked for", async () => {
    const session = await open({ kinds: ["scores", "positionalEncoding"] });
    const found = await session.run(Int32Array.of(1, 40, 2), ones);
    assert.deepEqual(
      found.map(({ length }) => length),
      [2 * 9, 2 * 9, 3 * 8],
    );
    assert(Math.abs(found[2]![8]! - Math.sin(1)) < 1e-6);
    assert(Math.abs(found[2]![9]! - Math.cos(1)) < 1e-6);
    await session.release();
  });

  it("refuses what is no graph", async () => {
    const tail = readFileSync(join(tinyEncoder, "encoder.onnx")).subarray(-description.inputs.headMask.defaultBytes);
    for (const content of [
      tail,
      Buffer.concat([Buffer.from("garbage ".repeat(1000)), tail]),
      Buffer.concat([readFileSync(join(tinyEncoder, "encoder.onnx")).subarray(0, 9000), tail]),
    ]) {
      const model = { path: "/there/encoder.onnx", bytes: content };
      await assert.rejects(
        open({ model }),
        failure(
          "encoderDamaged",
          /^\/there\/encoder\.onnx is damaged \(ONNX Runtime cannot read it\); choose another encoder, or reinstall/,
        ),
      );
    }
  });

  it("refuses a graph that does not end with the default of its head mask", async () => {
    const { bytes, path } = modelOf(tinyEncoder);
    const { inputs } = description;
    const { defaultBytes } = inputs.headMask;
    const described = (length: number) => ({
      ...description,
      inputs: { ...inputs, headMask: { ...inputs.headMask, defaultBytes: length } },
    });
    const damaged = failure(
      "encoderDamaged",
      /\(the default of its head mask is not where it should be\); choose another encoder, or reinstall/,
    );
    for (const length of [1, defaultBytes - 1, defaultBytes + 1, bytes.length, 10 * bytes.length]) {
      await assert.rejects(open({ described: described(length) }), damaged);
    }
    for (const content of [new Uint8Array(0), bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.of(0)])]) {
      await assert.rejects(open({ model: { path, bytes: content } }), damaged);
    }
    // What is left away is a graph of its own, but the default stays, and the runtime would ignore the mask it is fed.
    const nodes = tensorsOf(description, ["logits"])[0]!.graph!;
    await assert.rejects(
      open({ model: { path, bytes: Buffer.concat([bytes, nodes]) }, described: described(nodes.length) }),
      failure("encoderDamaged", /\(it has no input head_mask\); choose another encoder, or reinstall/),
    );
  });

  it("refuses a graph without the described inputs, outputs and tensors", async () => {
    const otherInput = { ...description, inputs: { ...description.inputs, tokens: "tokens" } };
    await assert.rejects(open({ described: otherInput }), failure("encoderDamaged", /it has no input tokens/));
    await assert.rejects(
      open({ described: { ...description, outputs: ["pooled"] } }),
      failure("encoderDamaged", /it has no output pooled/),
    );
    const tensors = description.tensors.map((row) =>
      row.kind === "attention" ? { ...row, name: `${row.name}s` } : row,
    );
    await assert.rejects(
      open({ described: { ...description, tensors } }),
      failure("encoderDamaged", /ONNX Runtime cannot read it/),
    );
  });

  it("leaves no graph in memory that it refuses", async () => {
    const watched = new WatchedSessions();
    try {
      await assert.rejects(open({ described: { ...description, outputs: ["pooled"] } }), failure("encoderDamaged"));
      assert.deepEqual([watched.opened, watched.released], [1, 1]);
    } finally {
      watched.restore();
    }
  });

  it("refuses attention of another shape than described", async () => {
    const session = await open({ model: modelOf(tinyEncoder, "wrong-shape.onnx") });
    await assert.rejects(
      session.run(Int32Array.of(1, 2, 3), ones),
      failure("runFailed", /layer\.0\.attention is float32 \[1, 1, 3, 3\], not float32 \[1, 2, 3, 3\]/),
    );
  });

  it("refuses attention that is not finite, wherever in the sequence that comes from", async () => {
    const session = await open({ model: modelOf(tinyEncoder, "not-finite.onnx") });
    const others = Array.from({ length: 20 }, (_, token) => 40 + token);
    await session.run(Int32Array.from(others), ones);
    for (const place of others.keys()) {
      // See make.py: the embedding of 2 is not a number.
      await assert.rejects(
        session.run(Int32Array.from(others.with(place, 2)), ones),
        failure("runFailed", /layer\.0\.attention is not finite/),
      );
    }
  });

  it("tells of a run that the runtime refuses", async () => {
    const session = await open();
    await assert.rejects(
      session.run(Int32Array.of(1, 1_000_000), ones),
      failure("runFailed", /could not be run on 2 tokens/),
    );
  });
});
