import { npyChunks } from "../attention/npy.js";
import { csvChunks } from "./csv.js";
import type { ExportedTable } from "./exportedTable.js";
import { exportFormats, pixelsPerUnit, type ViewFormat } from "./exportFormats.js";
import type { Figure } from "./figure.js";
import { jsonExportChunks } from "./jsonExport.js";
import { latexChunks } from "./latexTable.js";
import { markdownChunks } from "./markdownTable.js";
import { npzExportChunks } from "./npzExport.js";
import { pngProvenance } from "./pngProvenance.js";
import type { Provenance } from "./provenance.js";
import { svgFigure } from "./svgFigure.js";
import { weightsArray } from "./weightsArray.js";

/** What a file is made of. */
export interface ExportContent {
  /** For formats that hold a figure. */
  readonly figure: Figure | null;
  /** The figure as the page drew it, for PNG. */
  readonly png: Uint8Array | null;
  /** For formats that hold a table. */
  readonly table: ExportedTable | null;
  readonly provenance: Provenance;
}

/**
 * A file's content, piece by piece; texts are UTF-8.
 *
 * @throws RangeError where the content lacks what the format holds
 */
export function fileChunks(
  format: Exclude<ViewFormat, "pdf">,
  { figure, png, table, provenance }: ExportContent,
): Iterable<string | Uint8Array> {
  switch (format) {
    case "png2x":
    case "png4x":
      return [pngProvenance(given(png, format), given(figure, format).title, provenance, pixelsPerUnit[format])];
    case "svg":
      return [svgFigure(given(figure, format), provenance)];
    case "csv":
      return csvChunks(given(table, format), provenance);
    case "json":
      return jsonExportChunks(given(table, format), provenance);
    case "npy":
      return npyChunks(weightsArray(given(table, format)));
    case "npz":
      return npzExportChunks(given(table, format), provenance);
    case "markdown":
      return markdownChunks(given(table, format), provenance);
    case "latex":
      return latexChunks(given(table, format), provenance);
  }
}

/** What a format holds. @throws RangeError where it is not there */
export function given<T>(content: T | null, format: ViewFormat): T {
  if (content === null) throw new RangeError(`nothing for ${format}, which holds a ${exportFormats[format].holds}`);
  return content;
}
