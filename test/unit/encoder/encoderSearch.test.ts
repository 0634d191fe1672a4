import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { relative } from "node:path";
import { encoderAt } from "../../../src/encoder/encodersInFolder.js";
import { searchEncoders, type SearchLimits } from "../../../src/encoder/encoderSearch.js";
import { FolderTree } from "./support/folderTree.js";

describe("a search for encoders", () => {
  let tree: FolderTree;
  beforeEach(() => (tree = new FolderTree()));
  afterEach(() => tree.remove());

  /** Each encoder as "path | name | variant | bytes". */
  async function found(limits?: SearchLimits): Promise<string[]> {
    const lines: string[] = [];
    const search = searchEncoders(tree.root, { where: "workspace" }, new AbortController().signal, limits);
    for await (const { path, name, variant, bytes, where } of search) {
      assert.equal(where, "workspace");
      lines.push([relative(tree.root, path), name, variant, bytes].join(" | "));
    }
    return lines;
  }

  it("finds an export of Optimum", async () => {
    tree.write({ "bert/config.json": 2, "bert/tokenizer.json": 2, "bert/model.onnx": 10 });
    assert.deepEqual(await found(), ["bert/model.onnx | bert |  | 10"]);
  });

  it("finds every variant of an export of Transformers.js, with its external data, the whole one first", async () => {
    tree.write({ "mini/config.json": 2, "mini/tokenizer.json": 2, "mini/onnx/model.onnx_data": 1000 });
    for (const name of ["model", "model_quantized", "model_fp16", "model_int8", "model_uint8", "model_q4"])
      tree.write({ [`mini/onnx/${name}.onnx`]: 7 });
    tree.write({
      "mini/onnx/model_q4f16.onnx": 7,
      "mini/onnx/model_q4f16.onnx_data_1": 30,
      "mini/onnx/model_bnb4.onnx": 7,
    });
    assert.deepEqual(await found(), [
      "mini/onnx/model.onnx | mini |  | 1007",
      "mini/onnx/model_q4.onnx | mini | q4 | 7",
      "mini/onnx/model_bnb4.onnx | mini | bnb4 | 7",
      "mini/onnx/model_fp16.onnx | mini | fp16 | 7",
      "mini/onnx/model_int8.onnx | mini | int8 | 7",
      "mini/onnx/model_q4f16.onnx | mini | q4f16 | 37",
      "mini/onnx/model_uint8.onnx | mini | uint8 | 7",
      "mini/onnx/model_quantized.onnx | mini | quantized | 7",
    ]);
  });

  it("finds the parts of an encoder-decoder, the encoder first", async () => {
    tree.write({ "t5/config.json": 2, "t5/tokenizer.json": 2 });
    for (const name of ["decoder_model", "decoder_model_merged_quantized", "decoder_with_past_model", "encoder_model"])
      tree.write({ [`t5/onnx/${name}.onnx`]: 1 });
    tree.write({ "t5/onnx/encoder_model_int8.onnx": 1 });
    assert.deepEqual(
      (await found()).map((line) => line.split(" | ")[2]),
      ["encoder", "encoder, int8", "decoder, merged, quantized", "decoder with past", "decoder"],
    );
  });

  it("finds a model that lies alone, and one that an encoder.json describes as its folder", async () => {
    tree.write({ "alone/My.ONNX": 3, "ours/encoder.json": 1, "ours/tokenizer.json": 1, "ours/encoder.onnx": 4 });
    assert.deepEqual(await found(), ["alone/My.ONNX | My |  | 3", "ours | ours |  | 4"]);
  });

  it("does not take the config.json of a project for an export's", async () => {
    tree.write({ "config.json": 2, "weights/a.onnx": 1 });
    assert.deepEqual(await found(), ["weights/a.onnx | a |  | 1"]);
  });

  it("leaves out packages, hidden folders and virtual environments", async () => {
    for (const folder of ["node_modules/p", ".git/x", ".venv", "env/site-packages/onnx", "named/lib"])
      tree.write({ [`${folder}/a.onnx`]: 1 });
    tree.write({ "named/pyvenv.cfg": 1, "kept/a.onnx": 1 });
    assert.deepEqual(await found(), ["kept/a.onnx | a |  | 1"]);
  });

  it("goes no deeper, looks at no more folders and lists no more encoders than it may", async () => {
    tree.write({ "a.onnx": 1, "1/b.onnx": 1, "1/2/c.onnx": 1, "1/2/3/d.onnx": 1 });
    assert.equal((await found({ depth: 2 })).length, 3);
    assert.equal((await found({ folders: 2 })).length, 2);
    assert.equal((await found({ encoders: 1 })).length, 1);
    assert.equal((await found()).length, 4);
  });

  it("follows links, but goes no circle and finds nothing twice", async () => {
    tree.write({ "real/config.json": 1, "real/model.onnx": 5 });
    tree.link("real/loop", "..").link("again", "real").link("gone.onnx", "nowhere").link("self", "self");
    assert.equal((await found()).length, 1);
  });

  it("finds only files: no folder, no FIFO, whatever they are called", async () => {
    tree.write({ "folder.onnx/readme.txt": 1, "a.onnx": 1 });
    if (process.platform !== "win32") execFileSync("mkfifo", [tree.at("pipe.onnx")]);
    assert.deepEqual(await found(), ["a.onnx | a |  | 1"]);
  });

  it("finds nothing in a folder that is not there, and stops when it is told to", async () => {
    tree.write({ "a.onnx": 1, "1/b.onnx": 1 });
    const controller = new AbortController();
    let count = 0;
    for await (const encoder of searchEncoders(tree.root, { where: "workspace" }, controller.signal)) {
      assert.ok(encoder);
      count++;
      controller.abort();
    }
    assert.equal(count, 1);
    tree.remove();
    assert.deepEqual(await found(), []);
  });

  it("knows again what it found, until it is gone", async () => {
    tree.write({ "mini/tokenizer.json": 1, "mini/onnx/model_fp16.onnx": 5 });
    const path = tree.at("mini/onnx/model_fp16.onnx");
    const again = await encoderAt(path, { where: "recent" });
    assert.deepEqual(again, {
      path,
      folder: tree.at("mini"),
      model: path,
      name: "mini",
      variant: "fp16",
      bytes: 5,
      where: "recent",
    });
    tree.remove();
    assert.equal(await encoderAt(path, { where: "recent" }), null);
  });
});
