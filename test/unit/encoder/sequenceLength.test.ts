import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TruncationBound } from "../../../src/attention/trace.js";
import { readEncoderConfig } from "../../../src/encoder/encoderConfig.js";
import { sequenceLength } from "../../../src/encoder/sequenceLength.js";
import { TemporaryFolder } from "./support/temporaryFolder.js";

describe("the length of a sequence", () => {
  const none = { model: null, tokenizerFile: null, tokenizerConfig: null };
  const bound = (of: TruncationBound["of"], tokens: number, most: number | null = null) => ({ of, tokens, most });
  for (const [name, tokens, asked, own, memory, expected] of [
    ["is what is allowed, if nothing else bounds it", 16, false, none, Infinity, null],
    ["is tokenizer.json's", 512, false, { ...none, tokenizerFile: 12 }, Infinity, bound("tokenizer.json", 12)],
    ["is what was asked for, beyond tokenizer.json's", 16, true, { ...none, tokenizerFile: 12 }, Infinity, null],
    [
      "can be lifted to the model's",
      512,
      false,
      { ...none, model: 64, tokenizerFile: 12 },
      900,
      bound("tokenizer.json", 12, 64),
    ],
    [
      "can be lifted as far as memory goes",
      512,
      false,
      { ...none, model: 1024, tokenizerFile: 12 },
      900,
      bound("tokenizer.json", 12, 900),
    ],
    [
      "is the model's, whatever was asked for",
      512,
      true,
      { ...none, model: 64, tokenizerFile: 12 },
      900,
      bound("model", 64),
    ],
    [
      "is the model's, if the tokenizer's is the same",
      512,
      false,
      { ...none, model: 64, tokenizerFile: 64 },
      900,
      bound("model", 64),
    ],
    [
      "is tokenizer_config.json's",
      512,
      false,
      { ...none, model: 600, tokenizerConfig: 100 },
      900,
      bound("tokenizer_config.json", 100, 600),
    ],
    ["is bounded by memory", 2048, true, { ...none, model: 4096 }, 900, bound("memory", 900)],
    [
      "is what is allowed, if that is less than all bounds",
      8,
      false,
      { model: 64, tokenizerFile: 12, tokenizerConfig: 12 },
      900,
      null,
    ],
  ] as const) {
    it(name, () => {
      const length = sequenceLength({ tokens, asked }, own, memory);
      assert.deepEqual(length, { tokens: expected?.tokens ?? tokens, bound: expected });
    });
  }

  it("of a model and of its tokenizer's configuration are told apart", async () => {
    const folder = new TemporaryFolder();
    const config = async (name: string, model: object, tokenizer: object) => {
      const path = join(folder.path, name);
      mkdirSync(path);
      writeFileSync(join(path, "config.json"), JSON.stringify(model));
      writeFileSync(join(path, "tokenizer_config.json"), JSON.stringify(tokenizer));
      const { modelLength, tokenizerLength, trainedLength } = await readEncoderConfig(path);
      return [modelLength, tokenizerLength, trainedLength];
    };
    try {
      const positions = { max_position_embeddings: 514 };
      assert.deepEqual(
        await config("a", { ...positions, model_type: "roberta" }, { model_max_length: 128 }),
        [512, 128, 128],
      );
      assert.deepEqual(await config("b", positions, { model_max_length: 1e30 }), [514, null, 514]);
      assert.deepEqual(await config("c", {}, { model_max_length: 512 }), [null, 512, 512]);
      assert.deepEqual(await config("d", { max_position_embeddings: -1 }, {}), [null, null, null]);
    } finally {
      folder.remove();
    }
  });
});
