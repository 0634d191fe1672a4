import assert from "node:assert/strict";
import { encoderKinds, layerKinds, type TensorKind } from "../../../src/attention/tensorKinds.js";
import { EncoderSessions } from "../../../src/encoder/encoderSessions.js";
import { shapeFor, tensorsOf } from "../../../src/encoder/tensorTable.js";
import { assertClose, magnitude } from "./support/assertClose.js";
import { bundledEncoder, descriptionOf, modelOf } from "./support/fixtures.js";
import { keptRows, pytorchCase, type PytorchCase } from "./support/pytorchCase.js";

/** These are at most 1, and to be right to the tolerance itself, whatever their size. */
const absolute: readonly TensorKind[] = ["attention", "positionalEncoding"];

describe("the bundled encoder, against PyTorch", function () {
  this.timeout(60_000);
  const description = descriptionOf(bundledEncoder);
  const sessions = new EncoderSessions(modelOf(bundledEncoder), description, "cpu");
  after(() => sessions.release());

  /** Runs the encoder on a case's tokens and checks every tensor of the case; resolves with what was computed. */
  async function checkCase({ tokens, headMask, tensors }: PytorchCase) {
    const n = tokens.length;
    const kinds = [...new Set(tensors.map(({ kind }) => kind))];
    const computed = await sessions.run(tokens, kinds, headMask ? { headMask } : {});
    for (const tensor of tensors) {
      const { kind, layer, values } = tensor;
      const whole = (layer === null ? computed[kind] : computed[kind][layer]) as Float32Array;
      const row = tensorsOf(description, [kind]).find((row) => row.layer === layer)!;
      assert.equal(
        whole.length,
        shapeFor(row, n).reduce((product, axis) => product * axis, 1),
      );
      const scale = absolute.includes(kind) ? 1 : magnitude(values);
      assertClose(keptRows(whole, tensor, n), values, `${kind} of layer ${layer}`, scale);
    }
    return computed;
  }

  for (const n of [1, 2, 17, 128, 512]) {
    it(`computes the same tensors on ${n} tokens: every one of the table`, async () => {
      const pytorch = pytorchCase(`n${n}`);
      assert.equal(pytorch.tokens.length, n);
      assert.deepEqual(
        pytorch.tensors.map(({ kind, layer }) => `${kind} ${layer}`).sort(),
        description.tensors.map(({ kind, layer }) => `${kind} ${layer}`).sort(),
      );
      assert(pytorch.tensors.every(({ rows }) => rows.length > 0));
      await checkCase(pytorch);
    });
  }

  for (const n of [17, 128, 512]) {
    it(`predicts the same token at each <mask> among ${n} tokens`, async () => {
      const { tokens, masked, tensors } = pytorchCase(`n${n}`);
      assert(masked.length > 0);
      const { logits } = await sessions.run(tokens, ["logits"]);
      const expected = tensors.find(({ kind }) => kind === "logits")!;
      const found = keptRows(logits, expected, n);
      const width = description.vocabularySize;
      const best = (values: Float32Array, row: number) => {
        const of = values.subarray(row * width, (row + 1) * width);
        return of.indexOf(of.reduce((largest, value) => Math.max(largest, value), -Infinity));
      };
      for (const position of masked) {
        assert.equal(tokens[position], description.specialTokens.mask.id);
        const row = expected.rows.indexOf(position);
        assert(row >= 0);
        assert.equal(best(found, row), best(expected.values, row), `at ${position}`);
      }
    });
  }

  it("computes the same with heads switched off", async () => {
    const pytorch = pytorchCase("n17.heads-off");
    const { tokens, headMask } = pytorch;
    const { layers, heads, headDimension } = description;
    assert.equal(headMask!.length, layers * heads);
    const off = [...headMask!.keys()].filter((head) => headMask![head] === 0);
    assert.equal(off.length, 2);
    const { context } = await checkCase(pytorch);
    const size = tokens.length * headDimension;
    for (const index of off) {
      const head = index % heads;
      const values = context[Math.floor(index / heads)]!.subarray(head * size, (head + 1) * size);
      assert(values.every((value) => value === 0));
    }
    const kinds = [...encoderKinds, ...layerKinds];
    const whole = await sessions.run(tokens, kinds);
    const masked = await sessions.run(tokens, kinds, { headMask: headMask! });
    // Nothing before the first layer's context knows of the mask; what comes after does.
    assert.deepEqual(masked.attention[0], whole.attention[0]);
    assert.notDeepEqual(masked.logits, whole.logits);
  });
});
