import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { downloadChoices } from "../../../../src/encoder/download/downloadChoice.js";
import { downloadedEncoders, partialFolder } from "../../../../src/encoder/download/downloadedEncoders.js";
import { downloadEncoder, type EncoderDownload } from "../../../../src/encoder/download/downloadEncoder.js";
import { Hub } from "../../../../src/encoder/download/hub.js";
import { readModelRepository } from "../../../../src/encoder/download/modelRepository.js";
import { proxiedFetch } from "../../../../src/encoder/download/proxiedFetch.js";
import type { EncoderLocation } from "../../../../src/encoder/encoderLocation.js";
import { failure } from "../support/failures.js";
import { cutAfter, FileServer, stopAfter } from "../support/fileServer.js";
import { FolderTree } from "../support/folderTree.js";
import { commit, putModel } from "../support/hubFiles.js";

const model = randomBytes(200_000);
const weights = randomBytes(100_000);
const resolve = `/org/mini/resolve/${commit}/`;

const files = {
  "config.json": { content: Buffer.from("{}") },
  "tokenizer.json": { content: Buffer.from('{"model":{}}') },
  "README.md": { content: Buffer.from("# Mini") },
  "pytorch_model.bin": { content: randomBytes(10), large: true },
  "onnx/model.onnx": { content: model, large: true },
  "onnx/model.onnx_data": { content: weights, large: true },
  "onnx/model_int8.onnx": { content: randomBytes(50_000), large: true },
};

