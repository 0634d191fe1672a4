import type { PinCombination } from "../attention/pinnedAttention.js";
import type { ExportFormat } from "../export/exportFormats.js";
import type { Figure } from "../export/figure.js";
import type { ListOrder } from "../export/selection.js";
import type { OfMap } from "./traceMethods.js";

/** Which of a map's numbers are exported; places are units of the recipe, counted from 0. */
export type TableChoice =
  | { readonly kind: "matrix" }
  | UnitsChoice
  /** The lines of each head by itself: the strongest keys of each query, as far as they have a weight of at least `least`. */
  | { readonly kind: "pairs"; readonly count: number; readonly least: number }
  /** A number for every statistic of every head of the group. */
  | { readonly kind: "statistics" };

/** What some queries attend to, their rows, or what attends to some keys, their columns. */
export interface UnitsChoice {
  readonly kind: "row" | "column";
  /** One at least; several are combined in this order. */
  readonly units: readonly number[];
  readonly combine: PinCombination;
  /** Null where all weights are listed, by position. */
  readonly list: ListOnScreen | null;
}

/** The rows of a table on screen. */
export interface ListOnScreen extends ListOrder {
  /** The units that are listed, in the order in which they stand. */
  readonly units: readonly number[];
}

/** What is to be saved: what is on screen, under the recipe that is shown. */
export interface ExportRequest extends OfMap {
  readonly format: ExportFormat;
  /** The view; null for a format that holds a table. */
  readonly figure: Figure | null;
  /** The figure's PNG as the page drew it (`figurePng`); null for other formats. */
  readonly png: Uint8Array | null;
  /** Which numbers, for a format that holds a table. */
  readonly table: TableChoice;
}

/** What became of it. */
export interface ExportReply {
  /** The file's name; null where the person took it back. */
  readonly saved: string | null;
}

/** What the page asks of the extension host to get something out. */
export type ExportMethods = {
  exportView(request: ExportRequest): ExportReply;
};
