/** What is kept of a trace has this of it. */
interface OfKept {
  readonly trace: { readonly id: number; readonly bytes: number };
}

/** Traces that can be looked at again, from the oldest to the newest, within a number and a size. */
export class TraceHistory<T extends OfKept> {
  readonly #most: number;
  #kept: readonly T[] = [];

  /** @param most traces that are kept */
  constructor(most: number) {
    this.#most = most;
  }

  /** From the oldest to the newest. */
  get kept(): readonly T[] {
    return this.#kept;
  }

  get newest(): T | null {
    return this.#kept.at(-1) ?? null;
  }

  get(id: number): T | null {
    return this.#kept.find(({ trace }) => trace.id === id) ?? null;
  }

  /** Keeps one more, as the newest. */
  add(one: T): void {
    this.#kept = [...this.#kept, one];
  }

  /** @returns whether it was kept */
  delete(id: number): boolean {
    const before = this.#kept.length;
    this.#kept = this.#kept.filter(({ trace }) => trace.id !== id);
    return this.#kept.length < before;
  }

  /**
   * Lets go of the oldest ones while they are too many or too large together, but neither of the newest nor of the one
   * that is shown.
   *
   * @param bytes that all may have together
   * @returns those let go
   */
  trim(bytes: number, shown: T | null): readonly T[] {
    const dropped: T[] = [];
    let total = this.#kept.reduce((sum, { trace }) => sum + trace.bytes, 0);
    for (const one of this.#kept) {
      if (this.#kept.length - dropped.length <= this.#most && total <= bytes) break;
      if (one === shown || one === this.newest) continue;
      dropped.push(one);
      total -= one.trace.bytes;
    }
    this.#kept = this.#kept.filter((one) => !dropped.includes(one));
    return dropped;
  }
}
