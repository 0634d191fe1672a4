import type { MutantReport } from "./mutationRun.js";

/** What became of many damaged encoders. */
export class MutationTally {
  faults = 0;
  #count = 0;
  #deaths = 0;
  #slowest = 0;
  #largest = 0;
  readonly #outcomes = new Map<string, number>();

  add({ outcome, fault, died, milliseconds, memory }: MutantReport): void {
    this.#count++;
    if (fault !== null) this.faults++;
    if (died) this.#deaths++;
    this.#slowest = Math.max(this.#slowest, milliseconds);
    this.#largest = Math.max(this.#largest, memory);
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
  }

  toString(): string {
    const outcomes = [...this.#outcomes].sort(([, one], [, other]) => other - one);
    const counts = outcomes.map(([outcome, count]) => `${count} ${outcome}`).join(", ");
    const unexpected = this.#outcomes.has("unexpected") ? "" : ", 0 unexpected";
    return (
      `${this.#count} damaged encoders: ${counts}${unexpected}; ${this.#deaths} ends of the process; ` +
      `slowest ${Math.round(this.#slowest)} ms; most memory ${Math.round(this.#largest / 1024 ** 2)} MiB; ${this.faults} faults`
    );
  }
}
