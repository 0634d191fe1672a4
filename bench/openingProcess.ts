import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { InferenceSession } from "onnxruntime-node";
import { openOnnxSession } from "../src/encoder/onnxSession.js";
import { readSites } from "../src/encoder/readSites.js";
import { loadRuntime } from "../src/encoder/runtime.js";
import { answer, asked } from "./freshProcess.js";
import { ownMemory, type ProcessMemory } from "./processMemory.js";

/** Plain from its path, plain from its bytes, or as Attention Inspector does with all probabilities as outputs. */
export type WayToOpen = "path" | "bytes" | "ours";

export interface AskedOpening {
  readonly model: string;
  readonly way: WayToOpen;
}

export interface Opened extends ProcessMemory {
  readonly milliseconds: number;
  /** Of these, how long it took to find the attention; 0 where nobody looked for it. */
  readonly reading: number;
  readonly outputs: number;
}

async function measure({ model, way }: AskedOpening): Promise<Opened> {
  // ONNX Runtime itself is loaded once a process, whoever opens the model.
  await loadRuntime();
  const began = performance.now();
  const { session, reading } = await ways[way](model);
  const milliseconds = performance.now() - began;
  globalThis.gc!();
  await sleep(300);
  return { milliseconds, reading, outputs: session.outputNames.length, ...ownMemory() };
}

const ways: Record<WayToOpen, (path: string) => Promise<{ session: InferenceSession; reading: number }>> = {
  path: async (path) => ({ session: await create(path), reading: 0 }),
  bytes: async (path) => ({ session: await create(await readFile(path)), reading: 0 }),
  ours: async (path) => {
    const began = performance.now();
    const { model, sites } = await readSites(path);
    const reading = performance.now() - began;
    const names = sites.sites.flatMap(({ tensors }) => tensors.probabilities ?? []);
    return { session: await openOnnxSession(path, model, "cpu", { names, fragments: [] }), reading };
  },
};

async function create(model: string | Uint8Array): Promise<InferenceSession> {
  const { InferenceSession: Session } = await loadRuntime();
  const options: InferenceSession.SessionOptions = { executionProviders: ["cpu"] };
  return typeof model === "string" ? Session.create(model, options) : Session.create(model, options);
}

void measure(asked() as AskedOpening).then(answer);
