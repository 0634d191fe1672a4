import { SharedWork } from "./sharedWork.js";

/** The works that were asked for last, under way or ended; the oldest makes room, and stops. What fails is not kept. */
export class SharedWorks<T> {
  readonly #works = new Map<string, SharedWork<T>>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** The work under a key, begun where there is none. Nobody waits for it before it is waited for. */
  work(key: string, make: (signal: AbortSignal) => Promise<T>): SharedWork<T> {
    const found = this.#works.get(key);
    this.#works.delete(key);
    const work = found && !found.stopped ? found : this.#begin(key, make);
    this.#works.set(key, work);
    const [oldest, first] = this.#works.entries().next().value!;
    if (this.#works.size > this.#most) {
      this.#works.delete(oldest);
      first.stop();
    }
    return work;
  }

  /** Gives up all of them. */
  stop(): void {
    for (const work of this.#works.values()) work.stop();
    this.#works.clear();
  }

  #begin(key: string, make: (signal: AbortSignal) => Promise<T>): SharedWork<T> {
    const work = new SharedWork<T>(async (signal) => {
      try {
        return await make(signal);
      } catch (thrown) {
        if (this.#works.get(key) === work) this.#works.delete(key);
        throw thrown;
      }
    });
    return work;
  }
}
