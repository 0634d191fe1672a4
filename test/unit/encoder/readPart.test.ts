import assert from "node:assert/strict";
import { isHeadFirst, misfit, readArray, readPart, type ReadPart } from "../../../src/encoder/readPart.js";
import { anyLayout } from "../../../src/encoder/inputLayout.js";
import { modelInputs } from "../../../src/encoder/modelInputs.js";
import type { SiteArray } from "../../../src/encoder/onnxRun.js";
import { fakeSite } from "../cli/support/fakeEncoder.js";

const site = fakeSite("encoder", 0);
const sides = (source: number, target = 0, states = 0) => ({ source, target, states });
const part = (changes: Partial<ReadPart> = {}): ReadPart => ({
  batch: 1,
  counts: sides(9),
  lengths: sides(9),
  past: 0,
  ...changes,
});

/** `batch · heads` maps of which each cell tells its head, row and column, the same in all sequences. */
function repeated(heads: number, batch: number, n: number, headFirst: boolean): SiteArray {
  const values = new Float32Array(heads * batch * n * n);
  for (let place = 0; place < heads * batch; place++) {
    const head = headFirst ? Math.floor(place / batch) : place % heads;
    for (let cell = 0; cell < n * n; cell++)
      values[place * n * n + cell] = head * 100 + Math.floor(cell / n) * 10 + (cell % n);
  }
  return { site, shape: [heads * batch, n, n], values };
}

describe("which part of a run is read", () => {
  for (const [shape, changes, sentence] of [
    [[4, 9, 9], {}, null],
    [[8, 9, 9], { batch: 2 }, null],
    [[4, 9, 12], { past: 3 }, null],
    [[4, 9, 9], { past: 3 }, null],
    [[4, 7, 7], { counts: sides(5), lengths: sides(7) }, null],
    [[36, 1, 1], {}, /\[36, 1, 1\], not \[heads, 9, 9\]: each token is read as a sequence of its own/],
    [[12, 3, 3], {}, /\[12, 3, 3\], not \[heads, 9, 9\]: it attends within blocks of 3 tokens/],
    [[4, 9, 10], {}, /there are 10 keys for 9 tokens/],
    [[4, 3, 9], {}, /there are 3 queries for 9 tokens/],
    [[3, 9, 9], { batch: 2 }, /\[3, 9, 9\], whose heads cannot be divided among 2 sequences/],
    [[0, 9, 9], {}, /cannot be divided/],
    [[8, 9, 9], { counts: sides(0), lengths: sides(0) }, /\[8, 9, 9\], and it has 4 heads/],
    [[4, 9, 9], { counts: sides(0), lengths: sides(0) }, null],
  ] as const) {
    it(`${sentence === null ? "is" : "is not"} of [${shape.join(", ")}] ${JSON.stringify(changes)}`, () => {
      const reason = misfit({ site, shape }, part(changes));
      if (sentence === null) assert.equal(reason, null);
      else assert.match(reason!, sentence);
    });
  }

  it("is target × source of attention between them", () => {
    const lengths = { counts: sides(5, 3), lengths: sides(5, 3) };
    assert.equal(misfit({ site: fakeSite("cross", 0), shape: [4, 3, 5] }, part(lengths)), null);
    assert.match(misfit({ site: fakeSite("cross", 0), shape: [4, 5, 3] }, part(lengths))!, /not \[heads, 3, 5\]/);
    assert.equal(misfit({ site: fakeSite("decoder", 0), shape: [4, 3, 3] }, part(lengths)), null);
    const states = { counts: sides(9, 0, 7), lengths: sides(9, 0, 7) };
    assert.equal(misfit({ site: fakeSite("cross", 0), shape: [4, 9, 7] }, part(states)), null);
  });

  for (const batch of [2, 3]) {
    for (const headFirst of [false, true]) {
      it(`is the first of ${batch} sequences, without padding, heads ${headFirst ? "before" : "after"} them`, () => {
        const array = repeated(4, batch, 5, headFirst);
        assert.equal(isHeadFirst(array, batch), headFirst);
        const whole = part({ batch, counts: sides(3), lengths: sides(5) });
        const { shape, values } = readArray(array, "probabilities", whole, headFirst);
        assert.deepEqual(shape, [4, 3, 3]);
        const wanted = [0, 1, 2, 3].flatMap((head) =>
          [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => head * 100 + row * 10 + column)),
        );
        assert.deepEqual([...values], wanted);
      });
    }
  }

  it("is told by no order where sequences differ that are the same one", () => {
    const array = repeated(4, 2, 3, false);
    array.values[40] = 999;
    assert.equal(isHeadFirst(array, 2), null);
  });

  it("cuts queries by query and values by key, and no widths", () => {
    const array: SiteArray = { site: fakeSite("cross", 0), shape: [4, 7, 7], values: new Float32Array(196) };
    const whole = part({ counts: sides(5, 3), lengths: sides(7, 7) });
    const shapeOf = (tensor: "query" | "value" | "scores") => readArray(array, tensor, whole, false).shape;
    assert.deepEqual(shapeOf("query"), [4, 3, 7]);
    assert.deepEqual(shapeOf("value"), [4, 5, 7]);
    assert.deepEqual(shapeOf("scores"), [4, 3, 5]);
  });

  it("counts the tokens of each side, padding, and a past's", () => {
    const inputs = modelInputs([
      { name: "input_ids", elementType: 7, shape: ["batch", "n"] },
      { name: "decoder_input_ids", elementType: 7, shape: ["batch", "m"] },
      { name: "past_key_values.0.key", elementType: 1, shape: ["batch", 4, "p", 8] },
    ]);
    const past = [[[Array<number>(8).fill(0), Array<number>(8).fill(0)]]];
    const given = { input_ids: [[1, 2, 3]], decoder_input_ids: [[1, 2]], "past_key_values.0.key": past };
    const layout = { ...anyLayout, lengths: { ...anyLayout.lengths, target: 6 } };
    assert.deepEqual(readPart(inputs, given, layout), {
      batch: 1,
      counts: sides(3, 2),
      lengths: sides(3, 6),
      past: 2,
    });
  });
});
