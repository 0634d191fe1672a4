import type { Trace } from "../attention/trace.js";
import { traceGone } from "./traceGone.js";

/** The traces that can still be asked about: the most recently used ones, within a number and a size. */
export class TraceStore {
  readonly #maximumTraces: number;
  readonly #maximumBytes: number;
  /** In the order of their last use. */
  readonly #traces = new Map<number, Trace>();

  constructor(maximumTraces: number, maximumBytes: number) {
    this.#maximumTraces = maximumTraces;
    this.#maximumBytes = maximumBytes;
  }

  get size(): number {
    return this.#traces.size;
  }

  /** Bytes of the large arrays of all traces held. */
  get bytes(): number {
    let bytes = 0;
    for (const { attention, positionValues } of this.#traces.values()) {
      for (const group of Object.values(attention)) bytes += group.byteLength;
      for (const values of positionValues) bytes += values.byteLength;
    }
    return bytes;
  }

  /** Holds a trace, in place of one with its id, letting go of those not used for longest but not of the new one. */
  add(trace: Trace): void {
    this.#traces.delete(trace.id);
    this.#traces.set(trace.id, trace);
    for (const id of this.#traces.keys()) {
      if (this.size <= this.#maximumTraces && this.bytes <= this.#maximumBytes) break;
      if (id !== trace.id) this.#traces.delete(id);
    }
  }

  /** @throws Failure `traceGone` */
  get(id: number): Trace {
    const trace = this.#traces.get(id);
    if (!trace) throw traceGone();
    this.#traces.delete(id);
    this.#traces.set(id, trace);
    return trace;
  }

  /** Lets go of a trace; an unknown one is no error. */
  delete(id: number): void {
    this.#traces.delete(id);
  }
}
