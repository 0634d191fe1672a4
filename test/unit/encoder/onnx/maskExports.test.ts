import assert from "node:assert/strict";
import { resolve } from "node:path";
import { describeModel } from "../../../../src/encoder/describeModel.js";

/** What test/zoo/mask_exports.py writes: masks, the bias, and what tells positions. */
const models: Readonly<Record<string, readonly [string[], string, string[]]>> = {
  NanoGpt: [["causal"], "none", ["table"]],
  Tril: [["causal"], "none", ["table"]],
  Triu: [["causal"], "none", ["table"]],
  Bert: [["padding"], "none", ["table"]],
  Alibi: [["causal"], "alibi", ["alibi"]],
  Window: [["causal", "local"], "none", ["table"]],
  Prefix: [["other"], "none", ["table"]],
  T5: [["padding"], "relative", ["relative"]],
  Gpt2: [["padding", "causal"], "none", ["table"]],
  PositionParameter: [[], "none", ["table"]],
  PositionBuffer: [[], "none", ["table"]],
};

describe("masks and positions as PyTorch exports them", () => {
  const call = { signal: new AbortController().signal, progress: () => undefined };

  for (const [name, [mask, bias, kinds]] of Object.entries(models)) {
    for (const file of [name, `${name}-fixed`]) {
      it(`are told apart: ${file}`, async () => {
        const { sites, positions } = await describeModel({ path: resolve(`test/fixtures/masks/${file}.onnx`) }, call);
        assert.deepEqual(
          [sites.entries.map((site) => [site.mask, site.bias]), positions.entries.map(({ kind }) => kind)],
          [[[mask, bias]], kinds],
        );
      });
    }
  }
});
