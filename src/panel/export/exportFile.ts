import { npyChunks } from "../../attention/npy.js";
import type { ExportedTable } from "../../export/exportedTable.js";
import { exportFormats, pixelsPerUnit, type ViewFormat } from "../../export/exportFormats.js";
import type { Figure } from "../../export/figure.js";
import { csvChunks } from "../../export/csv.js";
import { jsonExportChunks } from "../../export/jsonExport.js";
import { latexChunks } from "../../export/latexTable.js";
import { markdownChunks } from "../../export/markdownTable.js";
import { npzExportChunks } from "../../export/npzExport.js";
import { pngProvenance } from "../../export/pngProvenance.js";
import type { Provenance } from "../../export/provenance.js";
import { svgFigure } from "../../export/svgFigure.js";
import { weightsArray } from "../../export/weightsArray.js";
import { gathered } from "./gathered.js";

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

/** A file's content. */
export interface ExportedFile {
  readonly bytes: Uint8Array;
  /** Graphemes of a PDF's texts that no font had, which are written by their code points. */
  readonly replaced: readonly string[];
}

/**
 * What a view is saved as.
 *
 * @param fontFolder holds the bundled fonts
 * @throws RangeError where the content lacks what the format holds; what `signal` was aborted with
 */
export async function exportFile(
  format: ViewFormat,
  content: ExportContent,
  fontFolder: string,
  signal: AbortSignal,
): Promise<ExportedFile> {
  if (format === "pdf") {
    const { figure, provenance } = content;
    // What embeds fonts is not loaded before it is asked for.
    const { pdfFigure } = await import("./pdfFigure.js");
    return pdfFigure(given(figure, format), provenance, fontFolder, signal);
  }
  return { bytes: await gathered(chunksOf(format, content), signal), replaced: [] };
}

function chunksOf(
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

function given<T>(content: T | null, format: ViewFormat): T {
  if (content === null) throw new RangeError(`nothing for ${format}, which holds a ${exportFormats[format].holds}`);
  return content;
}
