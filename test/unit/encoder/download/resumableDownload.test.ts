import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resumableDownload, type Download } from "../../../../src/encoder/download/resumableDownload.js";
import { failure } from "../support/failures.js";
import { cutAfter, FileServer, stopAfter } from "../support/fileServer.js";

const content = randomBytes(300_000);
const sha256 = createHash("sha256").update(content).digest("hex");

describe("a resumable download", () => {
  const server = new FileServer();
  let directory = "";

  before(() => server.start());
  after(() => server.stop());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "attention-inspector-download-"));
    server.files.set("/model", content);
    server.next.clear();
    server.requests.length = 0;
  });
  afterEach(() => rm(directory, { recursive: true }));

  const download = (changes: Partial<Download> = {}) =>
    resumableDownload({
      url: `${server.address}/model`,
      destination: join(directory, "models", "model"),
      hash: { algorithm: "sha256", digest: sha256 },
      size: content.length,
      maximumBytes: 1_000_000,
      signal: new AbortController().signal,
      fetch,
      retryDelay: 1,
      ...changes,
    });
  const files = () => readdir(join(directory, "models"));
  const arrived = async () => {
    assert.ok(content.equals(await readFile(join(directory, "models", "model"))));
    assert.deepEqual(await files(), ["model"], "nothing is left beside it");
  };

  it("brings the file, tells how far it is, and what it hashes to", async () => {
    const seen: (number | null)[][] = [];
    const onProgress = (received: number, total: number | null) => seen.push([received, total]);
    assert.deepEqual(await download({ hash: null, onProgress }), { bytes: content.length, digest: sha256 });
    assert.deepEqual(seen[0], [0, content.length]);
    assert.deepEqual(seen.at(-1), [content.length, content.length]);
    await arrived();
  });

  it("goes on where the connection was cut", async () => {
    server.next.set("/model", [cutAfter(100_000)]);
    await download();
    assert.deepEqual(server.requests, ["GET /model", "GET /model bytes=100000-"]);
    await arrived();
  });

  it("keeps what came when it is cancelled, and goes on from it the next time", async () => {
    server.next.set("/model", [stopAfter(100_000)]);
    const controller = new AbortController();
    const onProgress = (received: number) => received === 100_000 && controller.abort();
    await assert.rejects(download({ signal: controller.signal, onProgress }), failure("cancelled"));
    assert.equal((await stat(join(directory, "models", "model.part"))).size, 100_000);
    await download();
    assert.deepEqual(server.requests, ["GET /model", "GET /model bytes=100000-"]);
    await arrived();
  });

  it("begins anew where the file has changed since", async () => {
    server.files.set("/model", randomBytes(300_000));
    server.next.set("/model", [cutAfter(100_000)]);
    await assert.rejects(
      download({
        fetch: async (...request) => {
          if (server.requests.length === 1) throw new TypeError("no network");
          return fetch(...request);
        },
      }),
      failure("downloadFailed", /no network/),
    );
    server.files.set("/model", content);
    await download();
    assert.equal(server.requests.at(-1), "GET /model bytes=100000-", "the server is asked for the rest");
    await arrived();
  });

  it("begins anew where the server has no such rest", async () => {
    server.next.set("/model", [cutAfter(100_000), (_, response) => void response.writeHead(416).end()]);
    await download();
    assert.deepEqual(server.requests, ["GET /model", "GET /model bytes=100000-", "GET /model"]);
    await arrived();
  });

  it("keeps nothing whose hash or size is wrong", async () => {
    const digest = "0".repeat(64);
    const wrongHash = failure("downloadFailed", new RegExp(`SHA256 is ${sha256} and should be 0000`));
    await assert.rejects(download({ hash: { algorithm: "sha256", digest } }), wrongHash);
    assert.deepEqual(await files(), []);
    await assert.rejects(download({ size: 5 }), failure("downloadFailed", /300000 bytes came and it should have 5/));
    assert.deepEqual(await files(), []);
  });

  it("hashes what was there before too", async () => {
    server.next.set("/model", [cutAfter(100_000)]);
    let last = 0;
    const spoil = async () => writeFile(join(directory, "models", "model.part"), Buffer.alloc(100_000));
    await assert.rejects(
      download({
        fetch: async (...request) => {
          if (++last === 2) await spoil();
          return fetch(...request);
        },
      }),
      failure("downloadFailed", /SHA256 is/),
    );
  });

  it("hashes as Git does where that is what is known", async () => {
    const prefix = `blob ${content.length}\0`;
    const digest = createHash("sha1").update(prefix).update(content).digest("hex");
    assert.equal((await download({ hash: { algorithm: "sha1", digest, prefix } })).digest, digest);
  });

  it("stops at the most bytes, announced or not", async () => {
    await assert.rejects(download({ maximumBytes: 1000 }), failure("downloadFailed", /300000 bytes, and at most 1000/));
    server.next.set("/model", [(_, response) => void response.writeHead(200).end(content)]);
    await assert.rejects(download({ maximumBytes: 1000, size: null }), failure("downloadFailed", /more than 1000/));
  });

  it("gives up after some tries, and at once on an answer that will not change", async () => {
    server.next.set(
      "/model",
      Array.from({ length: 9 }, () => (_, response) => void response.writeHead(503).end()),
    );
    await assert.rejects(download(), failure("downloadFailed", /the server answered 503/));
    assert.equal(server.requests.length, 5);
    await assert.rejects(download({ url: `${server.address}/none` }), failure("downloadFailed", /answered 404/));
    assert.equal(server.requests.length, 6);
  });

  it("says that a disk is full", async function () {
    if (process.platform !== "linux") return this.skip();
    await rm(join(directory, "models"), { recursive: true, force: true });
    await symlink("/dev/full", join(directory, "model.part"));
    const destination = join(directory, "model");
    await assert.rejects(download({ destination }), failure("downloadFailed", /^There is no room left in /));
  });
});
