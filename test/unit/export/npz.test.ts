import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import type { NpyArray } from "../../../src/attention/npy.js";
import { npzChunks, npzLength } from "../../../src/export/npz.js";
import { pythonJson, pythonWithNumpy } from "../cli/support/numpy.js";

const arrays = new Map<string, NpyArray>([
  [
    "attention_0",
    { kind: "float32", shape: [2, 1, 2], parts: [Float32Array.of(0.1, 0.9), Float32Array.of(NaN, -Infinity)] },
  ],
  ["ids", { kind: "int32", shape: [3], parts: [Int32Array.of(-1, 0, 2 ** 31 - 1)] }],
  ["tokens", { kind: "text", shape: [4], texts: ["<s>", " 한", "😀x", "\ud800"] }],
  ["metadata", { kind: "text", shape: [], texts: ['{"a": "é"}'] }],
  ["none", { kind: "float32", shape: [0, 2], parts: [] }],
]);

const describeArrays = `
import json, sys, numpy
with numpy.load(sys.argv[1], allow_pickle=False) as file:
    print(json.dumps({name: [file[name].dtype.str, list(file[name].shape), repr(file[name].tolist())] for name in file.files}))
`;

describe("an .npz archive", () => {
  it("is a ZIP archive of .npy files, and the same for the same arrays", () => {
    const bytes = Buffer.concat([...npzChunks(arrays)]);
    assert.deepEqual(
      Object.keys(unzipSync(bytes)),
      [...arrays.keys()].map((name) => `${name}.npy`),
    );
    assert.deepEqual(Buffer.concat([...npzChunks(arrays)]), bytes);
    assert.ok(bytes.length <= npzLength(arrays), `${bytes.length} bytes, and ${npzLength(arrays)} were told`);
    assert.ok(npzLength(arrays) < bytes.length + 2048);
  });

  it("opens in numpy.load without pickle, with the same shapes, types and values", function () {
    const python = pythonWithNumpy(this);
    const folder = mkdtempSync(join(tmpdir(), "attention-inspector-npz-"));
    try {
      const path = join(folder, "arrays.npz");
      writeFileSync(path, Buffer.concat([...npzChunks(arrays)]));
      assert.deepEqual(pythonJson(python, describeArrays, path), {
        attention_0: ["<f4", [2, 1, 2], "[[[0.10000000149011612, 0.8999999761581421]], [[nan, -inf]]]"],
        ids: ["<i4", [3], "[-1, 0, 2147483647]"],
        tokens: ["<U3", [4], "['<s>', ' 한', '😀x', '\\ud800']"],
        metadata: ["<U10", [], '\'{"a": "é"}\''],
        none: ["<f4", [0, 2], "[]"],
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
