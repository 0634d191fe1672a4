import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { realSurroundings } from "../../../src/cli/realSurroundings.js";
import { fixtures } from "../encoder/support/fixtures.js";
import { runCommand } from "./support/runCommand.js";

const zoo = join(fixtures, "zoo");

/** What PyTorch computed; `offset` counts float32s in expected.bin. */
interface Expected {
  readonly tolerance: number;
  readonly attention: readonly {
    readonly group: "encoder" | "decoder" | "cross";
    readonly layer: number;
    readonly shape: readonly number[];
    readonly offset: number;
  }[];
}

/** A text, or a pair, and the ids that transformers makes of it; expected.bin is of these ids. */
interface TextCase {
  readonly text: string;
  readonly pair: string | null;
  readonly ids: readonly number[];
}

const prefixes = { encoder: "attention", decoder: "decoder", cross: "cross" } as const;

describe("the zoo, from the command line", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "attention-inspector-zoo-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const models = existsSync(zoo) ? readdirSync(zoo).filter((name) => existsSync(join(zoo, name, "expected.json"))) : [];

  it("has at least 30 models", () => assert.ok(models.length >= 30, `${models.length}`));

  for (const name of models.filter((name) => existsSync(join(zoo, name, "text.json")))) {
    it(`ids of a text, and attention, of ${name} are those of Python`, async () => {
      const model = join(zoo, name);
      const { text, pair, ids } = JSON.parse(readFileSync(join(model, "text.json"), "utf8")) as TextCase;
      const out = join(folder, `${name}-text.npz`);
      const parameters = ["trace", "--encoder", model, `--text=${text}`, "--out", out];
      const given = pair === null ? parameters : [...parameters, `--pair=${pair}`];
      const { code, error } = await runCommand(given, { openEncoder: realSurroundings.openEncoder });
      assert.deepEqual([code, error], [0, ""]);
      const arrays = unzipSync(readFileSync(out));
      assert.deepEqual([...new Int32Array(Uint8Array.from(arrays["ids.npy"]!.subarray(128)).buffer)], ids);
      compare(model, arrays);
    });
  }

  it("writes positional encodings where they are asked for, and says what each is", async () => {
    const model = join(zoo, "mpnet");
    const out = join(folder, "positions.json");
    const input = ["--encoder", model, "--ids", join(model, "inputs.json"), "--out", out];
    const { code, error } = await runCommand(["trace", ...input, "--include", "positions"], {
      openEncoder: realSurroundings.openEncoder,
    });
    assert.deepEqual([code, error], [0, ""]);
    const { positions_0, positions_1, metadata } = JSON.parse(readFileSync(out, "utf8")) as {
      positions_0: number[][];
      positions_1: number[][][];
      metadata: { positions: { kind: string; part: string; layers: number[] }[] };
    };
    assert.deepEqual(
      metadata.positions.map(({ kind, part, layers }) => [kind, part, layers]),
      [
        ["learned", "encoding", [0]],
        ["relative", "bias", [0, 1]],
      ],
    );
    assert.deepEqual([positions_0.length, positions_0[0]!.length], [9, 32]);
    assert.deepEqual([positions_1.length, positions_1[0]!.length, positions_1[0]![0]!.length], [4, 9, 9]);
  });

  for (const name of models) {
    it(`attention of ${name} is PyTorch's`, async () => {
      const model = join(zoo, name);
      const out = join(folder, `${name}.npz`);
      const parameters = ["trace", "--encoder", model, "--ids", join(model, "inputs.json"), "--out", out];
      const { code, error } = await runCommand(parameters, { openEncoder: realSurroundings.openEncoder });
      assert.deepEqual([code, error], [0, ""]);
      compare(model, unzipSync(readFileSync(out)));
    });
  }
});

/** Compares a trace's attention with what PyTorch computed. */
function compare(model: string, arrays: Readonly<Record<string, Uint8Array>>): void {
  const expected = JSON.parse(readFileSync(join(model, "expected.json"), "utf8")) as Expected;
  const numbers = floats(readFileSync(join(model, "expected.bin")));
  const names = expected.attention.map(({ group, layer }) => `${prefixes[group]}_${layer}.npy`);
  const found = Object.keys(arrays).filter((name) => /^(attention|decoder|cross)_\d+\.npy$/.test(name));
  assert.deepEqual(found.sort(), [...names].sort());
  for (const [place, { shape, offset }] of expected.attention.entries()) {
    const npy = arrays[names[place]!]!;
    assert.match(
      Buffer.from(npy.subarray(0, 128)).toString("latin1"),
      new RegExp(`'shape': \\(${shape.join(", ")}\\)`),
    );
    const values = floats(npy.subarray(128));
    const difference = values.reduce((most, value, cell) => {
      return Math.max(most, Math.abs(value - numbers[offset + cell]!));
    }, 0);
    assert.ok(difference <= expected.tolerance, `${names[place]} differs by ${difference}`);
  }
}

function floats(bytes: Uint8Array): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
