import { setTimeout as sleep, setImmediate } from "node:timers/promises";
import type { Yield } from "../attention/traceReading.js";
import { pieceOfWork, quietTime } from "./limits.js";

/** Lets long work wait for what is asked meanwhile: a large answer is written in many turns of the event loop. */
export class Turns {
  #asked = -Infinity;

  /** Something was asked that somebody waits for. */
  asked(): void {
    this.#asked = performance.now();
  }

  /** Gives others a turn after every piece of work, and as long as something was asked a short time ago. */
  between(): Yield {
    let began = performance.now();
    return async () => {
      if (performance.now() - began < pieceOfWork) return;
      await setImmediate();
      while (performance.now() - this.#asked < quietTime) await sleep(1);
      began = performance.now();
    };
  }
}
