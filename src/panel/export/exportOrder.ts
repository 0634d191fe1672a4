import type { ViewFormat } from "../../export/exportFormats.js";
import type { ExportContent } from "../../export/fileChunks.js";
import type { Figure, Mark } from "../../export/figure.js";
import type { ExportedFile } from "./exportFile.js";

/** What the thread that makes a file is started with; the figure's marks follow. */
export interface ExportOrder {
  readonly format: ViewFormat;
  readonly content: Omit<ExportContent, "figure"> & { readonly figure: Omit<Figure, "marks"> | null };
  /** Holds the bundled fonts. */
  readonly fontFolder: string;
}

/** Then it is sent marks, some at a time, for each has to be cloned; null says that these were all. */
export type MarksMessage = readonly Mark[] | null;

/** What it answers; then it is ended. */
export type ExportAnswer =
  | { readonly kind: "made"; readonly file: ExportedFile }
  /** For the log. */
  | { readonly kind: "failed"; readonly detail: string };
