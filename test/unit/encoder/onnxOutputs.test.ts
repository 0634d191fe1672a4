import assert from "node:assert/strict";
import type { InferenceSession } from "onnxruntime-node";
import { readEncoderConfig } from "../../../src/encoder/encoderConfig.js";
import { OnnxOutputs } from "../../../src/encoder/onnxOutputs.js";
import type { ModelInputs, NestedNumbers, RunOptions } from "../../../src/encoder/onnxRun.js";
import { OpenOnnxEncoder } from "../../../src/encoder/openOnnxEncoder.js";
import { readSites } from "../../../src/encoder/readSites.js";
import { failure } from "./support/failures.js";
import { readZooCase, zooCases } from "./support/zooCase.js";

/** Outputs, and what was asked of their sessions: arrays to be filled, or outputs to be handed over. */
class WatchedOutputs extends OnnxOutputs {
  readonly asked: ("filled" | "handed over")[] = [];
  readonly #watched = new Map<InferenceSession, InferenceSession>();

  override run(session: InferenceSession, ...rest: [never, never, never]) {
    const watched = this.#watched.get(session) ?? this.#watch(session);
    this.#watched.set(session, watched);
    return super.run(watched, ...rest);
  }

  #watch(session: InferenceSession): InferenceSession {
    const run = (feeds: never, fetches: readonly string[]) => {
      this.asked.push(Array.isArray(fetches) ? "handed over" : "filled");
      return session.run(feeds, fetches);
    };
    return { run } as unknown as InferenceSession;
  }
}

const all: RunOptions = {
  tensors: ["query", "key", "value", "products", "scores", "probabilities", "context"],
  positions: true,
};

/** Inputs of more tokens, the same ones again and again: 24 for an encoder, 17 for a decoder. */
function longer(inputs: ModelInputs): ModelInputs {
  const repeated = (numbers: NestedNumbers, length: number): NestedNumbers =>
    typeof numbers === "number"
      ? numbers
      : typeof numbers[0] === "object" && numbers.length === 1
        ? [repeated(numbers[0], length)]
        : Array.from({ length }, (_, place) => numbers[place % numbers.length]!);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, numbers]) => [name, repeated(numbers, name.startsWith("decoder_") ? 17 : 24)]),
  );
}

/** ONNX Runtime holds that what these compute has no keys, and writes it into no array. */
const handedOver: readonly string[] = ["bert-sdpa-dynamo-23", "gpt2-sdpa-dynamo-23", "llama-gqa-sdpa-dynamo-23"];
/** These take their own inputs' length alone. */
const fixed: readonly string[] = [
  "hand-attention-23",
  "hand-attention-24",
  "sinusoidal-encoder",
  "transformer-encoder",
];

describe("what a run computed", function () {
  this.timeout(60_000);

  for (const name of zooCases) {
    it(`is the same where it is written into arrays: ${name}`, async () => {
      const { path, inputs } = readZooCase(name);
      const read = await readSites(path);
      const config = await readEncoderConfig(read.location.folder);
      const provider = { asked: "cpu", used: "cpu", reason: null } as const;
      const watched = new WatchedOutputs(16);
      const [ordinary, owning] = [new OnnxOutputs(Infinity), watched].map(
        (outputs) => new OpenOnnxEncoder(read, config, provider, outputs),
      );
      try {
        if (fixed.includes(name)) {
          await assert.rejects(ordinary!.runInputs(longer(inputs), all), failure("runFailed"));
          await assert.rejects(owning!.runInputs(longer(inputs), all), failure("runFailed"));
          return;
        }
        const expected = await ordinary!.runInputs(longer(inputs), all);
        for (const round of [1, 2]) {
          const { arrays, positions, seal } = await owning!.runInputs(longer(inputs), all);
          const found = { ...expected, arrays, positions, seal };
          assert.deepEqual(found, expected, `round ${round}`);
        }
        // Two short runs tell what the outputs will be, once.
        const filled = ["handed over", "handed over", "filled", "filled"];
        if (!handedOver.includes(name)) assert.deepEqual(watched.asked, filled);
        else assert.equal(watched.asked.at(-1), "handed over");
      } finally {
        await Promise.all([ordinary!.release(), owning!.release()]);
      }
    });
  }
});
