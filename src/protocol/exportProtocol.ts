import type { ExportFormat } from "../export/exportFormats.js";
import type { Figure } from "../export/figure.js";
import type { OfMap } from "./traceMethods.js";

/** Which of a map's numbers are exported; places are units of the recipe, counted from 0. */
export type TableChoice =
  | { readonly kind: "matrix" }
  | { readonly kind: "row"; readonly query: number }
  | { readonly kind: "column"; readonly key: number }
  /** The strongest keys of each query, of each head by itself. */
  | { readonly kind: "pairs"; readonly count: number }
  /** A number for every statistic of every head of the group. */
  | { readonly kind: "statistics" };

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
