import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { bundledEncoder } from "../encoder/support/fixtures.js";
import { pythonJson, pythonWithNumpy } from "./support/numpy.js";
import { programFile, runProgram } from "./support/runProgram.js";

describe("the program attention-inspector", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "attention-inspector-program-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("traces a text, which NumPy reads", async function () {
    const python = pythonWithNumpy(this);
    const path = join(folder, "out.npz");
    const { code, error } = await runProgram("trace", "--encoder", bundledEncoder, "--text", "f(한😀)", "--out", path);
    assert.deepEqual([code, error], [0, ""]);
    const program = `
import json, sys, numpy
with numpy.load(sys.argv[1], allow_pickle=False) as file:
    sums = [float(abs(file[name].sum(-1) - 1).max()) for name in file.files if name.startswith("attention_")]
    tokens, offsets, text = file["tokens"], file["offsets"], sys.argv[2]
    own = [(str(t), text[a:b]) for t, (a, b) in zip(tokens, offsets) if a >= 0]
    print(json.dumps([len(sums), max(sums) < 1e-5, own, list(file["attention_0"].shape)[1:] == [len(tokens)] * 2]))
`;
    const [layers, sums, tokens, isSquare] = pythonJson(python, program, path, "f(한😀)") as [
      number,
      boolean,
      [string, string][],
      boolean,
    ];
    assert.deepEqual([layers, sums, isSquare], [4, true, true]);
    assert.ok(tokens.length >= 4);
    for (const [token, slice] of tokens) {
      assert.equal(token.replace(/[₀-₉]+$/, ""), slice, "the offsets are those of Python's own slices");
    }
    assert.deepEqual(
      tokens.map(([token]) => token).filter((token) => token.startsWith("😀")),
      ["😀₁", "😀₂", "😀₃"],
      "parts of a character are told apart",
    );
  });

  it("tells in a sentence of a tokenizer that aborts, and leaves nothing", async function () {
    if (process.platform === "win32") this.skip();
    const encoder = join(folder, "encoder");
    cpSync(bundledEncoder, encoder, { recursive: true });
    // With it, the tokenizer would be refused for its hash.
    rmSync(join(encoder, "encoder.json"));
    const tokenizer = JSON.parse(readFileSync(join(encoder, "tokenizer.json"), "utf8")) as Record<string, unknown>;
    const pattern = { Regex: "(a+)+$" };
    tokenizer.pre_tokenizer = { type: "Split", pattern, behavior: "Isolated", invert: false };
    writeFileSync(join(encoder, "tokenizer.json"), JSON.stringify(tokenizer));
    const hard = `${"a".repeat(40)}b`;
    const { code, error } = await runProgram(
      "trace",
      "--encoder",
      encoder,
      "--text",
      hard,
      "--out",
      join(folder, "out.npz"),
    );
    assert.match(error, /^attention-inspector: The encoder's process died \(SIGABRT\)[^\n]+\.\n$/);
    assert.deepEqual([code, readdirSync(folder)], [5, ["encoder"]]);
  });

  it("does not mind that nobody reads what it prints", async function () {
    if (process.platform === "win32") this.skip();
    const model = join(bundledEncoder, "encoder.onnx");
    const shell = `"$0" --import tsx "$1" sites --json "$2" | true; echo "\${PIPESTATUS[0]}"`;
    const child = spawn("bash", ["-c", shell, process.execPath, programFile, model], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    assert.deepEqual(await Promise.all([text(child.stdout), text(child.stderr)]), ["0\n", ""]);
  });

  it("does not load ONNX Runtime to list sites", async () => {
    writeFileSync(
      join(folder, "no-native.cjs"),
      `process.dlopen = () => { throw new Error("native code was loaded"); };`,
    );
    const child = spawn(
      process.execPath,
      ["--require", join(folder, "no-native.cjs"), "--import", "tsx", programFile, "sites", bundledEncoder],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
    assert.equal(error, "");
    assert.equal(out.match(/^encoder /gm)?.length, 4, out);
  });
});
