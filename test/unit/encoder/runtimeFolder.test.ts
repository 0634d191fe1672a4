import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  bindingName,
  installationRecord,
  readRuntimeFolder,
  testedRuntimeVersion,
} from "../../../src/encoder/runtimeFolder.js";
import { failure } from "./support/failures.js";

describe("a folder with an onnxruntime-node", () => {
  let directory = "";

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "attention-inspector-runtime-"));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const manifest = (name: string) =>
    writeFile(join(directory, "package.json"), JSON.stringify({ name, version: "1.31.0-mine" }));

  it("may be a package", async () => {
    await manifest("onnxruntime-node");
    const expected = { path: directory, kind: "package", version: "1.31.0-mine" };
    assert.deepEqual(await readRuntimeFolder(directory), expected);
  });

  it("may be the native part, whose version its package says", async () => {
    const native = join(directory, "bin/napi-v6/linux/x64");
    await mkdir(native, { recursive: true });
    await writeFile(join(native, bindingName), "");
    assert.deepEqual(await readRuntimeFolder(native), { path: native, kind: "binding", version: null });
    await manifest("onnxruntime-node");
    assert.equal((await readRuntimeFolder(native)).version, "1.31.0-mine");
  });

  it("may be an installation of CUDA support, whose record says its version", async () => {
    await writeFile(join(directory, bindingName), "");
    await writeFile(join(directory, installationRecord), JSON.stringify({ version: "1.30.0", package: "x" }));
    const expected = { path: directory, kind: "binding", version: "1.30.0" };
    assert.deepEqual(await readRuntimeFolder(directory), expected);
  });

  it("is refused in a sentence where it is none", async () => {
    const refused = (path: string, message: RegExp) =>
      assert.rejects(readRuntimeFolder(path), failure("runtimeUnusable", message));
    await refused("builds/onnxruntime", /must be an absolute path and is builds\/onnxruntime; correct it or empty it/);
    await refused(join(directory, "gone"), /gone does not exist; correct attentionInspector\.onnxruntimePath/);
    await refused(directory, /neither its package\.json nor onnxruntime_binding\.node/);
    await manifest("onnxruntime-web");
    await refused(directory, /neither its package\.json nor/);
    await writeFile(join(directory, "package.json"), "{");
    await refused(directory, /neither its package\.json nor/);
    await refused(join(directory, "package.json"), /is not a folder/);
  });

  it("is compared with the version that the extension comes with", () => {
    const { version } = createRequire(import.meta.filename)("onnxruntime-node/package.json") as { version: string };
    assert.equal(testedRuntimeVersion, version);
  });
});
