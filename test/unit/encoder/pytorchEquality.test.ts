import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { EncoderSession } from "../../../src/encoder/encoderSession.js";
import { bundledEncoder, descriptionOf, fixtures } from "./support/fixtures.js";

/** What PyTorch was run on; of long sequences only some rows (queries) are kept. */
interface EncoderCase {
  readonly tokens: readonly number[];
  readonly rows: readonly number[];
  readonly layers: number;
  readonly heads: number;
}

const tolerance = 1e-5;
/** Hidden states are some 3 in size where attention is at most 1. */
const hiddenTolerance = 5e-5;

function floats(name: string): Float32Array {
  const bytes = readFileSync(join(fixtures, "encoder", name));
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

function assertClose(found: Float32Array, expected: Float32Array, what: string, within = tolerance): void {
  assert.equal(found.length, expected.length, `${what}: length`);
  let worst = 0;
  for (const [index, value] of expected.entries()) worst = Math.max(worst, Math.abs(found[index]! - value));
  assert(worst <= within, `${what}: off by ${worst}`);
}

/** The rows (along the first axis) of a matrix with rows of `width`, joined. */
function rowsOf(matrix: Float32Array, rows: readonly number[], width: number): Float32Array {
  const joined = new Float32Array(rows.length * width);
  for (const [index, row] of rows.entries()) joined.set(matrix.subarray(row * width, (row + 1) * width), index * width);
  return joined;
}

function encoderCase(n: number): EncoderCase {
  return JSON.parse(readFileSync(join(fixtures, `encoder/n${n}.json`), "utf8")) as EncoderCase;
}

describe("the bundled encoder, against PyTorch", () => {
  const description = descriptionOf(bundledEncoder);
  const { dimension } = description;
  const model = join(bundledEncoder, "encoder.onnx");

  for (const n of [1, 2, 17, 128, 512]) {
    it(`computes the same attention and positional encoding on ${n} tokens, to ${tolerance}`, async function () {
      this.timeout(30_000);
      const { tokens, rows, layers, heads } = encoderCase(n);
      assert.deepEqual([tokens.length, layers, heads], [n, description.layers, description.heads]);
      assert(rows.length > 0);
      const session = await EncoderSession.open(model, description, "cpu");
      const { attention, positionalEncoding } = await session.run(Int32Array.from(tokens));
      assert.equal(attention.length, layers * heads * n * n);
      const kept = Array.from({ length: layers * heads }, (_, map) => rows.map((row) => map * n + row)).flat();
      assertClose(rowsOf(attention, kept, n), floats(`n${n}.attention.f32`), "attention");
      const encoding = rowsOf(positionalEncoding, rows, dimension);
      assertClose(encoding, floats(`n${n}.positional.f32`), "positional encoding");
    });

    it(`computes the same last hidden state on ${n} tokens, to ${hiddenTolerance}`, async function () {
      this.timeout(30_000);
      const { tokens, rows } = encoderCase(n);
      // Straight from the runtime: a trace keeps the hidden states' shapes alone.
      const session = await InferenceSession.create(model);
      const ids = new Tensor("int64", BigInt64Array.from(tokens, BigInt), [1, n]);
      const last = description.outputs.hidden.at(-1)!;
      const outputs = await session.run({ [description.inputs.tokens]: ids }, [last]);
      const hidden = rowsOf(outputs[last]!.data as Float32Array, rows, dimension);
      assertClose(hidden, floats(`n${n}.hidden.f32`), "last hidden state", hiddenTolerance);
    });
  }
});
