import assert from "node:assert/strict";
import type { ModelInputs } from "../../../src/encoder/onnxRun.js";
import { OnnxOutputs } from "../../../src/encoder/onnxOutputs.js";
import { openEncoder } from "../../../src/encoder/openEncoder.js";
import { OpenEncoders } from "../../../src/encoder/openEncoders.js";
import { OpenOnnxEncoder } from "../../../src/encoder/openOnnxEncoder.js";
import { readSites } from "../../../src/encoder/readSites.js";
import { traceRun } from "../../../src/encoder/traceRun.js";
import { failure } from "./support/failures.js";
import { attentionError, expected, layoutNames, withLayout } from "./support/layoutCase.js";
import { traceRequest } from "./support/watchedClient.js";

const probabilities = { tensors: ["probabilities"] } as const;

/** Within what float32 sums differ in another order. */
const TOLERANCE = 2e-6;

/** Kinds of models that need other inputs than a text, or attend otherwise. */
function kindOf(name: string): string {
  return (
    ["decoder", "causal", "embeddings"].find((kind) => name.includes(kind)) ??
    (name.includes("transformer") ? "decoder" : "plain")
  );
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
        assert.deepEqual([...new Set(encoder.sites.sites.map(({ heads }) => heads))], [4], "heads by the graph");
        assert.equal(
          run.notes.some((note) => note.includes("padding")),
          name.includes("fixed"),
        );
        assert.equal(
          run.notes.some((note) => note.includes("2 sequences")),
          name.includes("batch-2"),
        );
      }));
  }

  for (const name of ["fixed", "sequence-first-fixed", "batch-2-fixed", "fixed-inverted-mask"]) {
    it(`pad or cut a text to the length that they demand, and say so: ${name}`, () =>
      withLayout(name, async (encoder) => {
        const short = await encoder.runText(["a b c"], { ...probabilities, positions: true });
        assert.ok(attentionError(short, "plain") <= TOLERANCE);
        assert.deepEqual([...short.tokens.ids], expected.source, "padding is not shown");
        assert.match(short.notes[0]!, /exactly 7 tokens: the 5 shown were followed by 2 of padding/);
        assert.equal(short.truncation, null);
        for (const { shape } of short.positions!) assert.deepEqual(shape, [5, 16]);
        const long = await encoder.runText(["a b c d e f g h i"], probabilities);
        assert.deepEqual(long.truncation, { kept: 5, total: 9, bound: { of: "model", tokens: 7, most: null } });
        assert.deepEqual([long.tokens.ids.length, long.arrays.probabilities![0]!.shape], [7, [4, 7, 7]]);
        assert.equal(
          long.notes.some((note) => note.includes("padding")),
          false,
        );
        // A person's own bound is theirs.
        const bounded = await encoder.runText(["a b c d e f g h i"], { ...probabilities, maximumTokens: 6 });
        assert.deepEqual(bounded.truncation, { kept: 4, total: 9 });
      }));
  }

  it("show padding that is attended to, and refuse ids that would need it", () =>
    withLayout(unmasked, async (encoder) => {
      const { tokens, arrays, notes, seal } = await encoder.runText(["a b c"], probabilities);
      assert.deepEqual([...tokens.ids], [...expected.source, 0, 0]);
      assert.deepEqual(tokens.texts.slice(4), ["[SEP]", "[PAD]", "[PAD]"]);
      assert.deepEqual([...tokens.segments].slice(4), [-1, -1, -1]);
      assert.deepEqual(arrays.probabilities![0]!.shape, [4, 7, 7]);
      assert.match(notes.join(), /exactly 7 tokens and masks no padding: 2 of padding follow the 5 of the text/);
      assert.ok(seal.sites.every(({ proven }) => proven));
      const ids = { input_ids: [expected.source] };
      await assert.rejects(encoder.runInputs(ids, probabilities), failure("inputsWrong", /exactly 7 .* 5 are given/));
    }));

  it("are not given more than they take, or masks of another length", () =>
    withLayout("fixed", async (encoder) => {
      const run = (inputs: ModelInputs) => encoder.runInputs(inputs, probabilities);
      const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];
      await assert.rejects(run({ input_ids: [nine] }), failure("inputsWrong", /exactly 7 tokens, and 9 are given/));
      const ragged = { input_ids: [expected.source], attention_mask: [[1, 1, 1]] };
      await assert.rejects(run(ragged), failure("inputsWrong", /attention_mask holds 3 numbers for 5 tokens/));
    }));

  it("take ids in either order where the first axis does not count sequences", () =>
    withLayout("sequence-first", async (encoder) => {
      const columns = expected.source.map((id) => [id]);
      for (const input_ids of [columns, [expected.source]]) {
        assert.ok(attentionError(await encoder.runInputs({ input_ids }, probabilities), "plain") <= TOLERANCE);
      }
      const same = await encoder.runInputs({ input_ids: [[5], [5], [5]] }, probabilities);
      assert.deepEqual(same.arrays.probabilities![0]!.shape, [4, 3, 3]);
    }));

  it("hold one sequence of embeddings, and not two", () =>
    withLayout("fixed-embeddings", async (encoder) => {
      const other = expected.embeddings.map((row) => row.map((number) => number + 1));
      const inputs_embeds = [expected.embeddings, other];
      await assert.rejects(encoder.runInputs({ inputs_embeds }, probabilities), failure("inputsWrong", /2 sequences/));
    }));

  it("are as large as other ways of writing their outputs have them", () =>
    withLayout("sequence-first", async (encoder) => {
      const long = Array.from({ length: 30 }, (_, token) => (token % 50) + 4);
      const few = new OnnxOutputs(16);
      const owning = new OpenOnnxEncoder(await readSites(encoder.path), encoder.config, encoder.provider, few);
      try {
        const options = { tensors: ["probabilities", "query", "context"] } as const;
        const [one, other] = [
          await encoder.runInputs({ input_ids: [long] }, options),
          await owning.runInputs({ input_ids: [long] }, options),
        ];
        assert.deepEqual(other.arrays, { ...one.arrays, ...other.arrays });
        const [first, second] = [one, other].map(({ arrays }) => arrays.probabilities![0]!.values);
        assert.ok(first!.every((weight, place) => Math.abs(weight - second![place]!) <= TOLERANCE));
      } finally {
        await owning.release();
      }
    }));

  for (const name of ["sequence-first", "fixed", "batch-2"]) {
    it(`are traced for the panel as they are for the command line: ${name}`, () =>
      withLayout(name, async (_, folder) => {
        const request = traceRequest({ encoder: folder, segments: ["a b c"] });
        const call = { signal: new AbortController().signal, progress: () => undefined };
        const trace = await traceRun(request, new OpenEncoders(openEncoder), call);
        assert.deepEqual([trace.tokens.ids.length, trace.groups[0]!.heads], [5, 4]);
        assert.equal(trace.notes.length > 0, name !== "sequence-first");
        const wanted = expected.attention.plain!.encoder_1![3]!.flat();
        const found = trace.attention.encoder![7]!;
        assert.ok(wanted.every((weight, place) => Math.abs(weight - found[place]!) <= TOLERANCE));
      }));
  }
});