describe("a download from the hub", () => {
  const server = new FileServer();
  let tree: FolderTree;
  let hub: Hub;

  before(() => server.start());
  after(() => server.stop());
  beforeEach(() => {
    tree = new FolderTree();
    server.files.clear();
    server.next.clear();
    server.requests.length = 0;
    putModel(server, "org/mini", files);
    const direct = { proxy: "", noProxy: null, authorization: null, strictCertificates: true };
    hub = new Hub({ fetchOnce: proxiedFetch(direct, {}), endpoint: server.address, token: undefined });
  });
  afterEach(() => tree.remove());

  const signal = new AbortController().signal;
  const repository = () => readModelRepository(hub, { id: "org/mini", revision: "main" }, signal);

  async function download(changes: Partial<EncoderDownload> = {}, variant = ""): Promise<EncoderLocation> {
    const read = await repository();
    const choice = downloadChoices(read).find((one) => one.variant === variant)!;
    return downloadEncoder({ hub, repository: read, choice, store: tree.root, signal, retryDelay: 1, ...changes });
  }

  async function listed(): Promise<EncoderLocation[]> {
    const encoders: EncoderLocation[] = [];
    for await (const encoder of downloadedEncoders(tree.root)) encoders.push(encoder);
    return encoders;
  }

  it("says what there is to choose, with licence and sizes", async () => {
    const read = await repository();
    assert.deepEqual([read.licence, read.commit], ["mit", commit]);
    assert.deepEqual(
      downloadChoices(read).map((choice) => [choice.variant, choice.bytes, choice.files.map(({ path }) => path)]),
      [
        ["", 300_014, ["config.json", "tokenizer.json", "onnx/model.onnx", "onnx/model.onnx_data"]],
        ["int8", 50_014, ["config.json", "tokenizer.json", "onnx/model_int8.onnx"]],
      ],
    );
  });

  it("brings a whole encoder, which is listed then, and brings nothing twice", async () => {
    const seen: number[] = [];
    const encoder = await download({ onProgress: (received) => seen.push(received) });
    assert.equal(encoder.path, join(encoder.folder, "onnx", "model.onnx"));
    assert.deepEqual(
      [encoder.name, encoder.variant, encoder.bytes, encoder.where],
      ["org/mini", "", 300_000, "downloaded"],
    );
    assert.ok(model.equals(readFileSync(encoder.path)));
    assert.ok(weights.equals(readFileSync(`${encoder.path}_data`)));
    assert.equal(readFileSync(join(encoder.folder, "tokenizer.json"), "utf8"), '{"model":{}}');
    assert.equal(seen.at(-1), 300_014);
    assert.deepEqual(
      seen,
      seen.toSorted((a, b) => a - b),
    );
    assert.deepEqual(await listed(), [encoder]);
    const requests = server.requests.length;
    assert.deepEqual(await download(), encoder);
    assert.equal(server.requests.length, requests + 1, "only what there is was asked for");
    const other = await download({}, "int8");
    assert.deepEqual(new Set((await listed()).map(({ path }) => path)), new Set([encoder.path, other.path]));
    assert.deepEqual(readdirSync(join(tree.root, partialFolder)), []);
  });

  it("goes on where the connection was cut", async () => {
    server.next.set(`${resolve}onnx/model.onnx`, [cutAfter(120_000)]);
    await download();
    assert.ok(server.requests.includes(`GET ${resolve}onnx/model.onnx bytes=120000-`), server.requests.join("\n"));
    assert.equal((await listed()).length, 1);
  });

  it("leaves nothing listed when it is cancelled, and goes on from there the next time", async () => {
    server.next.set(`${resolve}onnx/model.onnx`, [stopAfter(120_000)]);
    const controller = new AbortController();
    const onProgress = (received: number) => received >= 120_000 && controller.abort();
    await assert.rejects(download({ signal: controller.signal, onProgress }), failure("cancelled"));
    assert.deepEqual(await listed(), []);
    server.requests.length = 0;
    const encoder = await download();
    assert.deepEqual(await listed(), [encoder]);
    assert.deepEqual(server.requests.slice(1), [
      `GET ${resolve}onnx/model.onnx bytes=120000-`,
      `GET ${resolve}onnx/model.onnx_data`,
    ]);
    assert.ok(model.equals(readFileSync(encoder.path)));
  });

  it("leaves nothing listed when a hash is wrong, large file or small", async () => {
    for (const name of ["onnx/model.onnx_data", "tokenizer.json"]) {
      const right = server.files.get(resolve + name)!;
      server.files.set(resolve + name, Buffer.alloc(right.length));
      await assert.rejects(download(), failure("downloadFailed", /SHA(1|256) is [0-9a-f]+ and should be/));
      assert.deepEqual(await listed(), []);
      server.files.set(resolve + name, right);
      await download();
      rmSync(
        join(
          tree.root,
          readdirSync(tree.root).find((entry) => entry !== partialFolder)!,
        ),
        { recursive: true },
      );
    }
  });

  it("is not begun without a hash to check it by", async () => {
    putModel(server, "org/mini", files, ({ siblings }) => delete siblings[1]!.blobId);
    await assert.rejects(download(), failure("downloadFailed", /gives no hash for tokenizer\.json/));
    assert.deepEqual(await listed(), []);
  });

  for (const name of [
    "../x.onnx",
    "/etc/x.onnx",
    "a/../../x.onnx",
    "..\\x.onnx",
    "C:x.onnx",
    "onnx//x.onnx",
    "x\0.onnx",
    "",
  ]) {
    it(`is refused where a file is called ${JSON.stringify(name)}`, async () => {
      putModel(server, "org/mini", files, ({ siblings }) => siblings.push({ ...siblings[4], rfilename: name }));
      await assert.rejects(repository(), failure("downloadFailed", /outside its folder/));
    });
  }

  it("is refused where nothing was exported to ONNX", async () => {
    putModel(server, "org/mini", { "config.json": files["config.json"] });
    await assert.rejects(download(), failure("downloadFailed", /has no \.onnx file/));
  });

  it("waits for no other window, and takes over from one that ended", async () => {
    await download();
    const [name] = readdirSync(tree.root).filter((entry) => entry !== partialFolder);
    rmSync(join(tree.root, name!), { recursive: true });
    const lock = join(tree.root, partialFolder, `${name}.lock`);
    writeFileSync(lock, String(process.pid));
    await assert.rejects(download(), failure("downloadFailed", /downloaded already/));
    writeFileSync(lock, "999999999");
    await download();
    assert.equal((await listed()).length, 1);
  });

  it("says when there is no room for it", async () => {
    const read = await repository();
    const choice = downloadChoices(read)[0]!;
    const huge = choice.files.map((file) => (file.path === choice.model ? { ...file, bytes: 1e18 } : file));
    const asked = { ...choice, files: huge };
    await assert.rejects(
      download({ choice: asked }),
      failure("downloadFailed", /needs \d+ MB and .* has room for \d+; /),
    );
    assert.deepEqual(await listed(), []);
  });

  it("says when it may not write", async function () {
    writeFileSync(tree.at("file"), "");
    await assert.rejects(download({ store: tree.at("file") }), failure("downloadFailed", /cannot be written to/));
  });

  it("lists nothing of a folder that lost a file or whose source leads out of it", async () => {
    const encoder = await download();
    const source = join(encoder.folder, "source.json");
    const right = JSON.parse(readFileSync(source, "utf8")) as object;
    for (const wrong of [{ ...right, model: "../../x.onnx" }, { ...right, model: "none.onnx" }, {}]) {
      writeFileSync(source, JSON.stringify(wrong));
      assert.deepEqual(await listed(), []);
    }
  });
});
