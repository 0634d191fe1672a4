import assert from "node:assert/strict";
import { join } from "node:path";
import { huggingFaceCacheFolder, searchHuggingFaceCache } from "../../../src/encoder/huggingFaceCache.js";
import { FolderTree } from "./support/folderTree.js";

describe("the Hugging Face cache", () => {
  const home = join("/", "home", "ada");
  for (const [environment, expected] of [
    [{}, join(home, ".cache", "huggingface", "hub")],
    [{ XDG_CACHE_HOME: "/c" }, join("/c", "huggingface", "hub")],
    [{ XDG_CACHE_HOME: "/c", HF_HOME: "~/hf" }, join(home, "hf", "hub")],
    [{ HF_HOME: "/hf", HUGGINGFACE_HUB_CACHE: "/old" }, "/old"],
    [{ HF_HOME: "/hf", HUGGINGFACE_HUB_CACHE: "/old", HF_HUB_CACHE: "/new" }, "/new"],
    [{ HF_HOME: "", HF_HUB_CACHE: "" }, join(home, ".cache", "huggingface", "hub")],
  ] as const) {
    it(`is looked for where ${JSON.stringify(environment)} says`, () => {
      assert.equal(huggingFaceCacheFolder(environment, home), expected);
    });
  }

  describe("on disk", () => {
    const tree = new FolderTree();
    after(() => tree.remove());

    const main = "a".repeat(40);
    const older = "b".repeat(40);

    function snapshot(model: string, revision: string, files: Record<string, number>): void {
      for (const [file, size] of Object.entries(files)) {
        const blob = `${revision.slice(0, 4)}${file.replaceAll("/", "")}`;
        tree.write({ [`${model}/blobs/${blob}`]: size });
        const up = "../".repeat(file.split("/").length + 1);
        tree.link(`${model}/snapshots/${revision}/${file}`, `${up}blobs/${blob}`);
      }
    }

    async function found(): Promise<string[]> {
      const lines: string[] = [];
      for await (const { name, variant, bytes, model, where } of searchHuggingFaceCache(
        tree.root,
        new AbortController().signal,
      )) {
        assert.equal(where, "cache");
        assert.ok(model.includes("snapshots"), "the link is named, beside which the tokenizer lies");
        lines.push([name, variant, bytes].join(" | "));
      }
      return lines;
    }

    it("is read through its links, and its models are called as they are there", async () => {
      const bert = "models--google--bert";
      snapshot(bert, main, { "config.json": 1, "tokenizer.json": 1, "onnx/model.onnx": 30, "onnx/model_int8.onnx": 8 });
      snapshot(bert, older, { "config.json": 1, "model.onnx": 29 });
      tree.write({ [`${bert}/refs/main`]: main });
      snapshot("models--gpt2", older, { "config.json": 1, "onnx/decoder_model.onnx": 9 });
      snapshot("datasets--someone--pictures", main, { "model.onnx": 1 });
      snapshot("models--no--onnx", main, { "config.json": 1, "model.safetensors": 1 });
      tree.write({ "version.txt": 1, "models--empty--one/refs/main": main });
      assert.deepEqual(await found(), [
        "google/bert |  | 30",
        "google/bert | int8 | 8",
        "google/bert@bbbbbbb |  | 29",
        "gpt2 | decoder | 9",
      ]);
    });

    it("may hold what is broken", async () => {
      tree.link("models--google--bert/snapshots/" + "c".repeat(40) + "/model.onnx", "../../blobs/gone");
      tree.write({ "models--file--only": 3 });
      assert.equal((await found()).length, 4);
    });
  });
});
