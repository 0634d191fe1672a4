import type { Combination, LayerAndHead } from "../attention/headSet.js";
import type { HeadStatistic } from "../attention/headStatistics.js";
import type { Recipe } from "../attention/recipe.js";
import type { HeadPlace } from "../attention/traceGroup.js";

/** The views of a trace. */
export const views = ["model", "matrix", "lines", "text", "table", "positions"] as const;
export type View = (typeof views)[number];

/** The colours of weights: those of VS Code's theme, or a published palette. */
export const palettes = ["theme", "viridis", "cividis"] as const;
export type Palette = (typeof palettes)[number];

/** Whether what is shown of a token is what it attends to, as a query, or what attends to it, as a key. */
export const directions = ["from", "to"] as const;
export type Direction = (typeof directions)[number];

/** A cell in hand, in tokens: a query and one of its keys; without a key its row, without a query the key's column. */
export interface Pin {
  readonly query: number | null;
  readonly key: number | null;
}

/** How the views are set; remembered for the workspace. */
export interface Preferences {
  readonly open: View;
  readonly combine: Combination;
  readonly recipe: Recipe;
  readonly palette: Palette;
  /** What the model's thumbnails are sorted by. */
  readonly sort: { readonly by: "place" | HeadStatistic; readonly descending: boolean };
  /** Lines of a query: at most so many, of at least this weight. */
  readonly lines: { readonly orientation: "vertical" | "horizontal"; readonly most: number; readonly least: number };
  /** Of several pinned tokens the weights are added up or averaged. */
  readonly text: { readonly direction: Direction; readonly combine: "sum" | "mean" };
  readonly table: { readonly by: "weight" | "position" | "token"; readonly descending: boolean };
  /** The share of the room that the model's thumbnails have beside another view, in [0, 1]; 0 hides them. */
  readonly split: number;
}

/** Which head is in view. */
export type ViewState = HeadPlace;

/** What is looked at in a trace, and how: all that undo brings back. */
export interface Look extends Preferences {
  readonly view: ViewState;
  /** The heads that are shown together; the one in view is among them. */
  readonly set: readonly LayerAndHead[];
  /** The last one is in hand. */
  readonly pins: readonly Pin[];
}

/** The most lines of a query. */
export const MOST_LINES = 32;
