import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, parseEncoderDescription } from "../../../src/encoder/encoderDescription.js";
import { failure } from "./support/failures.js";
import { bundledEncoder } from "./support/fixtures.js";

const text = readFileSync(join(bundledEncoder, "encoder.json"), "utf8");

/** A row of the table of tensors, as it stands in the file. */
interface Row {
  readonly kind: string;
  readonly layer: number | null;
  readonly name: string;
  readonly shape: readonly (number | string)[];
  readonly graph?: string;
}

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
    ["inputs/headMask", undefined],
    ["inputs/headMask/name", ""],
    ["inputs/headMask/defaultBytes", 0],
    ["inputs/headMask/defaultBytes", 1.5],
    ["outputs", []],
    ["outputs", { attention: ["attention.0"] }],
    ["tensors", undefined],
    ["tensors", []],
    ["tensors/0/kind", "hidden"],
    ["tensors/3/layer", "0"],
    ["tensors/3/layer", -1],
    ["tensors/3/name", ""],
    ["tensors/3/shape", [1, 8, "M", 32]],
    ["sha256/encoder.onnx", "624AD70C"],
    ["sha256", undefined],
  ] as const) {
    it(`is damaged where ${path} is ${JSON.stringify(value)}, and says where`, () => {
      const place = path.split("/")[0]!;
      assert.throws(
        () => parseEncoderDescription(changed(path, value), "/there/encoder.json"),
        failure(
          "encoderDamaged",
          new RegExp(`^/there/encoder\\.json is damaged \\(.*${place}.*\\); choose another encoder, or reinstall`),
        ),
      );
    });
  }

  const hostile = `[open](command:id)\u202e\n${"x".repeat(100_000)}`;
  for (const [path, value] of [
    ...["name", "version", "layers", "vocabularySize", "trainedLength", "positionalEncoding", "inputs/tokens"],
    ...["inputs/headMask/name", "specialTokens/begin", "specialTokens/mask/text", "tensors/0/kind", "tensors/3/name"],
    ...["tensors/3/graph", "sha256/encoder.onnx", "outputs", "tensors"],
  ].map((path) => [path, hostile] as const)) {
    it(`quotes little of ${path}, on one line`, () => {
      assert.throws(
        () => parseEncoderDescription(changed(path, value), `/there/${"d".repeat(1000)}/encoder.json`),
        (thrown: Error) => {
          failure("encoderDamaged", /choose another encoder, or reinstall the extension if it came with it\.$/)(thrown);
          assert.ok(thrown.message.length < 700, String(thrown.message.length));
          assert.doesNotMatch(thrown.message, /[\p{Cc}\p{Cf}]/u);
          return true;
        },
      );
    });
  }

  it("that is whole is called by one line", () => {
    const { name, version } = identityOf(
      parseEncoderDescription(changed("name", `a\u202e\n${"x".repeat(150)}`), "encoder.json"),
    );
    assert.match(name, /^a⟨202E⟩⟨0A⟩x+…x+$/);
    assert.equal(name.length + version.length < 100, true);
  });

  for (const [what, change, message] of [
    ["lacks a kind", (rows) => rows.filter(({ kind }) => kind !== "embedding"), /tensors lacks embedding\)/],
    [
      "lacks a kind of one layer",
      (rows) => rows.filter(({ kind, layer }) => !(kind === "scores" && layer === 1)),
      /tensors lacks scores of layer 1\)/,
    ],
    ["has a kind twice", (rows) => [...rows, { ...rows[0]!, name: "other" }], /tensors has tokenEmbedding twice\)/],
    [
      "has a kind of one layer twice",
      (rows) => [...rows, { ...rows.find(({ layer }) => layer === 1)!, name: "other" }],
      /tensors has query of layer 1 twice\)/,
    ],
    [
      "has one layer too many",
      (rows) => [...rows, ...rows.filter(({ layer }) => layer === 0).map((row) => ({ ...row, layer: 1000 }))],
      /tensors has query of layer 1000, of \d+ layers\)/,
    ],
    [
      "has what is computed once in a layer",
      (rows) => rows.map((row) => (row.kind === "logits" ? { ...row, layer: 0 } : row)),
      /tensors lacks logits\)/,
    ],
    [
      "has what a layer computes without a layer",
      (rows) => [...rows, { ...rows.find(({ kind }) => kind === "value")!, layer: null }],
      /tensors has value, of \d+ layers\)/,
    ],
    [
      "has a name twice",
      (rows) => rows.map((row) => (row.kind === "embedding" ? { ...row, name: rows[0]!.name } : row)),
      /tensors has the name token_embedding twice\)/,
    ],
    [
      "has attention of fewer heads",
      (rows) => rows.map((row) => (row.kind === "attention" ? { ...row, shape: [1, 3, "N", "N"] } : row)),
      /tensors has attention of layer 0 of shape \[1, 3, N, N\], not \[1, \d+, N, N\]\)/,
    ],
    [
      "has nodes that are not base64",
      (rows) => rows.map((row) => (row.kind === "logits" ? { ...row, graph: "?" } : row)),
      /tensors\.\d+\.graph: .*\)/,
    ],
    [
      "has nodes that are no graph",
      (rows) => rows.map((row) => (row.kind === "logits" ? { ...row, graph: "AAAA" } : row)),
      /tensors\.\d+\.graph: a serialized ModelProto of a graph alone is expected\)/,
    ],
  ] as readonly (readonly [string, (rows: readonly Row[]) => readonly Row[], RegExp])[]) {
    it(`is damaged where its table ${what}, and says so`, () => {
      const { tensors } = JSON.parse(text) as { tensors: readonly Row[] };
      assert.throws(
        () => parseEncoderDescription(changed("tensors", change(tensors)), "/there/encoder.json"),
        failure(
          "encoderDamaged",
          new RegExp(`^/there/encoder\\.json is damaged \\(${message.source}; choose another encoder, or reinstall`),
        ),
      );
    });
  }

  for (const json of ["", "{", "null", "[]", "3", '{"__proto__": {"name": "x"}}']) {
    it(`is damaged where it is ${JSON.stringify(json)}`, () => {
      assert.throws(() => parseEncoderDescription(json, "encoder.json"), failure("encoderDamaged"));
    });
  }
});
