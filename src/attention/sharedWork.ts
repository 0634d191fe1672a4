/** Work that several may wait for, and that stops once nobody does any more. */
export class SharedWork<T> {
  readonly #controller = new AbortController();
  readonly #later: (stop: () => void) => void;
  readonly #result: Promise<T>;
  #waiting = 0;
  #ended = false;

  /**
   * @param start begins the work in a later microtask; it is to end soon after its signal aborts
   * @param later calls the given function when work that nobody waits for is to stop: at once where it is left out
   */
  constructor(start: (signal: AbortSignal) => Promise<T>, later: (stop: () => void) => void = (stop) => stop()) {
    this.#later = later;
    this.#result = Promise.resolve().then(() => start(this.#controller.signal));
    const ended = () => void (this.#ended = true);
    this.#result.then(ended, ended);
  }

  /** Whether it was stopped before its end: nothing comes of it. */
  get stopped(): boolean {
    return this.#controller.signal.aborted;
  }

  /**
   * Waits for the work.
   *
   * @param signal says that this one waits no longer; without it, the work is waited for to its end
   * @throws what the work throws; an `AbortError` as soon as the signal aborts or the work is stopped
   */
  wait(signal?: AbortSignal): Promise<T> {
    const stop = this.#controller.signal;
    return new Promise((resolve, reject) => {
      if (stop.aborted) return reject(abortError());
      this.#waiting++;
      const settle = (settled: () => void) => {
        this.#waiting--;
        signal?.removeEventListener("abort", leave);
        stop.removeEventListener("abort", stopped);
        settled();
      };
      const stopped = () => settle(() => reject(abortError()));
      const leave = () => {
        stopped();
        this.#later(() => this.#waiting === 0 && this.stop());
      };
      if (signal?.aborted) return leave();
      signal?.addEventListener("abort", leave, { once: true });
      stop.addEventListener("abort", stopped, { once: true });
      // Who left, or was told of the stop, is counted no more.
      const end = (settled: () => void) => {
        if (!stop.aborted && signal?.aborted !== true) settle(settled);
      };
      const settled = () => end(() => resolve(this.#result));
      this.#result.then(settled, settled);
    });
  }

  /** Stops it, whoever waits; what has ended stays as it is. */
  stop(): void {
    if (!this.#ended) this.#controller.abort();
  }
}

/** What whoever aborts is told, under the name that all who abort use. */
export function abortError(): Error {
  return Object.assign(new Error("aborted"), { name: "AbortError" });
}
