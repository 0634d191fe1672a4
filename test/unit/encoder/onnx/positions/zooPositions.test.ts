import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PositionalEncoding } from "../../../../../src/attention/positions.js";
import { openOnnxEncoder } from "../../../../../src/encoder/openOnnxEncoder.js";
import { readZooCase, zooCases } from "../../support/zooCase.js";

/** What test/zoo/positions.py saw PyTorch compute. */
interface Expected extends Omit<PositionalEncoding, "name" | "values" | "heads"> {
  /** Of its first number in positions.bin. */
  readonly offset: number;
}

const told = zooCases.filter((name) => existsSync(join("test/fixtures/zoo", name, "positions.json")));

describe("positional encodings of the zoo", () => {
  it("are expected of thirty models at least", () => assert.ok(told.length >= 30, String(told.length)));

  for (const name of told) {
    it(`are those of PyTorch: ${name}`, async () => {
      const { folder, path, inputs, expected } = readZooCase(name);
      const encodings = JSON.parse(readFileSync(join(folder, "positions.json"), "utf8")) as Expected[];
      const numbers = new Float32Array(new Uint8Array(readFileSync(join(folder, "positions.bin"))).buffer);
      const found = await positionsOf(path, inputs);
      const facts = ({ kind, place, part, group, layers }: Omit<Expected, "shape" | "offset">) =>
        `${kind} ${part} ${place} ${group} ${layers.join()}`;
      assert.deepEqual(found.map(facts).sort(), encodings.map(facts).sort());
      for (const encoding of encodings) {
        const array = found.find((one) => facts(one) === facts(encoding))!;
        // Of weights of 4 bits, other queries come.
        if (expected.tolerance > 1e-2 && encoding.part.startsWith("query")) continue;
        const wanted = firstColumns(numbers, encoding, array.shape.at(-1)!);
        assert.deepEqual(array.shape, wanted.shape, facts(encoding));
        const size = wanted.values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
        for (const [place, value] of wanted.values.entries()) {
          const off = Math.abs(value - array.values[place]!);
          assert.ok(off <= expected.tolerance * size, `${facts(encoding)} at ${place}: ${off} off`);
        }
      }
    });
  }

  it("are alibi where a stored bias grows with the distance", async () => {
    const { path, inputs } = readZooCase("hand-attention-23");
    const [bias, ...more] = await positionsOf(path, inputs);
    assert.deepEqual([bias?.kind, bias?.shape, bias?.heads, more], ["alibi", [4, 9, 9], 4, []]);
  });

  it("are the caches of a fused operator that rotates, as far as there are tokens", async () => {
    const { path, inputs } = readZooCase("hand-group-query-rotary");
    const found = await positionsOf(path, inputs);
    assert.deepEqual(
      found.map(({ kind, part, shape }) => [kind, part, shape]),
      (["cosine", "sine", "angle"] as const).map((part) => ["rotary", part, [9, 8]]),
    );
    const [cosine, sine] = found;
    for (const [place, value] of cosine!.values.entries()) {
      assert.ok(Math.abs(Math.hypot(value, sine!.values[place]!) - 1) < 1e-6);
    }
    // The second position is turned by an angle, the first by none.
    assert.ok(Math.abs(cosine!.values[8]! - Math.cos(1)) < 1e-6);
  });

  it("are nowhere where nothing tells of positions, which is said", async () => {
    const { path } = readZooCase("hand-multi-head");
    const encoder = await openOnnxEncoder(path, { provider: "cpu" });
    const { encodings, reason } = encoder.positions;
    await encoder.release();
    assert.deepEqual(encodings, []);
    assert.match(reason!, /^No value that depends on positions alone is added to the embeddings/);
  });

  it("are the sinusoids of the bundled encoder, read as any other", async () => {
    const [encoding, ...more] = await positionsOf("media/encoder/encoder.onnx", { input_ids: [[1, 5, 6, 2]] });
    assert.deepEqual(more, []);
    assert.deepEqual([encoding!.kind, encoding!.place, encoding!.shape], ["sinusoidal", "embeddings", [4, 256]]);
  });

  it("are of the layers that are asked for", async () => {
    const { path, inputs } = readZooCase("modernbert-sdpa");
    const found = await positionsOf(path, inputs, [1]);
    assert.deepEqual([...new Set(found.map(({ layers }) => layers.join()))], ["1"]);
  });
});

async function positionsOf(
  path: string,
  inputs: ReturnType<typeof readZooCase>["inputs"],
  layers?: readonly number[],
): Promise<readonly PositionalEncoding[]> {
  const encoder = await openOnnxEncoder(path, { provider: "cpu" });
  try {
    const options = { tensors: [], positions: true, ...(layers ? { layers } : {}) };
    return (await encoder.runInputs(inputs, options)).positions!;
  } finally {
    await encoder.release();
  }
}

/** PyTorch has each angle twice; a fused operator has it once. */
function firstColumns(numbers: Float32Array, { part, shape, offset }: Expected, columns: number) {
  const width = shape.at(-1)!;
  const size = shape.reduce((product, length) => product * length, 1);
  const values = numbers.subarray(offset, offset + size);
  const isHalf = ["cosine", "sine", "angle"].includes(part) && columns * 2 === width;
  if (!isHalf) return { shape, values };
  return { shape: [...shape.slice(0, -1), columns], values: values.filter((_, place) => place % width < columns) };
}
