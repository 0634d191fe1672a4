import assert from "node:assert/strict";
import { join } from "node:path";
import { openOnnxEncoder } from "../../../../../src/encoder/openOnnxEncoder.js";
import { tableRows } from "../../../../../src/encoder/onnx/positions/tableRows.js";
import { failure } from "../../support/failures.js";
import { fixtures } from "../../support/fixtures.js";

/** Models of the zoo, how many tokens they take at most, and the rows of their tables (test/zoo/encoders.py). */
const learned = [
  ["bert-eager", 32, 32],
  ["bert-dynamo-18", 32, 32],
  ["distilbert-14", 32, 32],
  ["gpt2", 32, 32],
  // Their first rows stand for padding.
  ["roberta-eager", 32, 34],
  ["mpnet", 32, 34],
] as const;

describe("a model whose positions run out", () => {
  for (const [name, most, rows] of learned) {
    it(`says how many it has, and runs on as many tokens as it takes: ${name}`, async () => {
      const encoder = await openOnnxEncoder(join(fixtures, "zoo", name, "model.onnx"), { provider: "cpu" });
      try {
        assert.equal(tableRows(encoder.model.graph, encoder.positions.encodings).get("encoder"), rows);
        const run = (tokens: number) =>
          encoder.runInputs({ input_ids: [Array.from({ length: tokens }, () => 5)] }, { tensors: ["probabilities"] });
        const { arrays } = await run(most);
        assert.equal(arrays.probabilities![0]!.shape.at(-1), most);
        for (const tokens of [most + 1, most + 2, 10 * most]) {
          const sentence = `^${name} has ${rows} positions and was given ${tokens} tokens; give it fewer\\.$`;
          await assert.rejects(run(tokens), failure("inputsWrong", new RegExp(sentence)));
        }
      } finally {
        await encoder.release();
      }
    });
  }

  it("is none whose positions are computed", async () => {
    const encoder = await openOnnxEncoder(join(fixtures, "zoo", "t5-encoder", "model.onnx"), { provider: "cpu" });
    assert.deepEqual([...tableRows(encoder.model.graph, encoder.positions.encodings)], []);
    await encoder.release();
  });
});
