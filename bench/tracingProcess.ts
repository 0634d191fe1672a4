import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openOnnxEncoder } from "../src/encoder/openOnnxEncoder.js";
import { answer, asked } from "./freshProcess.js";
import { ownMemory } from "./processMemory.js";

export interface AskedTracing {
  readonly model: string;
  readonly tokens: number;
  readonly rounds: number;
}

/** What runs took at most beyond what the process had before, in MB of 10^6 bytes. */
export interface Traced {
  /** The first of this many tokens: ONNX Runtime makes its own room for them then, and keeps it. */
  readonly first: number;
  readonly later: readonly number[];
  /** The attention itself. */
  readonly attention: number;
}

async function measure({ model, tokens, rounds }: AskedTracing): Promise<Traced> {
  const encoder = await openOnnxEncoder(model, { provider: "cpu" });
  const options = { tensors: ["probabilities"], positions: true } as const;
  await encoder.prepare(options);
  const ids = Array.from({ length: tokens }, (_, place) => 1000 + place);
  const inputs = { input_ids: [ids], attention_mask: [ids.map(() => 1)] };
  const added: number[] = [];
  let attention = 0;
  for (let round = 0; round <= rounds; round++) {
    // What is freed is given back in steps.
    for (let turn = 0; turn < 4; turn++) {
      globalThis.gc!();
      await sleep(300);
    }
    // From here on the system counts the most that is resident anew (proc(5)).
    writeFileSync("/proc/self/clear_refs", "5");
    const { resident } = ownMemory();
    const { arrays } = await encoder.runInputs(inputs, options);
    added.push(ownMemory().peak - resident);
    attention = arrays.probabilities!.reduce((sum, { values }) => sum + values.byteLength, 0) / 1e6;
  }
  const [first, ...later] = added;
  return { first: first!, later, attention };
}

void measure(asked() as AskedTracing).then(answer);
