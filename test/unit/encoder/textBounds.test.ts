import assert from "node:assert/strict";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TruncationBound } from "../../../src/attention/trace.js";
import { openOnnxEncoder } from "../../../src/encoder/openOnnxEncoder.js";
import { positionRows } from "../../../src/encoder/onnx/positions/positionRows.js";
import { readSites } from "../../../src/encoder/readSites.js";
import { failure } from "./support/failures.js";
import { TemporaryFolder } from "./support/temporaryFolder.js";

const zoo = "test/fixtures/zoo";
const padding = {
  strategy: { Fixed: 12 },
  direction: "Right",
  pad_to_multiple_of: null,
  pad_id: 0,
  pad_type_id: 0,
  pad_token: "!",
};

describe("the bounds of a text", () => {
  const folders: TemporaryFolder[] = [];
  after(() => folders.forEach((folder) => folder.remove()));

  /** A model of the zoo whose tokenizer.json truncates and pads to 12. */
  async function truncating(name: string) {
    const folder = new TemporaryFolder();
    folders.push(folder);
    copyFileSync(join(zoo, name, "model.onnx"), join(folder.path, "model.onnx"));
    const tokenizer = JSON.parse(readFileSync(join(zoo, name, "tokenizer.json"), "utf8")) as object;
    const truncation = { direction: "Right", max_length: 12, strategy: "LongestFirst", stride: 0 };
    folder.write("tokenizer.json", JSON.stringify({ ...tokenizer, truncation, padding }));
    return openOnnxEncoder(folder.path, { provider: "cpu" });
  }

  it("are tokenizer.json's, lifted by who asks, and the model's positions", async () => {
    const encoder = await truncating("tokenizer-gpt2");
    try {
      const run = async (maximumTokens: number | undefined, segments = ["a b c d e f g ".repeat(20)]) => {
        const options = { tensors: ["probabilities"] as const, ...(maximumTokens !== undefined && { maximumTokens }) };
        const { tokens, truncation, arrays } = await encoder.runText(segments, options);
        assert.deepEqual(arrays.probabilities![0]!.shape.slice(1), [tokens.ids.length, tokens.ids.length]);
        return [tokens.ids.length, truncation?.bound];
      };
      const bound = (of: TruncationBound["of"], tokens: number, most: number | null = null) => ({ of, tokens, most });
      assert.deepEqual(await run(undefined), [12, bound("tokenizer.json", 12, 32)]);
      assert.deepEqual(await run(16), [16, undefined]);
      assert.deepEqual(await run(8), [8, undefined]);
      assert.deepEqual(await run(500), [32, bound("model", 32)]);
      assert.deepEqual(await run(500, ["a"]), [1, undefined], "padding is no text");
    } finally {
      await encoder.release();
    }
  });

  it("hold for an encoder-decoder's source and target each", async () => {
    const encoder = await truncating("tokenizer-t5");
    try {
      const hasDecoder = encoder.model.graph.inputs.some(({ name }) => name === "decoder_input_ids");
      const long = "a b c ".repeat(30);
      const given = hasDecoder ? [long, long] : [long];
      const { tokens, targetTokens } = await encoder.runText(given, { tensors: ["probabilities"], maximumTokens: 9 });
      assert.equal(tokens.ids.length, 9);
      if (hasDecoder) assert.equal(targetTokens!.ids.length, 9);
      const none = encoder.runText(given, { tensors: ["probabilities"], maximumTokens: 1 });
      await assert.rejects(
        none,
        failure("inputsWrong", /adds \(1\) leave no room for text among at most 1 tokens; allow at least 2,/),
      );
    } finally {
      await encoder.release();
    }
  });

  it("are known of tables of positions, and of nothing else", async () => {
    const rows = async (name: string) => {
      const { model, sites } = await readSites(join(zoo, name));
      return positionRows(model, sites);
    };
    for (const name of [
      "bert-eager",
      "bert-fused",
      "bert-sdpa-dynamo-23",
      "gpt2-int8",
      "sinusoidal-encoder",
      "albert",
    ]) {
      assert.equal(await rows(name), 32, name);
    }
    for (const name of ["t5", "gpt-neox", "bloom", "llama-gqa", "deberta-v2", "modernbert-sdpa", "hand-causal"]) {
      assert.equal(await rows(name), null, name);
    }
  });
});
