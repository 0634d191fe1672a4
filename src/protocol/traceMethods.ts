import type { AttentionGroup } from "../attention/attentionGroup.js";
import type { HeatMap } from "../attention/heatMap.js";
import type { Thumbnails } from "../attention/thumbnails.js";
import type { HeadPlace } from "../attention/traceGroup.js";

/** Names a trace that the encoder's process holds. */
export interface OfTrace {
  readonly trace: number;
}

export interface OfGroup extends OfTrace {
  readonly group: AttentionGroup;
}

export interface OfHead extends OfTrace, HeadPlace {}

export interface OfQuery extends OfHead {
  readonly query: number;
}

export interface OfPositions extends OfTrace {
  /** Its place among the trace's `positions`. */
  readonly encoding: number;
  /** 0 where heads have not their own. */
  readonly head: number;
}

/**
 * What can be asked of a trace, by the page of the extension host and by the extension host of the encoder's process:
 * only what is looked at crosses. All reject with `traceGone` when the trace is no longer held.
 */
// A type and not an interface: a channel's methods are an index of functions.
export type TraceMethods = {
  thumbnails(request: OfGroup): Thumbnails;
  headMap(request: OfHead): HeatMap;
  /** `[keys]` the exact weights of one query's row. */
  attentionRow(request: OfQuery): Float32Array;
  /** One matrix of a positional encoding, row by row. */
  positionalEncoding(request: OfPositions): Float32Array;
};
