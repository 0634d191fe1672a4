interface Held<S> {
  readonly session: Promise<S>;
  /** How many are using it. */
  users: number;
  /** Whether it is no longer kept, and to be released by its last user. */
  dropped: boolean;
}

/** Sessions kept open by a key: the ones used last, and besides them those in use. */
export class SessionPool<S extends { release(): Promise<void> }> {
  /** 0 once the pool is released. */
  #maximum: number;
  /** In the order of their last use. */
  readonly #held = new Map<string, Held<S>>();

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** Whether a session is kept or being opened. */
  has(key: string): boolean {
    return this.#held.has(key);
  }

  /**
   * Does something with the session of this key, which is not released meanwhile. After `release` it is opened for this
   * use alone.
   *
   * @param open opens it where it is not kept; what it throws is thrown here, and it is tried again the next time
   */
  async use<T>(key: string, open: () => Promise<S>, work: (session: S) => T | Promise<T>): Promise<T> {
    const held = this.#held.get(key) ?? { session: open(), users: 0, dropped: false };
    this.#held.delete(key);
    this.#held.set(key, held);
    held.users++;
    try {
      for (const oldest of this.#held.keys()) {
        if (this.#held.size <= this.#maximum) break;
        this.#drop(oldest);
      }
      return await work(await held.session);
    } finally {
      held.users--;
      if (held.dropped) this.#releaseUnused(held);
      await held.session.catch(() => {
        if (this.#held.get(key) === held) this.#held.delete(key);
      });
    }
  }

  /** Keeps none any longer, nor any that is opened later: those in use are released by their last users. */
  release(): void {
    this.#maximum = 0;
    for (const key of [...this.#held.keys()]) this.#drop(key);
  }

  #drop(key: string): void {
    const held = this.#held.get(key)!;
    this.#held.delete(key);
    held.dropped = true;
    this.#releaseUnused(held);
  }

  #releaseUnused({ users, session }: Held<S>): void {
    if (users > 0) return;
    // Nobody waits for it, and one that failed to open was told of where it was opened.
    session.then((opened) => opened.release()).catch(() => undefined);
  }
}
