import { readFileSync, writeFileSync } from "node:fs";

/** The largest resident memory of a process, in bytes; watched from outside, where the system tells (Linux). */
export class ProcessMemory {
  #peak = 0;
  #pid: number | null = null;
  readonly #timer: NodeJS.Timeout;

  /** @param pid the process at hand, or null */
  constructor(pid: () => number | null) {
    this.#timer = setInterval(() => this.#look(pid()), 10).unref();
  }

  /** Begins anew. */
  reset(): void {
    this.#peak = 0;
    if (this.#pid === null) return;
    try {
      writeFileSync(`/proc/${this.#pid}/clear_refs`, "5");
    } catch {
      // Gone, or no Linux.
    }
  }

  /** Since the last `reset`. */
  peak(): number {
    this.#look(this.#pid);
    return this.#peak;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(pid: number | null): void {
    this.#pid = pid;
    if (pid === null) return;
    try {
      const [, kilobytes = "0"] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
      this.#peak = Math.max(this.#peak, Number(kilobytes) * 1024);
    } catch {
      // Gone, or no Linux.
    }
  }
}
