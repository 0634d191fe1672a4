import assert from "node:assert/strict";
import { openEncoder } from "../../../src/encoder/openEncoder.js";
import { OpenEncoders } from "../../../src/encoder/openEncoders.js";
import { traceRun } from "../../../src/encoder/traceRun.js";
import { failure } from "./support/failures.js";
import { withLayout } from "./support/layoutCase.js";
import { traceRequest } from "./support/watchedClient.js";

const probabilities = { tensors: ["probabilities"] } as const;
const nine = { input_ids: [[2, 4, 5, 6, 7, 8, 9, 10, 3]] };

// Models of test/zoo/odd_attention.py.
describe("attention that is not from every token to every token", () => {
  for (const [name, sentence] of [
    ["blocks", /Softmax.* 9 tokens: .* \[12, 3, 3\], not \[heads, 9, 9\]: it attends within blocks of 3 tokens;/],
    ["extra-key", /\[4, 9, 10\], not \[heads, 9, 9\]: there are 10 keys for 9 tokens;/],
    ["pooled-keys", /\[4, 9, 5\], not \[heads, 9, 9\]: there are 5 keys for 9 tokens;/],
  ] as const) {
    it(`is refused with its shape: ${name}`, () =>
      withLayout(`../odd-attention/${name}`, async (encoder) => {
        await assert.rejects(encoder.runInputs(nine, probabilities), failure("modelUnsupported", sentence));
        await assert.rejects(encoder.runText(["a b c d e f g"], probabilities), failure("modelUnsupported", sentence));
      }));
  }

  it("is left out with the reason where other layers can be shown", () =>
    withLayout("../odd-attention/half-blocks", async (encoder, folder) => {
      const { arrays, seal, notes } = await encoder.runInputs(nine, probabilities);
      assert.deepEqual(
        arrays.probabilities!.map(({ site, shape }) => [site.layer, shape]),
        [[0, [4, 9, 9]]],
      );
      assert.deepEqual(
        seal.sites.map(({ layer, proven }) => [layer, proven]),
        [
          [0, true],
          [1, false],
        ],
      );
      assert.match(notes.join(), /\/layers\.1\/Softmax is not shown as attention: .*blocks of 3 tokens\./);
      const request = traceRequest({ encoder: folder, segments: ["a b c d e f g"] });
      const call = { signal: new AbortController().signal, progress: () => undefined };
      const trace = await traceRun(request, new OpenEncoders(openEncoder), call);
      assert.deepEqual(trace.groups, [{ group: "encoder", layers: 2, heads: 4, queries: "source", keys: "source" }]);
      const maps = trace.attention.encoder!;
      assert.deepEqual(
        maps.map((map) => [map.length, Number.isNaN(map[0])]),
        [0, 1].flatMap((layer) => Array.from({ length: 4 }, () => [81, layer === 1])),
      );
      assert.match(trace.notes.join(), /blocks of 3 tokens/);
    }));

  it("is unproven where rows are NaN, with how many of them", () =>
    withLayout("../odd-attention/strictly-causal", async (encoder) => {
      const { seal } = await encoder.runText(["a b c d e f g"], probabilities);
      assert.deepEqual(
        seal.sites.map(({ proven }) => proven),
        [false],
      );
      assert.match(seal.sites[0]!.reason!, /^NaN in 4 of its 36 rows/);
    }));

  it("is read of ids without an axis of sequences", () =>
    withLayout("../odd-attention/flat", async (encoder) => {
      const { arrays, seal } = await encoder.runText(["a b c"], probabilities);
      assert.deepEqual(arrays.probabilities![0]!.shape, [4, 5, 5]);
      assert.ok(seal.sites[0]!.proven);
    }));

  it("is read of a length that only the graph's constants tell", () =>
    withLayout("../odd-attention/constant-length", async (encoder) => {
      const short = await encoder.runText(["a b c"], probabilities);
      assert.deepEqual(short.arrays.probabilities![0]!.shape, [4, 5, 5]);
      assert.match(short.notes.join(), /exactly 9 tokens: the 5 shown were followed by 4 of padding/);
      assert.ok(short.seal.sites[0]!.proven);
      const long = await encoder.runText(["a b c d e f g h i"], probabilities);
      assert.deepEqual(long.truncation, { kept: 7, total: 9, bound: { of: "model", tokens: 9, most: null } });
    }));

  it("is read of a batch that only the graph's constants tell", () =>
    withLayout("../odd-attention/constant-batch", async (encoder) => {
      const { arrays, seal, notes } = await encoder.runText(["a b c"], probabilities);
      assert.deepEqual(arrays.probabilities![0]!.shape, [4, 5, 5]);
      assert.match(notes.join(), /exactly 2 sequences/);
      assert.ok(seal.sites[0]!.proven);
    }));
});
