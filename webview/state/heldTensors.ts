import { SharedWork } from "../../src/attention/sharedWork.js";

/** A tensor of the trace: in hand at once, or after the host's answer. */
export interface Tensor<T> {
  /** Differs between any two tensors of a page. */
  readonly key: string;
  /** The tensor if it is in hand. */
  held(): T | undefined;
  /**
   * @param signal says that it is not wanted any more; without it, it is wanted until it comes
   * @throws Failure when the host cannot give it
   */
  load(signal?: AbortSignal): Promise<T>;
}

/** The tensors last looked at; the oldest make room, but the newest stays whatever its size. */
export class HeldTensors<T> {
  readonly #held = new Map<string, T>();
  readonly #loading = new Map<string, SharedWork<T>>();
  #bytes = 0;

  /**
   * @param bytesOf the size of one; `limit` is that of all in bytes
   * @param patience milliseconds after which one that is on its way, and that nobody wants any more, is given up
   */
  constructor(
    readonly limit: number,
    readonly bytesOf: (value: T) => number,
    readonly patience = Infinity,
  ) {}

  /** Names a tensor; `fetch` is called when it is neither in hand nor on its way, and its signal gives it up. */
  tensor(key: string, fetch: (signal: AbortSignal) => Promise<T>): Tensor<T> {
    return {
      key,
      held: () => this.#touch(key),
      load: async (signal) => this.#touch(key) ?? this.#under(key, fetch).wait(signal),
    };
  }

  #touch(key: string): T | undefined {
    const value = this.#held.get(key);
    if (value === undefined) return undefined;
    // A Map remembers the order of insertion: what was touched last goes to the end.
    this.#held.delete(key);
    this.#held.set(key, value);
    return value;
  }

  #under(key: string, fetch: (signal: AbortSignal) => Promise<T>): SharedWork<T> {
    const loading = this.#loading.get(key);
    if (loading && !loading.stopped) return loading;
    const begun = new SharedWork<T>(
      async (signal) => {
        try {
          return this.#keep(key, await fetch(signal));
        } finally {
          if (this.#loading.get(key) === begun) this.#loading.delete(key);
        }
      },
      (stop) => {
        if (this.patience < Infinity) setTimeout(stop, this.patience);
      },
    );
    this.#loading.set(key, begun);
    return begun;
  }

  #keep(key: string, value: T): T {
    // One that was given up may come all the same, beside the one that was asked for again.
    if (this.#touch(key) === undefined) this.#bytes += this.bytesOf(value);
    this.#held.set(key, value);
    for (const [oldest, old] of this.#held) {
      if (this.#bytes <= this.limit || oldest === key) break;
      this.#held.delete(oldest);
      this.#bytes -= this.bytesOf(old);
    }
    return value;
  }
}
