import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEncoderConfig } from "../../../src/encoder/encoderConfig.js";

describe("the longest sequence that an encoder was made for", () => {
  let folder = "";
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "attention-inspector-config-"))));
  afterEach(() => rm(folder, { recursive: true }));

  for (const [files, length] of [
    [{}, null],
    [{ "encoder.json": { trainedLength: 512 } }, 512],
    [{ "config.json": { max_position_embeddings: 514, model_type: "roberta" } }, 512],
    [{ "config.json": { n_positions: 1024 } }, 1024],
    [{ "tokenizer_config.json": { model_max_length: 1e30 } }, null],
    [{ "tokenizer_config.json": { model_max_length: 128 }, "config.json": { max_position_embeddings: 512 } }, 128],
    [{ "encoder.json": { trainedLength: -1 } }, null],
    [{ "encoder.json": { trainedLength: "512" } }, null],
    [{ "encoder.json": [] }, null],
  ] as const) {
    it(`is ${length} by ${JSON.stringify(files)}`, async () => {
      for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), JSON.stringify(content));
      assert.equal((await readEncoderConfig(folder)).trainedLength, length);
    });
  }

  it("is 512 of the bundled encoder", async () => {
    assert.equal((await readEncoderConfig("media/encoder")).trainedLength, 512);
  });
});
