import type { HeatMap } from "../attention/heatMap.js";
import type { Thumbnails } from "../attention/thumbnails.js";

/** Names a trace that the encoder's process holds. */
export interface OfTrace {
  readonly trace: number;
}

export interface OfHead extends OfTrace {
  readonly layer: number;
  readonly head: number;
}

export interface OfQuery extends OfHead {
  readonly query: number;
}

/**
 * What can be asked of a trace, by the page of the extension host and by the extension host of the encoder's process:
 * only what is looked at crosses. All reject with `traceGone` when the trace is no longer held.
 */
// A type and not an interface: a channel's methods are an index of functions.
export type TraceMethods = {
  thumbnails(request: OfTrace): Thumbnails;
  headMap(request: OfHead): HeatMap;
  /** `[N]` the exact weights of one query's row. */
  attentionRow(request: OfQuery): Float32Array;
  /** `[N, d]`, row by row. */
  positionalEncoding(request: OfTrace): Float32Array;
};
