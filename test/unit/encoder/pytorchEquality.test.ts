import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
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

function floats(name: string): Float32Array {
  const bytes = readFileSync(join(fixtures, "encoder", name));
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

function assertClose(found: Float32Array, expected: Float32Array, what: string): void {
  assert.equal(found.length, expected.length, `${what}: length`);
  let worst = 0;
  for (const [index, value] of expected.entries()) worst = Math.max(worst, Math.abs(found[index]! - value));
  assert(worst <= tolerance, `${what}: off by ${worst}`);
}

describe("the bundled encoder, against PyTorch", () => {
  const description = descriptionOf(bundledEncoder);
  let session: EncoderSession;
  before(async () => {
    session = await EncoderSession.open(join(bundledEncoder, "encoder.onnx"), description, "cpu");
  });

  for (const n of [1, 2, 17, 128, 512]) {
    it(`computes the same attention on ${n} tokens, to ${tolerance}`, async function () {
      this.timeout(30_000);
      const text = readFileSync(join(fixtures, `encoder/n${n}.json`), "utf8");
      const { tokens, rows, layers, heads } = JSON.parse(text) as EncoderCase;
      assert.deepEqual([tokens.length, layers, heads], [n, description.layers, description.heads]);
      assert(rows.length > 0);
      const { attention, positionalEncoding } = await session.run(Int32Array.from(tokens));
      assert.equal(attention.length, layers * heads * n * n);

      const kept = Array.from({ length: layers * heads }, (_, map) =>
        rows.map((row) => attention.subarray((map * n + row) * n, (map * n + row + 1) * n)),
      ).flat();
      const joined = new Float32Array(kept.length * n);
      for (const [index, row] of kept.entries()) joined.set(row, index * n);
      assertClose(joined, floats(`n${n}.attention.f32`), "attention");

      const d = description.dimension;
      const encoding = new Float32Array(rows.length * d);
      for (const [index, row] of rows.entries())
        encoding.set(positionalEncoding.subarray(row * d, (row + 1) * d), index * d);
      assertClose(encoding, floats(`n${n}.positional.f32`), "positional encoding");
    });
  }
});
