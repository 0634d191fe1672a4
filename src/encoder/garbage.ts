import { collectionDelay } from "./limits.js";

/**
 * Has what is no longer needed freed. Left to itself, V8 would let some hundred MB of arrays lie: it goes by its own
 * heap, in which an array is small. The process is started with `--expose-gc` for it; without, nothing is done.
 */
export class Garbage {
  #timer: NodeJS.Timeout | null = null;

  /** Something large is no longer needed: it is freed when the process has had time for what is more urgent. */
  arose(): void {
    this.#timer ??= setTimeout(() => this.collect(), collectionDelay).unref();
  }

  /** Frees now what is to be freed, for room is needed. */
  collect(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    globalThis.gc?.();
  }
}
