import { DerivedMaps } from "../attention/derivedMaps.js";
import type { Trace } from "../attention/trace.js";
import { TraceReading } from "../attention/traceReading.js";
import { traceGone } from "./traceGone.js";

/** The traces that can still be asked about: the newest ones, within a number and a size, as the window keeps them. */
export class TraceStore {
  readonly #maximumTraces: number;
  readonly #traces = new Map<number, TraceReading>();
  readonly #maps = new DerivedMaps(() => this.#maximumBytes - this.#traceBytes);
  #maximumBytes = Infinity;

  constructor(maximumTraces: number) {
    this.#maximumTraces = maximumTraces;
  }

  get size(): number {
    return this.#traces.size;
  }

  /** Bytes of the large arrays of all traces held, and of the maps that were made of them. */
  get bytes(): number {
    return this.#traceBytes + this.#maps.bytes;
  }

  /**
   * Holds a trace, in place of one with its id, letting go of the oldest others, which have the lowest ids.
   *
   * @param maximumBytes of all traces together, and from now on of the maps made of them, which make room first; this
   *   trace is held even where it alone has more
   */
  add(trace: Trace, maximumBytes: number): TraceReading {
    this.#maximumBytes = maximumBytes;
    this.delete(trace.id);
    const reading = new TraceReading(trace, this.#maps);
    this.#traces.set(trace.id, reading);
    for (const id of [...this.#traces.keys()].sort((one, other) => one - other)) {
      if (this.size <= this.#maximumTraces && this.#traceBytes <= maximumBytes) break;
      if (id !== trace.id) this.delete(id);
    }
    this.#maps.makeRoom();
    return reading;
  }

  /** @throws Failure `traceGone` */
  get(id: number): TraceReading {
    const reading = this.#traces.get(id);
    if (!reading) throw traceGone();
    return reading;
  }

  /** Lets go of a trace and of what is made of it; an unknown one is no error. */
  delete(id: number): void {
    this.#traces.get(id)?.close();
    this.#traces.delete(id);
  }

  get #traceBytes(): number {
    let bytes = 0;
    for (const { trace } of this.#traces.values()) bytes += trace.bytes;
    return bytes;
  }
}
