import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CudaInstallation } from "../../../../src/encoder/cuda/cudaInstallation.js";
import { cudaPackage } from "../../../../src/encoder/cuda/cudaPackage.js";
import { installPackage, type InstallOptions } from "../../../../src/encoder/cuda/installPackage.js";
import type { NugetPackage } from "../../../../src/encoder/cuda/nugetFeed.js";
import { elfOf } from "../support/elfOf.js";
import { failure } from "../support/failures.js";
import { cutAfter, FileServer, stopAfter } from "../support/fileServer.js";
import { zipOf, type ZipEntry } from "../support/zipOf.js";

const needed = ["libcublasLt.so.13", "libcudart.so.13", "libcudnn.so.9"];
const [cuda, shared, tensorrt] = cudaPackage.libraries.map((name, index) => ({
  name: `${cudaPackage.folder}${name}`,
  content: index === 0 ? Buffer.concat([elfOf(needed), randomBytes(100_000)]) : randomBytes(100_000),
})) as [ZipEntry, ZipEntry, ZipEntry];
const others = [{ name: "LICENSE", content: Buffer.from("MIT") }];
const whole = zipOf([...others, cuda, shared, tensorrt]);

describe("the installation of CUDA support", () => {
  const server = new FileServer();
  let directory = "";
  let storage = "";
  let installation: CudaInstallation;

  before(() => server.start());
  after(() => server.stop());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "attention-inspector-cuda-"));
    storage = join(directory, "storage");
    const bundled = join(directory, "bundled");
    await mkdir(bundled);
    for (const name of cudaPackage.binding) await writeFile(join(bundled, name), `bundled ${name}`);
    installation = new CudaInstallation(storage, bundled);
    server.next.clear();
    server.requests.length = 0;
  });
  afterEach(() => rm(directory, { recursive: true }));

  const offer = (content: Buffer): NugetPackage => {
    server.files.set("/package", content);
    const sha512 = createHash("sha512").update(content).digest("hex");
    return { url: `${server.address}/package`, size: content.length, sha512, isPinned: false };
  };
  const install = (source: NugetPackage, changes: Partial<InstallOptions> = {}) =>
    installPackage(installation, source, {
      fetch,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onUnpack: () => undefined,
      retryDelay: 1,
      ...changes,
    });
  const nothingInstalled = async () => {
    assert.equal(await installation.installed(), null);
    await assert.rejects(readdir(installation.folder), { code: "ENOENT" });
  };

  it("puts the libraries beside a copy of the native part, and nothing else", async () => {
    const source = offer(whole);
    assert.equal(await installation.installed(), null);
    await install(source);
    const { binding, libraries, id, version } = cudaPackage;
    assert.deepEqual((await readdir(installation.folder)).sort(), [...binding, ...libraries, "installed.json"].sort());
    const read = (name: string) => readFile(join(installation.folder, name));
    for (const [index, entry] of [cuda, shared, tensorrt].entries()) {
      assert.ok(entry.content.equals(await read(libraries[index]!)), libraries[index]);
    }
    assert.equal((await read("libonnxruntime.so.1")).toString(), "bundled libonnxruntime.so.1");
    const { url, sha512 } = source;
    const needs = { cuda: 13, cudnn: 9 };
    assert.deepEqual(await installation.installed(), { package: id, version, source: url, sha512, needs });
    assert.deepEqual(await readdir(storage), ["onnxruntime"], "no lock is left");
    assert.deepEqual(await readdir(join(storage, "onnxruntime")), [`${version}-cuda`], "the package is gone");
  });

  it("goes on where the connection was cut", async () => {
    const source = offer(whole);
    server.next.set("/package", [cutAfter(50_000)]);
    await install(source);
    assert.deepEqual(server.requests, ["GET /package", "GET /package bytes=50000-"]);
    assert.ok(await installation.installed());
  });

  it("goes on where it was cancelled, the next time", async () => {
    const source = offer(whole);
    server.next.set("/package", [stopAfter(50_000)]);
    const controller = new AbortController();
    const onProgress = (received: number) => received === 50_000 && controller.abort();
    await assert.rejects(install(source, { signal: controller.signal, onProgress }), failure("cancelled"));
    await nothingInstalled();
    await install(source);
    assert.deepEqual(server.requests, ["GET /package", "GET /package bytes=50000-"]);
  });

  it("can be cancelled while it unpacks", async () => {
    const controller = new AbortController();
    const cancelled = install(offer(whole), { signal: controller.signal, onUnpack: () => controller.abort() });
    await assert.rejects(cancelled, failure("cancelled"));
    await nothingInstalled();
  });

  it("is not made of a package with a wrong hash", async () => {
    const source = { ...offer(whole), sha512: "0".repeat(128) };
    await assert.rejects(install(source), failure("downloadFailed", /SHA512 is [0-9a-f]+ and should be 0000/));
    await nothingInstalled();
    assert.deepEqual(await readdir(join(storage, "onnxruntime")), []);
  });

  it("is made where the feed publishes neither hash nor size, and keeps the hash that it had", async () => {
    const { sha512, ...source } = offer(whole);
    await install({ ...source, size: null, sha512: null });
    assert.equal((await installation.installed())?.sha512, sha512);
  });

  it("writes to no path that the package names", async () => {
    const outside = { name: "../../../outside.so", content: Buffer.from("slipped") };
    const slipped = zipOf([outside, cuda, shared, tensorrt]);
    await assert.rejects(
      install(offer(slipped)),
      failure("downloadFailed", /could not be installed \(.*relative path/),
    );
    await nothingInstalled();
    assert.deepEqual((await readdir(directory)).sort(), ["bundled", "storage"]);
  });

  for (const [what, content, message] of [
    ["lacks a library", zipOf([cuda, shared]), /without runtimes.+tensorrt/],
    ["has a library twice", zipOf([cuda, cuda, shared, tensorrt]), /has runtimes.+cuda\.so twice/],
    [
      "has a library too large",
      zipOf([{ ...cuda, claimedSize: 3 * 1024 ** 3 }, shared, tensorrt]),
      /at most 2147483648/,
    ],
    ["lies about a size", zipOf([{ ...cuda, claimedSize: 10 }, shared, tensorrt]), /too many bytes/],
    [
      "has a library that is none",
      zipOf([{ ...cuda, content: randomBytes(1000) }, shared, tensorrt]),
      /libonnxruntime_providers_cuda\.so cannot be read: it is not a whole ELF library/,
    ],
    ["is no zip archive", Buffer.from("<html>not found</html>"), /could not be installed/],
    ["is half an archive", whole.subarray(0, whole.length / 2), /could not be installed/],
  ] as const) {
    it(`is not made of a package that ${what}`, async () => {
      await assert.rejects(install(offer(content)), failure("downloadFailed", message));
      await nothingInstalled();
      assert.deepEqual(await readdir(join(storage, "onnxruntime")), [], "nothing of it is left");
    });
  }

  it("says that a disk is full", async function () {
    if (process.platform !== "linux") return this.skip();
    await mkdir(join(storage, "onnxruntime"), { recursive: true });
    const { id, version } = cudaPackage;
    await symlink("/dev/full", join(storage, "onnxruntime", `${id}.${version}.nupkg.part`));
    await assert.rejects(install(offer(whole)), failure("downloadFailed", /^There is no room left in /));
    await nothingInstalled();
  });

  it("replaces what is there, and that of other versions", async () => {
    const old = join(storage, "onnxruntime", "1.29.0-cuda");
    await mkdir(old, { recursive: true });
    await install(offer(whole));
    await install(offer(whole));
    await assert.rejects(stat(old), { code: "ENOENT" });
    assert.ok(await installation.installed());
  });

  it("is not whole without one of its files", async () => {
    await install(offer(whole));
    await rm(join(installation.folder, cudaPackage.libraries[0]));
    assert.equal(await installation.installed(), null);
  });

  it("can be taken away, whether or not it is there", async () => {
    await installation.uninstall();
    await install(offer(whole));
    await installation.uninstall();
    await nothingInstalled();
    assert.deepEqual(await readdir(storage), []);
  });

  it("is made by one window at a time", async () => {
    const source = offer(whole);
    server.next.set("/package", [stopAfter(50_000)]);
    const controller = new AbortController();
    let first: Promise<void> | undefined;
    await new Promise<void>((begun) => {
      const onProgress = (received: number) => received === 50_000 && begun();
      first = install(source, { signal: controller.signal, onProgress });
    });
    await assert.rejects(install(source), failure("downloadFailed", /another window/));
    controller.abort();
    await assert.rejects(first!, failure("cancelled"));
  });
});
