import type { AttentionGroup } from "../attention/attentionGroup.js";
import type { PinCombination } from "../attention/pinnedAttention.js";
import type { Recipe } from "../attention/recipe.js";

/** A row or a column of a map by its place, from 0 on, among the units of the recipe, and by its label. */
export interface NamedUnit {
  readonly position: number;
  readonly text: string;
}

/** The rows of some queries, or the columns of some keys, made one. */
export interface SelectedUnits {
  readonly kind: "row" | "column";
  /** One at least. */
  readonly of: readonly NamedUnit[];
  /** What several became; null for one. */
  readonly combine: PinCombination | null;
  /** How the numbers stand in a list; null where all of them do, by position. */
  readonly list: ListOrder | null;
}

/** The order of a list, and which of its rows are there. */
export interface ListOrder {
  readonly by: "weight" | "position" | "token";
  readonly descending: boolean;
  /** What the labels that are listed hold, capitals or not; "" for all. */
  readonly sought: string;
}

/** The lines from queries to keys, of each head by itself. */
export interface SelectedPairs {
  readonly kind: "pairs";
  /** Lines of a query: so many at most, each of a weight above 0 and of at least this. */
  readonly most: number;
  readonly least: number;
}

/** Every head of a group by itself, whichever was in view. */
interface AllHeads {
  readonly group: AttentionGroup;
  readonly layers: number;
  /** Of a layer. */
  readonly heads: number;
}

/** The maps of all heads, small, under the recipe. */
export interface SelectedThumbnails extends AllHeads {
  readonly kind: "thumbnails";
  /** What of its block of weights a cell is; null where it is one weight. */
  readonly pooling: Recipe["pooling"] | null;
}

/** The statistics of all heads, which no recipe touches. */
export interface SelectedStatistics extends AllHeads {
  readonly kind: "statistics";
}

/** Which numbers are shown, where it is not simply all of one map. */
export type Selection = SelectedUnits | SelectedPairs | SelectedThumbnails | SelectedStatistics;
