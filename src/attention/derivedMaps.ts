import type { AttentionMap } from "./attentionMap.js";
import type { Trace } from "./trace.js";

/** The map in hand, and those beside it: more are not gone back to before they are made again unnoticed. */
const MOST_MAPS = 8;
/** Bytes of them together: four of 2,048 tokens. */
const MOST_BYTES = 64 * 1024 ** 2;

/** The maps that are not a head's own and were looked at last, of all traces together; the newest stays whatever its size. */
export class DerivedMaps {
  readonly #maps = new Map<string, { readonly trace: Trace; readonly map: AttentionMap }>();
  readonly #room: () => number;
  #bytes = 0;

  /** @param room tells how many bytes there are for them at most */
  constructor(room: () => number = () => MOST_BYTES) {
    this.#room = room;
  }

  /** Of all weights held. */
  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#maps.size;
  }

  /** A trace's map under a key, made where it is not held. */
  map(trace: Trace, key: string, make: () => AttentionMap): AttentionMap {
    const own = `${trace.id} ${key}`;
    const held = this.#maps.get(own);
    const map = held?.trace === trace ? held.map : make();
    this.#delete(own);
    this.#maps.set(own, { trace, map });
    this.#bytes += map.weights.byteLength;
    this.#shrink(1);
    return map;
  }

  /** Gives up what there is no more room for. */
  makeRoom(): void {
    this.#shrink(0);
  }

  /** Gives up the maps of a trace. */
  forget(trace: Trace): void {
    for (const [key, held] of [...this.#maps]) if (held.trace === trace) this.#delete(key);
  }

  #shrink(least: number): void {
    const room = Math.min(MOST_BYTES, this.#room());
    for (const key of [...this.#maps.keys()]) {
      if (this.size <= least || (this.size <= MOST_MAPS && this.#bytes <= room)) break;
      this.#delete(key);
    }
  }

  #delete(key: string): void {
    const held = this.#maps.get(key);
    if (!held) return;
    this.#maps.delete(key);
    this.#bytes -= held.map.weights.byteLength;
  }
}
