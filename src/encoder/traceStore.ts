import type { Trace } from "../attention/trace.js";
import { TraceReading } from "../attention/traceReading.js";
import { traceGone } from "./traceGone.js";

/** The traces that can still be asked about: the most recently used ones, within a number and a size. */
export class TraceStore {
  readonly #maximumTraces: number;
  readonly #maximumBytes: number;
  /** In the order of their last use. */
  readonly #traces = new Map<number, TraceReading>();

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
    for (const { trace } of this.#traces.values()) bytes += trace.bytes;
    return bytes;
  }

  /** Holds a trace, in place of one with its id, letting go of those not used for longest but not of the new one. */
  add(trace: Trace): TraceReading {
    const reading = new TraceReading(trace);
    this.#traces.delete(trace.id);
    this.#traces.set(trace.id, reading);
    for (const id of this.#traces.keys()) {
      if (this.size <= this.#maximumTraces && this.bytes <= this.#maximumBytes) break;
      if (id !== trace.id) this.#traces.delete(id);
    }
    return reading;
  }

  /** @throws Failure `traceGone` */
  get(id: number): TraceReading {
    const reading = this.#traces.get(id);
    if (!reading) throw traceGone();
    this.#traces.delete(id);
    this.#traces.set(id, reading);
    return reading;
  }

  /** Lets go of a trace; an unknown one is no error. */
  delete(id: number): void {
    this.#traces.delete(id);
  }
}
