import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { encodersInFolder } from "../../../src/encoder/encodersInFolder.js";
import { listFolder } from "../../../src/encoder/folderListing.js";
import { halfByName, halfSentence } from "../../../src/encoder/modelHalf.js";
import { openEncoder } from "../../../src/encoder/openEncoder.js";
import { openOnnxEncoder } from "../../../src/encoder/openOnnxEncoder.js";
import { describeModel } from "../../../src/encoder/describeModel.js";
import { failure } from "./support/failures.js";
import { fixtures } from "./support/fixtures.js";
import { TemporaryFolder } from "./support/temporaryFolder.js";

const optimum = ["encoder_model", "decoder_model", "decoder_with_past_model", "decoder_model_merged"];
const files = (...names: string[]) => names.map((name) => `${name}.onnx`);

describe("a model in two files", () => {
  for (const [file, beside, half, other] of [
    ["encoder_model", optimum, "encoder", "decoder_model"],
    [
      "encoder_model_quantized",
      [...optimum, "encoder_model_quantized", "decoder_model_quantized"],
      "encoder",
      "decoder_model_quantized",
    ],
    ["encoder_model_int8", ["encoder_model_int8", "decoder_model_merged_int8"], "encoder", "decoder_model_merged_int8"],
    ["decoder_model", optimum, "decoder", "encoder_model"],
    ["decoder_with_past_model", optimum, "decoder", "encoder_model"],
    ["t5-small-encoder", ["t5-small-encoder", "t5-small-init-decoder"], "encoder", "t5-small-init-decoder"],
    ["encoder", ["encoder", "decoder"], "encoder", "decoder"],
    ["encoder_model", ["encoder_model"], null, null],
    ["decoder_model", ["decoder_model", "decoder_with_past_model"], null, null],
    ["model", ["model", ...optimum], null, null],
    ["bert-encoder", ["bert-encoder", "gpt2-decoder"], null, null],
    ["text-encoders", ["text-encoders", "text-decoders"], null, null],
  ] as const) {
    it(`is told by names: ${file} beside ${beside.join(", ")}`, () => {
      const found = halfByName(`${file}.onnx`, files(...beside));
      assert.deepEqual(found && [found.half, found.other], half && [half, `${other}.onnx`]);
    });
  }

  describe("on disk", () => {
    let folder: TemporaryFolder;
    const put = (model: string, name: string) => {
      folder.write(name, "");
      cpSync(join(fixtures, "zoo", model, "model.onnx"), join(folder.path, name));
    };
    const tokenizer = (vocabulary: string[]) =>
      JSON.stringify({
        version: "1.0",
        added_tokens: [],
        pre_tokenizer: { type: "WhitespaceSplit" },
        model: { type: "WordLevel", vocab: Object.fromEntries(vocabulary.map((t, id) => [t, id])), unk_token: "t0" },
      });
    beforeEach(() => {
      folder = new TemporaryFolder();
      folder.write("tokenizer.json", tokenizer(["t0", "t1", "t2", "t3"]));
      folder.write("config.json", '{"is_encoder_decoder": true}');
    });
    afterEach(() => folder.remove());

    for (const where of ["", "onnx/"]) {
      it(`is named in the notes of its encoder's trace, which reads no target: ${where}encoder_model.onnx`, async () => {
        put("t5-encoder", `${where}encoder_model.onnx`);
        put("bart-decoder", `${where}decoder_model.onnx`);
        const encoder = await openEncoder(folder.path, "cpu");
        const text = await encoder.tokenize(["t1 t2", "t3"], { tokens: 16, asked: true }, new AbortController().signal);
        const { notes, groups } = await encoder.run(text);
        encoder.release();
        assert.match(
          notes[0]!,
          /^encoder_model\.onnx is the encoder of .* its decoder, decoder_model\.onnx, is not run/,
        );
        assert.match(notes[1]!, /second text, the target, .* left out/);
        assert.deepEqual([text.tokens.texts, groups.map(({ group }) => group)], [["t1", "t2"], ["encoder"]]);
      });
    }

    it("is told by config.json where the encoder stands without its decoder", async () => {
      put("t5-encoder", "encoder_model.onnx");
      const { half } = await openOnnxEncoder(folder.path, { provider: "cpu" });
      assert.deepEqual(half, { half: "encoder", file: "encoder_model.onnx", other: null });
      assert.match(halfSentence(half), /whose decoder is not beside it/);
    });

    it("is refused on text where it is the decoder, with what to do, whatever its name", async () => {
      put("bart-decoder", "model.onnx");
      const encoder = await openEncoder(folder.path, "cpu");
      await assert.rejects(
        encoder.tokenize(["t1"], { tokens: 16, asked: true }, new AbortController().signal),
        failure("inputsWrong", /^model\.onnx is the decoder .* Open the encoder's file .*--ids.*--monolith\)\.$/),
      );
      encoder.release();
      const path = join(folder.path, "model.onnx");
      const call = { signal: new AbortController().signal, progress: () => undefined };
      assert.match((await describeModel({ path }, call)).fault!, /is the decoder of an encoder-decoder/);
    });

    it("is said of both files in a list of encoders, and of no whole model", async () => {
      for (const name of optimum) put("t5-encoder", `${name}.onnx`);
      put("t5-encoder", "model.onnx");
      const found = await encodersInFolder((await listFolder(folder.path))!, { where: "workspace" });
      const halves = Object.fromEntries(found.map(({ model, half }) => [model.slice(folder.path.length + 1), half]));
      assert.deepEqual(halves, {
        "model.onnx": undefined,
        "encoder_model.onnx": "encoder",
        "decoder_model.onnx": "decoder",
        "decoder_with_past_model.onnx": "decoder",
        "decoder_model_merged.onnx": "decoder",
      });
    });

    it("is none where a model reads a pair; what has nothing between two texts says so", async () => {
      put("t5-encoder", "model.onnx");
      const encoder = await openEncoder(folder.path, "cpu");
      const text = await encoder.tokenize(["t1 t2", "t3"], { tokens: 16, asked: true }, new AbortController().signal);
      const { notes } = await encoder.run(text);
      encoder.release();
      assert.deepEqual([...text.tokens.segments], [0, 0, 1]);
      assert.deepEqual(notes, ["The tokenizer puts nothing between the two texts: the model reads them as one."]);
    });
  });
});
