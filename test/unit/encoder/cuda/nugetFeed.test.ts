import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { cudaPackage, nugetIndex, pinnedHashes } from "../../../../src/encoder/cuda/cudaPackage.js";
import { findPackage } from "../../../../src/encoder/cuda/nugetFeed.js";
import { failure } from "../support/failures.js";
import { packagePath, serveFeed } from "../support/feedOf.js";
import { FileServer } from "../support/fileServer.js";

const content = Buffer.from("a package");

/** What onnxruntime-node's postinstall goes by. */
interface InstallMetadata {
  readonly manifests: Readonly<Record<string, Readonly<Record<string, { package: string; path: string }>>>>;
  readonly packages: Readonly<Record<string, { name: string; versions: { feed: string; version: string }[] }>>;
  readonly feeds: Readonly<Record<string, { index: string }>>;
}

describe("the CUDA package", () => {
  it("is the one that onnxruntime-node's own postinstall takes the same files from", () => {
    const require = createRequire(import.meta.filename);
    const metadata = require("onnxruntime-node/script/install-metadata.js") as InstallMetadata;
    const { version } = require("onnxruntime-node/package.json") as { version: string };
    const manifest = Object.entries(metadata.manifests["linux/x64:cuda12"]!);
    const { id, folder, libraries } = cudaPackage;
    assert.deepEqual(
      manifest.map(([file, { path }]) => [file, path]).sort(),
      libraries.map((library) => [`./${library}`, `${folder}${library}`]).sort(),
    );
    const { name, versions } = metadata.packages[manifest[0]![1].package]!;
    assert.deepEqual([name, versions[0]!.version], [id, version]);
    assert.equal(cudaPackage.version, version);
    assert.equal(metadata.feeds[versions[0]!.feed]!.index, nugetIndex);
  });
});

describe("the pinned hashes", () => {
  it("are SHA-512 in hexadecimal digits, each of a version", () => {
    for (const [version, hash] of Object.entries(pinnedHashes)) {
      assert.match(version, /^\d+\.\d+\.\d+$/);
      assert.match(hash!, /^[0-9a-f]{128}$/);
    }
  });
});

describe("a NuGet feed", () => {
  const server = new FileServer();

  before(() => server.start());
  after(() => server.stop());
  beforeEach(() => {
    server.files.clear();
    server.next.clear();
    serveFeed(server, content);
  });

  const sha512 = createHash("sha512").update(content).digest("hex");
  const find = (index = `${server.address}/index.json`, signal = new AbortController().signal, pinned?: string) =>
    findPackage(index, { ...cudaPackage, pinned }, { fetch, signal });
  const answer = (path: string, what: object) => server.files.set(path, Buffer.from(JSON.stringify(what)));

  it("says where the package is, how large, and what it hashes to", async () => {
    assert.deepEqual(await find(), {
      url: `${server.address}${packagePath}`,
      size: content.length,
      sha512,
      isPinned: false,
    });
  });

  it("is believed where it says the hash that is pinned, and only there", async () => {
    assert.deepEqual(await find(undefined, undefined, sha512), {
      url: `${server.address}${packagePath}`,
      size: content.length,
      sha512,
      isPinned: true,
    });
    const other = "0".repeat(128);
    await assert.rejects(find(undefined, undefined, other), failure("downloadFailed", /another SHA-512 than the one/));
  });

  it("that publishes no hash has its package checked against the pinned one", async () => {
    const resources = [{ "@id": `${server.address}/flat/`, "@type": "PackageBaseAddress/3.0.0" }];
    answer("/index.json", { resources });
    const { sha512: expected, isPinned } = await find(undefined, undefined, sha512);
    assert.deepEqual([expected, isPinned], [sha512, true]);
  });

  it("may be one that publishes no hash", async () => {
    const resources = [{ "@id": `${server.address}/flat/`, "@type": "PackageBaseAddress/3.0.0" }];
    answer("/index.json", { resources });
    assert.deepEqual(await find(), {
      url: `${server.address}${packagePath}`,
      size: null,
      sha512: null,
      isPinned: false,
    });
  });

  it("that lacks the version, or is none, is told", async () => {
    answer(`/flat/${cudaPackage.id.toLowerCase()}/index.json`, { versions: ["1.0.0"] });
    await assert.rejects(find(), failure("downloadFailed", /does not have Microsoft\.ML\.OnnxRuntime\.Gpu\.Linux/));
    answer("/index.json", { resources: [] });
    await assert.rejects(find(), failure("downloadFailed", /is no NuGet feed/));
    server.files.set("/index.json", Buffer.from("<html>"));
    await assert.rejects(find(), failure("downloadFailed", /not answered as expected/));
    server.files.delete("/index.json");
    await assert.rejects(find(), failure("downloadFailed", /answered with 404/));
    await assert.rejects(find("nonsense"), failure("downloadFailed", /not encrypted/));
    await assert.rejects(find("file:///etc/passwd"), failure("downloadFailed", /not encrypted/));
  });

  it("with a hash of another kind is not trusted", async () => {
    answer("/catalog/1.json", { packageHash: "AAAA", packageHashAlgorithm: "MD5", packageSize: 9 });
    await assert.rejects(find(), failure("downloadFailed", /catalog.+not answered as expected/));
  });

  it("that is encrypted may not lead to what is not", async () => {
    const resources = [{ "@id": "http://example.invalid/flat", "@type": "PackageBaseAddress/3.0.0" }];
    const encrypted = () => Promise.resolve(new Response(JSON.stringify({ resources })));
    const { signal } = new AbortController();
    await assert.rejects(
      findPackage("https://example.invalid/index.json", cudaPackage, { fetch: encrypted, signal }),
      failure("downloadFailed", /leads to http:.+not encrypted/),
    );
  });

  it("is not listened to beyond the longest answer, packed or not", async () => {
    server.files.set("/index.json", Buffer.alloc(5 * 1024 ** 2, " "));
    await assert.rejects(find(), failure("downloadFailed", /more than 4194304 bytes/));
  });

  it("is not asked on when that is cancelled", async () => {
    const controller = new AbortController();
    server.next.set("/index.json", [() => controller.abort()]);
    await assert.rejects(find(undefined, controller.signal), failure("cancelled"));
  });
});
