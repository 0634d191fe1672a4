import assert from "node:assert/strict";
import { EncoderSession } from "../../../src/encoder/encoderSession.js";
import { wholeHeadMask } from "../../../src/encoder/headMask.js";
import { loadRuntime } from "../../../src/encoder/runtime.js";
import { tensorsOf } from "../../../src/encoder/tensorTable.js";
import { bundledEncoder, descriptionOf, modelOf } from "./support/fixtures.js";

/** What a run that gives attention may cost, where one that gives the last hidden state alone costs 1. */
const bearable = 1.1;
const n = 128;
/** Pairs of runs that one look needs. */
const pairs = 80;
/** Looks, each at all pairs so far: noise of other programs passes, and what attention costs does not. */
const looks = 5;
// One thread, although the encoder's process leaves their number to the runtime: two would wait for each other whenever
// another program takes a processor away, and one would measure that.
const options = { intraOpNumThreads: 1 };

/** Milliseconds of a run that nothing disturbed: other programs only ever make one longer. */
function undisturbed(milliseconds: readonly number[]): number {
  return [...milliseconds].sort((a, b) => a - b)[Math.floor(milliseconds.length / 10)]!;
}

describe("attention", function () {
  this.timeout(60_000);

  it(`costs at most ${bearable} times a run without it, on ${n} tokens with one thread, in one of ${looks} looks`, async () => {
    const description = descriptionOf(bundledEncoder);
    const { inputs, outputs, layers, heads, vocabularySize } = description;
    const ids = Int32Array.from({ length: n }, (_, token) => (token * 61) % vocabularySize);
    const model = modelOf(bundledEncoder);

    // The file as it is, without anything of ours.
    const { InferenceSession, Tensor } = await loadRuntime();
    const plain = await InferenceSession.create(model.path, options);
    const feeds = { [inputs.tokens]: new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, n]) };
    const runPlain = () => plain.run(feeds, outputs);
    const session = await EncoderSession.open(
      model,
      description,
      "cpu",
      tensorsOf(description, ["attention"]),
      options,
    );
    const mask = wholeHeadMask(layers, heads);
    const runAttention = () => session.run(ids, mask);

    const timed = async (run: () => Promise<unknown>) => {
      const began = performance.now();
      await run();
      return performance.now() - began;
    };
    const [without, withAttention]: [number[], number[]] = [[], []];
    const ratios: number[] = [];
    while (ratios.length < looks && (ratios.at(-1) ?? Infinity) > bearable) {
      for (let pair = 0; pair < pairs; pair++) {
        without.push(await timed(runPlain));
        withAttention.push(await timed(runAttention));
      }
      ratios.push(undisturbed(withAttention) / undisturbed(without));
    }
    const told = `attention costs ${ratios.map((ratio) => ratio.toFixed(3)).join(", then ")} times a run without it`;
    console.log(`    ${told}`);
    assert(ratios.at(-1)! <= bearable, told);
    await Promise.all([plain.release(), session.release()]);
  });
});
