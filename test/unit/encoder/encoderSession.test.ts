import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EncoderSession } from "../../../src/encoder/encoderSession.js";
import { failure } from "./support/failures.js";
import { descriptionOf, EncoderCopies, tinyEncoder } from "./support/fixtures.js";

interface Expected {
  readonly ids: readonly number[];
  /** `[layers, heads, N, N]` computed with NumPy. */
  readonly attention: readonly number[];
}

const description = descriptionOf(tinyEncoder);
const openTiny = (graph = "encoder.onnx") => EncoderSession.open(join(tinyEncoder, graph), description, "cpu");

describe("an encoder's session", () => {
  const copies = new EncoderCopies();
  after(() => copies.remove());

  it("computes what NumPy does", async () => {
    const expected = JSON.parse(readFileSync(join(tinyEncoder, "expected.json"), "utf8")) as Expected;
    const session = await openTiny();
    const n = expected.ids.length;
    const { attention, positionalEncoding, hiddenShapes } = await session.run(Int32Array.from(expected.ids));
    assert.equal(attention.length, 2 * 2 * n * n);
    for (const [cell, weight] of expected.attention.entries()) {
      assert(Math.abs(attention[cell]! - weight) < 1e-5, `cell ${cell}`);
    }
    assert.deepEqual(
      hiddenShapes,
      Array.from({ length: 3 }, () => [n, 8]),
    );
    assert.equal(positionalEncoding.length, n * 8);
    assert(Math.abs(positionalEncoding[8]! - Math.sin(1)) < 1e-6);
    assert(Math.abs(positionalEncoding[9]! - Math.cos(1)) < 1e-6);
    await session.release();
  });

  it("refuses what is no graph", async () => {
    for (const content of [
      "",
      "garbage ".repeat(1000),
      readFileSync(join(tinyEncoder, "encoder.onnx")).subarray(0, 9000),
    ]) {
      const folder = copies.make({ files: { "encoder.onnx": content } });
      await assert.rejects(
        EncoderSession.open(join(folder, "encoder.onnx"), description, "cpu"),
        failure("encoderDamaged", /encoder\.onnx is damaged \(ONNX Runtime cannot read it\)/),
      );
    }
  });

  it("refuses a graph without the described inputs and outputs", async () => {
    const file = join(tinyEncoder, "encoder.onnx");
    const otherInput = { ...description, inputs: { tokens: "tokens" } };
    await assert.rejects(
      EncoderSession.open(file, otherInput, "cpu"),
      failure("encoderDamaged", /it has no input tokens/),
    );
    const outputs = { ...description.outputs, attention: ["attention.0", "attention.7"] };
    await assert.rejects(
      EncoderSession.open(file, { ...description, outputs }, "cpu"),
      failure("encoderDamaged", /it has no output attention\.7/),
    );
  });

  it("refuses attention of another shape than described", async () => {
    const session = await openTiny("wrong-shape.onnx");
    await assert.rejects(
      session.run(Int32Array.of(1, 2, 3)),
      failure("runFailed", /attention\.0 is float32 \[1, 1, 3, 3\], not float32 \[1, 2, 3, 3\]/),
    );
  });

  it("refuses attention that is not finite", async () => {
    const session = await openTiny("not-finite.onnx");
    await assert.rejects(session.run(Int32Array.of(1, 2, 3)), failure("runFailed", /attention\.0 is not finite/));
  });

  it("tells of a run that the runtime refuses", async () => {
    const session = await openTiny();
    await assert.rejects(
      session.run(Int32Array.of(1, 1_000_000)),
      failure("runFailed", /could not be run on 2 tokens/),
    );
  });
});
