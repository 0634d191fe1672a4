import type { Deadline } from "../protocol/deadline.js";
import { deadlineGrace } from "./limits.js";

/**
 * Watches the deadlines of requests that one process works on. As any of them may block the process for the others, what
 * is heard of one is heard of all; and when nothing was, for as long as the longest of them allows, that one has passed.
 */
export class DeadlineClock<K> {
  readonly #passed: (request: K, deadline: Deadline) => void;
  readonly #deadlines = new Map<K, Deadline>();
  #timer: NodeJS.Timeout | undefined;

  /** @param passed called when a request's deadline has passed; the others' are watched on */
  constructor(passed: (request: K, deadline: Deadline) => void) {
    this.#passed = passed;
  }

  /** A request has come to another step; null where that may take as long as it likes. */
  set(request: K, deadline: Deadline | null): void {
    if (deadline === null) this.#deadlines.delete(request);
    else this.#deadlines.set(request, deadline);
    this.#restart();
  }

  /** A request has ended. */
  delete(request: K): void {
    if (this.#deadlines.delete(request)) this.#restart();
  }

  stop(): void {
    this.#deadlines.clear();
    clearTimeout(this.#timer);
  }

  #restart(): void {
    clearTimeout(this.#timer);
    const [first, ...others] = this.#deadlines;
    if (first === undefined) return;
    const [request, deadline] = others.reduce(
      (longest, next) => (next[1].milliseconds > longest[1].milliseconds ? next : longest),
      first,
    );
    const pass = () => {
      this.#deadlines.delete(request);
      this.#restart();
      this.#passed(request, deadline);
    };
    this.#timer = setTimeout(() => {
      // What the process said in time may lie unread: a turn of the event loop reads it, and starts this clock anew.
      this.#timer = setTimeout(pass, deadlineGrace).unref();
    }, deadline.milliseconds).unref();
  }
}
