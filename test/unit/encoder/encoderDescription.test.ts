import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, parseEncoderDescription } from "../../../src/encoder/encoderDescription.js";
import { failure } from "./support/failures.js";
import { bundledEncoder } from "./support/fixtures.js";

const text = readFileSync(join(bundledEncoder, "encoder.json"), "utf8");

/** The bundled description with one thing changed; `undefined` removes it. */
function changed(path: string, value: unknown): string {
  const description = JSON.parse(text) as Record<string, unknown>;
  const keys = path.split("/");
  const last = keys.pop()!;
  const parent = keys.reduce((object, key) => object[key] as Record<string, unknown>, description);
  // JSON leaves out what is undefined.
  parent[last] = value;
  return JSON.stringify(description);
}

describe("an encoder's description", () => {
  it("tells who it is", () => {
    assert.deepEqual(Object.keys(identityOf(parseEncoderDescription(text, "encoder.json"))), [
      "name",
      "version",
      "layers",
      "heads",
      "dimension",
      "headDimension",
      "trainedLength",
    ]);
  });

  it("may say more than is asked", () => {
    parseEncoderDescription(changed("license", "MIT"), "encoder.json");
  });

  for (const [path, value] of [
    ["name", undefined],
    ["name", ""],
    ["version", 1],
    ["layers", 0],
    ["layers", 1.5],
    ["layers", "4"],
    ["heads", -1],
    ["heads", 1e9],
    ["dimension", null],
    ["vocabularySize", undefined],
    ["specialTokens", []],
    ["specialTokens/begin", undefined],
    ["specialTokens/separator/id", -2],
    ["inputs/tokens", ""],
    ["outputs/attention", "attention.0"],
    ["outputs/positionalEncoding", undefined],
    ["sha256/encoder.onnx", "624AD70C"],
    ["sha256", undefined],
  ] as const) {
    it(`is damaged where ${path} is ${JSON.stringify(value)}, and says where`, () => {
      const place = path.split("/")[0]!;
      assert.throws(
        () => parseEncoderDescription(changed(path, value), "/there/encoder.json"),
        failure("encoderDamaged", new RegExp(`^/there/encoder\\.json is damaged \\(.*${place}.*\\); reinstall`)),
      );
    });
  }

  it("is damaged where outputs and layers disagree", () => {
    const names = ["a", "b", "c"];
    for (const path of ["outputs/attention", "outputs/hidden"]) {
      assert.throws(
        () => parseEncoderDescription(changed(path, names), "encoder.json"),
        failure("encoderDamaged", /one name/),
      );
    }
  });

  for (const json of ["", "{", "null", "[]", "3", '{"__proto__": {"name": "x"}}']) {
    it(`is damaged where it is ${JSON.stringify(json)}`, () => {
      assert.throws(() => parseEncoderDescription(json, "encoder.json"), failure("encoderDamaged"));
    });
  }
});
