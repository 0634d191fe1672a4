import assert from "node:assert/strict";
import { chmodSync, mkdirSync, openSync, closeSync, readFileSync, symlinkSync, truncateSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { checkModelFile } from "../../../../src/encoder/onnx/modelFileCheck.js";
import { Failure } from "../../../../src/protocol/failure.js";
import { skipBecause } from "../../../runner/skipBecause.js";
import { failure } from "../support/failures.js";
import { bundledEncoder, tinyEncoder } from "../support/fixtures.js";
import { makePipe, needsSymbolicLinks } from "../support/specialFiles.js";
import { TemporaryFolder } from "../support/temporaryFolder.js";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const model = readFileSync(join(tinyEncoder, "encoder.onnx"));

function safetensors(): Buffer {
  const header = Buffer.from('{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.alloc(4)]);
}

/** A zip's local header of a file without content. */
function zipped(name: string): Buffer {
  const header = Buffer.alloc(30);
  header.write("PK\u0003\u0004", "latin1");
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), Buffer.alloc(64)]);
}

function tar(): Buffer {
  const block = Buffer.alloc(1024);
  block.write("model.onnx");
  block.write("ustar", 257);
  return block;
}

const pointer = (size: number) =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize ${size}\n`;

const files: Readonly<Record<string, readonly [content: string | Uint8Array, sentence: RegExp]>> = {
  "an empty file": ["", /is empty; download or export it again/],
  "a Git LFS pointer": [pointer(440_000_000), /is a Git LFS pointer that only stands for 440 MB, .*run git lfs pull/],
  "a Git LFS pointer without a size": [pointer(7), /is a Git LFS pointer that only stands for the real file, /],
  "an HTML page": [
    "<!DOCTYPE html>\n<html><body>Sign in, 커피</body></html>",
    /is a web page, not an ONNX model; the download was refused or needs a login/,
  ],
  "an HTML page with a mark": ["\ufeff \n<HTML>", /is a web page/],
  "an HTML page in UTF-16": [Buffer.from("\ufeff<html></html>", "utf16le"), /is a web page/],
  "an HTML page longer than what is looked at": [`<html>${"한".repeat(9000)}</html>`, /is a web page/],
  "an XML text": ['<?xml version="1.0"?><net/>', /is an XML text/],
  JSON: ['{"error":"Entry not found: my secret"}', /is a JSON text.*download it again/],
  "a text": ["Invalid username or password: my secret.\n", /is a text.*download it again/],
  "a zip archive": [zipped("model.onnx"), /is a zip archive, not an ONNX model; unpack it/],
  "a PyTorch checkpoint": [zipped("archive/data.pkl"), /is a PyTorch checkpoint.*optimum-cli export onnx/],
  "a PyTorch checkpoint of a large name": [
    Buffer.concat([zipped("archive/version"), Buffer.alloc(9000), zipped("archive/data.pkl")]),
    /is a PyTorch checkpoint/,
  ],
  "an old PyTorch checkpoint": [latin1("\u0080\u0002\u008a\u000al\u00fc\u009cF\u00f9"), /is a PyTorch checkpoint/],
  "a safetensors file": [safetensors(), /is a safetensors file.*optimum-cli export onnx/],
  "a GGUF file": [latin1("GGUF\u0003\u0000\u0000\u0000"), /is a GGUF file, which is for llama\.cpp/],
  "a gzip archive": [latin1("\u001f\u008b\u0008\u0000"), /is a gzip archive/],
  "a bzip2 archive": [latin1("BZh91AY&SY"), /is a bzip2 archive/],
  "a zstd archive": [latin1("\u0028\u00b5\u002f\u00fd\u0000\u0000"), /is a zstd archive/],
  "a tar archive": [tar(), /is a tar archive/],
  "a TensorFlow Lite model": [latin1("\u001c\u0000\u0000\u0000TFL3\u0000\u0000"), /is a TensorFlow Lite model/],
  "an ORT model": [
    latin1("\u0018\u0000\u0000\u0000ORTM\u0000\u0000"),
    /ONNX Runtime's own format \(\.ort\).*it was made/,
  ],
  "a Keras model": [latin1("\u0089HDF\r\n\u001a\n"), /is an HDF5 file.*tf2onnx/],
  "a NumPy array": [latin1("\u0093NUMPY\u0001\u0000"), /is a NumPy array/],
  "a PNG picture": [latin1("\u0089PNG\r\n\u001a\n\u0000"), /is a PNG picture/],
  "a JPEG picture": [latin1("\u00ff\u00d8\u00ff\u00e0"), /is a JPEG picture/],
  "a program": [latin1("\u007fELF\u0002\u0001"), /is a program/],
  "zeros alone": [new Uint8Array(20_000), /holds only zero bytes, as a download does that did not end/],
  "half a model": [
    model.subarray(0, model.length / 2),
    new RegExp(`is cut off \\(it should have at least \\d+ bytes and has ${Math.floor(model.length / 2)}\\)`),
  ],
  "four bytes of a model": [model.subarray(0, 4), /is cut off/],
  "bytes of no kind": [
    Uint8Array.from({ length: 9000 }, (_, at) => (at * 197 + 251) % 256),
    /is not an ONNX model, nor any other file known here; choose/,
  ],
  "a TensorProto": [Uint8Array.of(8, 1, 8, 3, 16, 1), /is not an ONNX model/],
};

describe("a model's file", () => {
  let folder: TemporaryFolder;
  before(() => (folder = new TemporaryFolder()));
  after(() => folder.remove());

  for (const path of [join(tinyEncoder, "encoder.onnx"), join(bundledEncoder, "encoder.onnx")]) {
    it(`that may well be one is passed: ${path.slice(-25)}`, async () => {
      const { size, modified, ...rest } = await checkModelFile(path);
      assert.equal(size, readFileSync(path).length);
      assert(modified > 0 && modified < Date.now());
      assert.deepEqual(rest, { path });
    });
  }

  for (const [name, [content, sentence]] of Object.entries(files)) {
    it(`that is ${name} is told as what it is, by its name`, async () => {
      const path = folder.write("model.onnx", content);
      await assert.rejects(checkModelFile(path), (thrown: unknown) => {
        failure("modelUnreadable", sentence)(thrown);
        assert((thrown as Failure).message.startsWith(path));
        assert.doesNotMatch((thrown as Failure).message, /secret/);
        return true;
      });
    });
  }

  it("that is over the limit is refused before it is read, with a way to save it", async () => {
    const path = folder.write("large.onnx", "");
    truncateSync(path, 3 * 1024 ** 3);
    await assert.rejects(
      checkModelFile(path),
      failure("modelUnreadable", /has 3221225472 bytes, and .* at most 2147483647; .*save_as_external_data=True/),
    );
    const weights = folder.write("large.safetensors", "");
    truncateSync(weights, 3 * 1024 ** 3);
    await assert.rejects(checkModelFile(weights), failure("modelUnreadable", /is a safetensors file/));
  });

  it("that does not exist is told so, however that is", async () => {
    const missing = failure("modelUnreadable", /does not exist; choose an \.onnx file/);
    await assert.rejects(checkModelFile(join(folder.path, "no.onnx")), missing);
    await assert.rejects(checkModelFile(join(folder.write("file", "x"), "no.onnx")), missing);
    await assert.rejects(checkModelFile("no\u0000.onnx"), failure("modelUnreadable", /^no⟨00⟩\.onnx does not exist/));
    await assert.rejects(
      checkModelFile(join(folder.path, "a\nb\u202e")),
      failure("modelUnreadable", /a⟨0A⟩b⟨202E⟩ does/),
    );
  });

  it("that is a folder or a device is not opened", async function () {
    await assert.rejects(checkModelFile(folder.path), failure("modelUnreadable", /is a folder; choose the \.onnx/));
    if (process.platform === "win32") skipBecause(this, "Windows has no devices among its files");
    await assert.rejects(checkModelFile("/dev/zero"), failure("modelUnreadable", /is a device, not a file/));
  });

  it("that is a pipe, or leads to one, is not waited for", async function () {
    makePipe(this, join(folder.path, "pipe"));
    symlinkSync("pipe", join(folder.path, "link-to-pipe.onnx"));
    for (const name of ["pipe", "link-to-pipe.onnx"]) {
      await assert.rejects(
        checkModelFile(join(folder.path, name)),
        failure("modelUnreadable", /is a named pipe, not a file/),
      );
    }
  });

  it("that is a socket is told so", async function () {
    if (process.platform === "win32") skipBecause(this, "Windows has no sockets among its files");
    const server = createServer();
    const path = join(folder.path, "socket");
    await promisify(server.listen.bind(server) as (path: string, listening: () => void) => void)(path);
    await assert.rejects(checkModelFile(path), failure("modelUnreadable", /is a socket, not a file/));
    server.close();
  });

  it("may be behind a symbolic link, as in the Hugging Face cache, but not behind one that leads nowhere", async function () {
    needsSymbolicLinks(this);
    mkdirSync(join(folder.path, "snapshot"));
    folder.write("blobs/abc", model);
    const link = join(folder.path, "snapshot/model.onnx");
    symlinkSync("../blobs/abc", link);
    assert.equal((await checkModelFile(link)).size, model.length);
    const broken = join(folder.path, "snapshot/broken.onnx");
    symlinkSync("../blobs/gone", broken);
    await assert.rejects(checkModelFile(broken), failure("modelUnreadable", /symbolic link to a file that does not/));
    const round = join(folder.path, "snapshot/round.onnx");
    symlinkSync("round.onnx", round);
    await assert.rejects(checkModelFile(round), failure("modelUnreadable", /leads back to itself/));
  });

  it("that may not be read is told so", async function () {
    if (process.platform === "win32") skipBecause(this, "Windows keeps permissions elsewhere");
    if (process.getuid?.() === 0) skipBecause(this, "an administrator may read everything");
    const path = folder.write("private.onnx", model);
    chmodSync(path, 0);
    await assert.rejects(checkModelFile(path), failure("modelUnreadable", /may not be read \(EACCES\)/));
  });

  it("cut off anywhere, or of any bytes, is passed or told in one sentence, and leaves nothing open", async () => {
    const probe = () => {
      const file = openSync(join(tinyEncoder, "encoder.onnx"), "r");
      closeSync(file);
      return file;
    };
    const before = probe();
    const contents = fc.oneof(
      fc.nat(model.length - 1).map((length) => model.subarray(0, length)),
      fc.uint8Array({ maxLength: 64 }),
      fc.tuple(fc.nat(200), fc.nat(255)).map(([place, byte]) => {
        const changed = Uint8Array.from(model);
        changed[place] = byte;
        return changed;
      }),
    );
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        const path = folder.write("any.onnx", content);
        await checkModelFile(path).then(() => undefined, failure("modelUnreadable"));
      }),
      { numRuns: 200 },
    );
    assert.equal(probe(), before, "a file was left open");
  });
});
