import type { Deadline } from "../protocol/deadline.js";
import { deadlineGrace, deadlineSlice } from "./limits.js";

/**
 * Watches the deadlines of requests that one process works on. As any of them may block the process for the others, what
 * is heard of one is heard of all; and when nothing was, for as long as the longest of them allows, that one has passed.
 * A request that was only sent may wait behind the steps of others, whose time is theirs.
 *
 * Only time in which this process itself runs is counted: while the machine sleeps, or a terminal has stopped both, the
 * other one cannot answer either.
 */
export class DeadlineClock<K> {
  readonly #passed: (request: K, deadline: Deadline) => void;
  readonly #slice: number;
  /** Of requests that were sent and not heard of. */
  readonly #sent = new Map<K, Deadline>();
  /** Of the steps that requests have come to. */
  readonly #steps = new Map<K, Deadline>();
  /** Milliseconds for which nothing was heard, up to `#counted`. */
  #silent = 0;
  #counted = 0;
  #timer: NodeJS.Timeout | undefined;
  #grace: NodeJS.Timeout | undefined;

  /**
   * @param passed called when a request's deadline has passed; the others' are watched on
   * @param slice milliseconds that are counted at once
   */
  constructor(passed: (request: K, deadline: Deadline) => void, slice = deadlineSlice) {
    this.#passed = passed;
    this.#slice = slice;
  }

  /** A request was sent. Nothing was heard by that: the others' time goes on. */
  arm(request: K, deadline: Deadline): void {
    if (this.#sent.size + this.#steps.size === 0) this.heard();
    else this.#count();
    this.#sent.set(request, deadline);
    this.#watch();
  }

  /** A request has come to another step; null if that may take as long as it likes. */
  set(request: K, deadline: Deadline | null): void {
    this.#forget(request);
    if (deadline !== null) this.#steps.set(request, deadline);
    this.heard();
  }

  /** A request has ended. */
  delete(request: K): void {
    if (this.#forget(request)) this.heard();
  }

  /** The process has said something: all deadlines begin anew. */
  heard(): void {
    this.#silent = 0;
    this.#counted = performance.now();
    this.#watch();
  }

  stop(): void {
    this.#sent.clear();
    this.#steps.clear();
    this.#watch();
  }

  /** Adds the time since it was last counted; none if it is so long that this process did not run meanwhile. */
  #count(): void {
    const now = performance.now();
    const elapsed = now - this.#counted;
    if (elapsed <= 2 * this.#slice) this.#silent += elapsed;
    this.#counted = now;
  }

  #watch(): void {
    clearTimeout(this.#timer);
    const longest = this.#longest();
    const left = longest === null ? Infinity : longest[1].milliseconds - this.#silent;
    if (left <= 0) {
      // What the process said in time may lie unread: a turn of the event loop reads it, and starts this clock anew.
      this.#grace ??= setTimeout(() => this.#pass(), deadlineGrace).unref();
      return;
    }
    clearTimeout(this.#grace);
    this.#grace = undefined;
    if (longest === null) return;
    this.#timer = setTimeout(
      () => {
        this.#count();
        this.#watch();
      },
      Math.min(left, this.#slice),
    ).unref();
  }

  #pass(): void {
    const [request, deadline] = this.#longest()!;
    this.#forget(request);
    this.heard();
    this.#passed(request, deadline);
  }

  #forget(request: K): boolean {
    return [this.#sent, this.#steps].filter((deadlines) => deadlines.delete(request)).length > 0;
  }

  #longest(): readonly [K, Deadline] | null {
    const [first, ...others] = this.#steps.size > 0 ? this.#steps : this.#sent;
    if (first === undefined) return null;
    return others.reduce((longest, next) => (next[1].milliseconds > longest[1].milliseconds ? next : longest), first);
  }
}
