/** Steps that can be taken back and forth again; the oldest are forgotten. */
export class Timeline<T> {
  readonly #past: T[] = [];
  readonly #future: T[] = [];

  constructor(readonly limit: number) {}

  get canGoBack(): boolean {
    return this.#past.length > 0;
  }

  get canGoForward(): boolean {
    return this.#future.length > 0;
  }

  /** Remembers what there was before a new step; what was taken back can then not be taken forth again. */
  leave(before: T): void {
    this.#past.push(before);
    if (this.#past.length > this.limit) this.#past.shift();
    this.#future.length = 0;
  }

  /** The step before `now`; null where there is none. */
  back(now: T): T | null {
    return this.#move(this.#past, this.#future, now);
  }

  /** The step after `now`; null where there is none. */
  forward(now: T): T | null {
    return this.#move(this.#future, this.#past, now);
  }

  /** Forgets the steps that do not hold any more. */
  keep(holds: (step: T) => boolean): void {
    for (const steps of [this.#past, this.#future]) steps.splice(0, steps.length, ...steps.filter(holds));
  }

  #move(from: T[], to: T[], now: T): T | null {
    const step = from.pop();
    if (step === undefined) return null;
    to.push(now);
    return step;
  }
}
