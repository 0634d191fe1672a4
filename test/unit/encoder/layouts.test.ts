import assert from "node:assert/strict";
import { attentionError, expected, layoutNames, withLayout } from "./support/layoutCase.js";

const probabilities = { tensors: ["probabilities"] } as const;

/** Within what float32 sums differ in another order. */
const TOLERANCE = 2e-6;

/** Kinds of models that need other inputs than a text, or attend otherwise. */
function kindOf(name: string): string {
  return ["decoder", "causal", "embeddings"].find((kind) => name.includes(kind)) ?? "plain";
}

const unmasked = "fixed-unmasked";

describe("models that hold a sequence in another way", function () {
  this.timeout(30_000);

  for (const name of layoutNames.filter((name) => name !== unmasked)) {
    it(`have PyTorch's attention: ${name}`, () =>
      withLayout(name, async (encoder) => {
        const kind = kindOf(name);
        const inputs = {
          ...(kind === "embeddings" ? { inputs_embeds: [expected.embeddings] } : { input_ids: [expected.source] }),
          ...(kind === "decoder" ? { decoder_input_ids: [expected.target] } : {}),
        };
        const run = await encoder.runInputs(inputs, probabilities);
        assert.ok(attentionError(run, kind) <= TOLERANCE, String(attentionError(run, kind)));
        assert.deepEqual(
          run.seal.sites.filter(({ proven }) => !proven),
          [],
        );
        assert.equal(run.notes.some((note) => /padding/.test(note)), name.includes("fixed"));
        assert.equal(run.notes.some((note) => /2 sequences/.test(note)), name.includes("batch-2"));
      }));
  }
});
