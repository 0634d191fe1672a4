import assert from "node:assert/strict";
import { readEncoderConfig } from "../../../src/encoder/encoderConfig.js";
import { readPadToken } from "../../../src/encoder/padToken.js";
import { TemporaryFolder } from "./support/temporaryFolder.js";

describe("the padding of an encoder", () => {
  let folder: TemporaryFolder;
  beforeEach(() => (folder = new TemporaryFolder()));
  afterEach(() => folder.remove());

  const added = [
    { id: 0, content: "<s>" },
    { id: 1, content: "<pad>" },
    { id: 2, content: "</s>" },
  ];

  for (const [what, config, tokenizer, wanted] of [
    ["config.json says", { pad_token_id: 2 }, { added_tokens: added }, { id: 2, text: "</s>" }],
    ["tokenizer.json pads with", {}, { padding: { pad_id: 5, pad_token: "[PAD]" } }, { id: 5, text: "[PAD]" }],
    ["is named so", { pad_token_id: null }, { padding: null, added_tokens: added }, { id: 1, text: "<pad>" }],
    ["the vocabulary begins with", {}, { added_tokens: [added[0]] }, { id: 0, text: "<s>" }],
    ["is known to the encoder", { pad_token_id: 50 }, { added_tokens: added }, { id: 0, text: "<s>" }],
    ["is a number", { pad_token_id: -1 }, { added_tokens: "x" }, { id: 0, text: "[PAD]" }],
  ] as const) {
    it(`is what ${what}`, async () => {
      folder.write("config.json", JSON.stringify(config));
      folder.write("tokenizer.json", JSON.stringify(tokenizer));
      assert.deepEqual(await readPadToken(folder.path, await readEncoderConfig(folder.path), 10), wanted);
    });
  }
});
