import assert from "node:assert/strict";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encoderFolderStamp, readEncoderFolder } from "../../../src/encoder/encoderFolder.js";
import { maximumDescriptionBytes } from "../../../src/encoder/limits.js";
import { failure } from "./support/failures.js";
import {
  bundledEncoder,
  descriptionOf,
  EncoderCopies,
  modelOf,
  tinyEncoder,
  tokenizerJson,
} from "./support/fixtures.js";

describe("an encoder's folder", () => {
  const copies = new EncoderCopies();
  after(() => copies.remove());

  for (const folder of [bundledEncoder, tinyEncoder]) {
    it(`is read whole: ${folder.slice(-12)}`, async () => {
      const { description, tokenizer, model } = await readEncoderFolder(folder);
      assert.deepEqual(description, descriptionOf(folder));
      assert.equal(tokenizer, tokenizerJson(folder));
      assert.deepEqual(model, modelOf(folder));
    });
  }

  it("that does not exist is missing", async () => {
    const folder = join(tinyEncoder, "nowhere");
    await assert.rejects(readEncoderFolder(folder), failure("encoderMissing", /nowhere.encoder\.json is missing/));
    await assert.rejects(encoderFolderStamp(folder), failure("encoderMissing"));
    const file = join(tinyEncoder, "encoder.json");
    await assert.rejects(readEncoderFolder(file), failure("encoderMissing", /encoder\.json.encoder\.json is missing/));
  });

  for (const name of ["encoder.json", "tokenizer.json", "encoder.onnx"]) {
    it(`without ${name} names it`, async () => {
      const folder = copies.make({ files: { [name]: null } });
      const missing = failure("encoderMissing", new RegExp(`${name.replace(".", "\\.")} is missing`));
      await assert.rejects(readEncoderFolder(folder), missing);
      await assert.rejects(encoderFolderStamp(folder), missing);
    });
  }

  it("whose graph is not the described one is damaged", async () => {
    const truncated = copies.make({});
    truncateSync(join(truncated, "encoder.onnx"), 5000);
    for (const folder of [truncated, copies.make({ graph: "wrong-shape.onnx", keepHashes: true })]) {
      await assert.rejects(
        readEncoderFolder(folder),
        failure(
          "encoderDamaged",
          /encoder\.onnx does not match encoder\.json; choose another encoder, or reinstall the extension if it came with it/,
        ),
      );
    }
  });

  it("whose tokenizer is not the described one is damaged", async () => {
    const folder = copies.make({ files: { "tokenizer.json": "{}" }, keepHashes: true });
    await assert.rejects(
      readEncoderFolder(folder),
      failure("tokenizerDamaged", /tokenizer\.json does not match encoder\.json/),
    );
  });

  it("with a description of absurd size is not read", async () => {
    const folder = copies.make({ files: { "encoder.json": " ".repeat(maximumDescriptionBytes + 1) } });
    await assert.rejects(readEncoderFolder(folder), failure("encoderDamaged", /larger than/));
  });

  it("has another stamp once a file was replaced", async () => {
    const folder = copies.make({});
    const stamp = await encoderFolderStamp(folder);
    assert.equal(await encoderFolderStamp(folder), stamp);
    writeFileSync(join(folder, "tokenizer.json"), "{}");
    assert.notEqual(await encoderFolderStamp(folder), stamp);
  });
});
