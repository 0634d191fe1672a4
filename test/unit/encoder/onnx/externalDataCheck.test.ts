import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { checkExternalData } from "../../../../src/encoder/onnx/externalDataCheck.js";
import type { OnnxTensor } from "../../../../src/encoder/onnx/model.js";
import { failure } from "../support/failures.js";
import { makePipe, needsSymbolicLinks } from "../support/specialFiles.js";
import { TemporaryFolder } from "../support/temporaryFolder.js";
import { externalTensor, graphOf, modelOfGraph, nodeOf } from "./syntheticModel.js";

describe("a model's external data", () => {
  let folder: TemporaryFolder;
  let path = "";
  beforeEach(() => {
    folder = new TemporaryFolder();
    path = folder.write("model/model.onnx", "a model");
    folder.write("model/model.onnx_data", new Uint8Array(64));
  });
  afterEach(() => folder.remove());

  const check = (tensors: readonly OnnxTensor[], modelPath = path) =>
    checkExternalData(modelOfGraph(graphOf([], tensors)), modelPath);
  const refuses = (tensor: OnnxTensor, sentence: RegExp) =>
    assert.rejects(check([tensor]), failure("externalData", sentence));

  it("may be a file beside the model or in a folder below it", async () => {
    folder.write("model/weights/deep/w", new Uint8Array(16));
    folder.write("model/..weights", new Uint8Array(16));
    await check([
      externalTensor("a", "model.onnx_data"),
      externalTensor("b", "model.onnx_data", 48),
      externalTensor("c", "./model.onnx_data", 48, null),
      externalTensor("d", "weights/deep/w"),
      externalTensor("e", "..weights"),
      { ...externalTensor("inside", ""), external: null },
    ]);
  });

  for (const [location, fault] of [
    ["/etc/passwd", "which is absolute"],
    ["C:\\weights", "which is absolute"],
    ["c:weights", "which is absolute"],
    ["../secret", "which leads out of its folder"],
    ["sub/../../secret", "which leads out of its folder"],
    ["..", "which leads out of its folder"],
    ["..\\secret", "which has a backslash in it"],
    ["\\\\host\\share", "which has a backslash in it"],
    ["model.onnx_data\0.txt", "which has a NUL character in it"],
    ["", "which is no name"],
    ["*/_ORT_MEM_ADDR_/*", "which stands for an address in memory"],
  ] as const) {
    it(`may not be at ${JSON.stringify(location)}`, async () => {
      folder.write("secret", new Uint8Array(64));
      mkdirSync(join(folder.path, "model/sub"));
      await refuses(externalTensor("w", location), new RegExp(`its tensor w names the file .*, ${fault}; `));
    });
  }

  it("that is missing is named with the file that needs it, and where it belongs", async () => {
    await refuses(
      externalTensor("w", "model.onnx.data"),
      /^model\.onnx needs model\.onnx\.data beside it, which does not exist; put it into .*model\.$/,
    );
    await refuses(externalTensor("w", "model.onnx_data/w"), /needs model\.onnx_data\/w beside it/);
  });

  it("may be behind a symbolic link, but not behind one that leads out", async function () {
    needsSymbolicLinks(this);
    folder.write("elsewhere/w", new Uint8Array(16));
    symlinkSync("model.onnx_data", join(folder.path, "model/inside"));
    symlinkSync("../elsewhere/w", join(folder.path, "model/outside"));
    symlinkSync("../elsewhere", join(folder.path, "model/folder"));
    await check([externalTensor("w", "inside")]);
    await refuses(externalTensor("w", "outside"), /outside is a symbolic link that leads out of its folder; put the/);
    await refuses(externalTensor("w", "folder/w"), /folder\/w is a symbolic link that leads out/);
  });

  it("may lie as in the Hugging Face cache, where model and data are links to the same folder", async function () {
    needsSymbolicLinks(this);
    folder.write("blobs/abc", "a model");
    folder.write("blobs/def", new Uint8Array(16));
    mkdirSync(join(folder.path, "snapshots/1/onnx"), { recursive: true });
    const model = join(folder.path, "snapshots/1/onnx/model.onnx");
    symlinkSync("../../../blobs/abc", model);
    symlinkSync("../../../blobs/def", `${model}_data`);
    await check([externalTensor("w", "model.onnx_data")], model);
    folder.write("other/ghi", new Uint8Array(16));
    symlinkSync("../../../other/ghi", join(folder.path, "snapshots/1/onnx/out"));
    await assert.rejects(check([externalTensor("w", "out")], model), failure("externalData", /leads out/));
  });

  it("is not a folder, nor a pipe that is waited for", async function () {
    mkdirSync(join(folder.path, "model/weights"));
    await refuses(externalTensor("w", "weights"), /weights, which should hold its weights, is a folder/);
    await refuses(externalTensor("w", "."), /is a folder|leads out/);
    makePipe(this, join(folder.path, "model/pipe"));
    await refuses(externalTensor("w", "pipe"), /is a pipe, socket or device/);
  });

  it("is long enough", async () => {
    await refuses(
      externalTensor("w", "model.onnx_data", 56),
      /tensor w ends at byte 72 of model\.onnx_data, which has 64/,
    );
    await refuses(externalTensor("w", "model.onnx_data", 56, null), /ends at byte 72 of .*, which has 64 bytes/);
    const large = { ...externalTensor("w", "model.onnx_data", 0, null), dimensions: [2 ** 40, 2 ** 10] };
    await refuses(large, /ends at byte 4503599627370496 of/);
  });

  it("is as long as the tensor's shape takes", async () => {
    await refuses(
      externalTensor("w", "model.onnx_data", 0, 8),
      /has 8 bytes in model\.onnx_data, and its shape takes 16/,
    );
    await check([{ ...externalTensor("packed", "model.onnx_data", 0, 2), elementType: 22 }]);
  });

  for (const [offset, length, fault] of [
    [-1, 16, /the offset of its tensor w in model\.onnx_data is -1, and should be a whole number from 0/],
    [1.5, 16, /offset .* is 1\.5/],
    [NaN, 16, /offset .* is no number/],
    [2 ** 64, 16, /offset .* is 18446744073709552000/],
    [0, -16, /length .* is -16/],
    [0, Infinity, /length .* is Infinity/],
  ] as const) {
    it(`is not from ${offset} with length ${length}`, () =>
      refuses(externalTensor("w", "model.onnx_data", offset, length), fault));
  }

  it("is looked for in nodes, and in graphs within nodes", async () => {
    const tensor = (name: string) => ({ kind: "tensor", value: externalTensor(name, "/etc/passwd") }) as const;
    const constant = graphOf([nodeOf("Constant", "", { value: tensor("constant") })]);
    const loop = graphOf([nodeOf("Loop", "", { body: { kind: "graph", value: constant } })]);
    const body = graphOf([], [externalTensor("inner", "/etc/passwd")]);
    const initializers = graphOf([nodeOf("Loop", "", { body: { kind: "graph", value: body } })]);
    for (const [graph, name] of [
      [constant, "constant"],
      [loop, "constant"],
      [initializers, "inner"],
    ] as const) {
      await assert.rejects(
        checkExternalData(modelOfGraph(graph), path),
        failure("externalData", new RegExp(`tensor ${name} names the file /etc/passwd`)),
      );
    }
  });

  it("of many tensors takes no longer than that of one", async () => {
    const tensors = Array.from({ length: 20_000 }, (_, at) => externalTensor(`w${at}`, "model.onnx_data"));
    const began = performance.now();
    await check(tensors);
    assert(performance.now() - began < 1000);
  });

  it("has names that cannot mislead", () =>
    refuses(externalTensor("<img>\n\u202e", "__proto__/\u0007"), /needs __proto__\/⟨07⟩ beside it/));
});
