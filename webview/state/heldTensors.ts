/** A tensor of the trace: in hand at once, or after the host's answer. */
export interface Tensor<T> {
  /** Differs between any two tensors of a page. */
  readonly key: string;
  /** The tensor if it is in hand. */
  held(): T | undefined;
  /** @throws Failure when the host cannot give it. */
  load(): Promise<T>;
}

/** The tensors last looked at; the oldest make room, but the newest stays whatever its size. */
export class HeldTensors<T> {
  readonly #held = new Map<string, T>();
  readonly #loading = new Map<string, Promise<T>>();
  #bytes = 0;

  /** @param bytesOf the size of one; `limit` is that of all in bytes */
  constructor(
    readonly limit: number,
    readonly bytesOf: (value: T) => number,
  ) {}

  /** Names a tensor; `fetch` is called when it is neither in hand nor on its way. */
  tensor(key: string, fetch: () => Promise<T>): Tensor<T> {
    return {
      key,
      held: () => this.#touch(key),
      load: async () => this.#touch(key) ?? this.#loading.get(key) ?? this.#load(key, fetch),
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

  async #load(key: string, fetch: () => Promise<T>): Promise<T> {
    const loading = fetch();
    this.#loading.set(key, loading);
    try {
      const value = await loading;
      this.#held.set(key, value);
      this.#bytes += this.bytesOf(value);
      for (const [oldest, old] of this.#held) {
        if (this.#bytes <= this.limit || oldest === key) break;
        this.#held.delete(oldest);
        this.#bytes -= this.bytesOf(old);
      }
      return value;
    } finally {
      this.#loading.delete(key);
    }
  }
}
