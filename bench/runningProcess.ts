import { setTimeout as sleep } from "node:timers/promises";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import { openOnnxEncoder } from "../src/encoder/openOnnxEncoder.js";
import { openOnnxSession } from "../src/encoder/onnxSession.js";
import { loadRuntime } from "../src/encoder/runtime.js";
import { answer, asked } from "./freshProcess.js";

export interface AskedRunning {
  readonly model: string;
  readonly tokens: number;
  readonly rounds: number;
}

/** Milliseconds of every round. */
export interface Ran {
  /** The last hidden state alone, from a session as anybody opens it. */
  readonly plain: number[];
  /** The last hidden state and all attention. */
  readonly ours: number[];
  /** As a trace is made: attention, and what it takes to prove it. */
  readonly trace: number[];
  /** Of `trace`, ONNX Runtime's share; the rest is the seal. */
  readonly traceRun: number[];
  readonly megabytes: number;
}

const output = "last_hidden_state";

async function measure({ model, tokens, rounds }: AskedRunning): Promise<Ran> {
  const { InferenceSession: Session, Tensor: Made } = await loadRuntime();
  const encoder = await openOnnxEncoder(model, { provider: "cpu" });
  const names = encoder.sites.sites.flatMap(({ tensors }) => tensors.probabilities ?? []);
  const plain = await Session.create(model, { executionProviders: ["cpu"] });
  const ours = await openOnnxSession(model, encoder.model, "cpu", { names, fragments: [] });

  const ids = Array.from({ length: tokens }, (_, place) => 1000 + place);
  const ones = ids.map(() => 1);
  const feeds = {
    input_ids: new Made("int64", BigInt64Array.from(ids, BigInt), [1, tokens]),
    attention_mask: new Made("int64", BigInt64Array.from(ones, BigInt), [1, tokens]),
  };
  const inputs = { input_ids: [ids], attention_mask: [ones] };
  const ran: Omit<Ran, "megabytes"> = { plain: [], ours: [], trace: [], traceRun: [] };
  const turns = [
    () => timed(ran.plain, () => plain.run(feeds, [output])),
    () => timed(ran.ours, () => ours.run(feeds, [output, ...names])),
    () =>
      timed(ran.trace, async () => {
        const { milliseconds } = await encoder.runInputs(inputs, { tensors: ["probabilities"] });
        ran.traceRun.push(milliseconds);
      }),
  ];
  const megabytes = await sameNumbers(plain, ours, feeds, names);
  // The first round warms up and is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < turns.length; turn++) await turns[(turn + round) % turns.length]!();
    if (round === 0) for (const times of Object.values(ran)) times.length = 0;
  }
  return { ...ran, megabytes };
}

/** Runs it on a quiet machine: the garbage is gone, and the other session's threads have stopped looking for work. */
async function timed(times: number[], run: () => Promise<unknown>): Promise<void> {
  globalThis.gc!();
  await sleep(50);
  const began = performance.now();
  await run();
  times.push(performance.now() - began);
}

/** @returns how large the attention is, in MB @throws Error where the two sessions do not compute the same */
async function sameNumbers(
  plain: InferenceSession,
  ours: InferenceSession,
  feeds: Record<string, Tensor>,
  names: readonly string[],
): Promise<number> {
  const expected = (await plain.run(feeds, [output]))[output]!.data as Float32Array;
  const { [output]: states, ...attention } = await ours.run(feeds, [output, ...names]);
  const computed = states!.data as Float32Array;
  const differs = expected.some((number, place) => Math.abs(number - computed[place]!) > 1e-5);
  if (differs) throw new Error("the two sessions do not compute the same last hidden state");
  return Object.values(attention).reduce((sum, { size }) => sum + size * 4, 0) / 1e6;
}

void measure(asked() as AskedRunning).then(answer);
