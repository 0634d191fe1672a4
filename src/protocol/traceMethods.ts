import type { AttentionGroup } from "../attention/attentionGroup.js";
import type { HeadSet } from "../attention/headSet.js";
import type { HeadStatistics } from "../attention/headStatistics.js";
import type { HeatMap } from "../attention/heatMap.js";
import type { Recipe } from "../attention/recipe.js";
import type { StrongestPairs } from "../attention/strongestPairs.js";
import type { Thumbnails } from "../attention/thumbnails.js";

/** Names a trace that the encoder's process holds. */
export interface OfTrace {
  readonly trace: number;
}

export interface OfGroup extends OfTrace {
  readonly group: AttentionGroup;
}

export interface OfThumbnails extends OfGroup {
  readonly recipe: Recipe;
}

/** A map: some heads under a recipe. Its queries and keys are units of the recipe. */
export interface OfMap extends OfTrace {
  readonly heads: HeadSet;
  readonly recipe: Recipe;
}

export interface OfQuery extends OfMap {
  readonly query: number;
}

export interface OfKey extends OfMap {
  readonly key: number;
}

export interface OfPairs extends OfMap {
  /** How many keys a query has. */
  readonly count: number;
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
  thumbnails(request: OfThumbnails): Thumbnails;
  /** Pixels and sums of a map. */
  heatMap(request: OfMap): HeatMap;
  /** `[keys]` the exact weights of one query's row. */
  attentionRow(request: OfQuery): Float32Array;
  /** `[queries]` the exact weights of one key's column. */
  attentionColumn(request: OfKey): Float32Array;
  strongestPairs(request: OfPairs): StrongestPairs;
  headStatistics(request: OfGroup): HeadStatistics;
  /** One matrix of a positional encoding, row by row. */
  positionalEncoding(request: OfPositions): Float32Array;
};
