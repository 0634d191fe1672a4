import { setImmediate } from "node:timers/promises";
import { turn } from "./limits.js";

/** Gives others a turn where one's own has lasted long; `signal` ends the work. */
export function breather(signal: AbortSignal): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < turn) return;
    await setImmediate();
    signal.throwIfAborted();
    began = performance.now();
  };
}
