import assert from "node:assert/strict";
import { Tensor, type InferenceSession } from "onnxruntime-node";
import { runInto } from "../../../src/encoder/withheldOutputs.js";

/** A session that does something with the arrays it is given, and says something at the end. */
function sessionThat(write: (outputs: Record<string, Tensor>) => void, says: string | null): InferenceSession {
  const run = async (_: object, outputs: Record<string, Tensor>) => {
    write(outputs);
    await Promise.resolve();
    if (says !== null) throw new Error(says);
  };
  return { run } as unknown as InferenceSession;
}

const withheld = "Reading data from non tensor type is not supported";
const numbers = (output: Tensor | undefined) => output!.data as Float32Array;

describe("outputs that are written into arrays", () => {
  const ran = (...session: Parameters<typeof sessionThat>) => {
    const outputs = { a: new Tensor("float32", [0, 0], [2]), b: new Tensor("float32", [0], [1]) };
    return runInto(sessionThat(...session), {}, outputs);
  };
  const all = ({ a, b }: Record<string, Tensor>) => [a, b].forEach((output) => numbers(output).fill(NaN));

  it("hold what was computed where all of them were written to, be it no number", async () => {
    assert.equal(await ran(all, withheld), true);
    assert.equal(await ran(all, null), true);
  });

  it("do not where one was not, whatever was said", async () => {
    for (const says of [withheld, null]) {
      assert.equal(await ran(() => undefined, says), false);
      assert.equal(await ran(({ a }) => void numbers(a).fill(1), says), false);
    }
  });

  it("do not where the run failed of something else", async () => {
    assert.equal(await ran(all, "out of memory"), false);
  });
});
