import type { ViewFormat } from "../../export/exportFormats.js";
import { fileChunks, given, type ExportContent } from "../../export/fileChunks.js";
import { gathered } from "./gathered.js";

/** A file's content. */
export interface ExportedFile {
  readonly bytes: Uint8Array;
  /** Graphemes of a PDF's texts that no font had, which are written by their code points. */
  readonly replaced: readonly string[];
}

/**
 * What a view is saved as. It takes seconds and gives no turn meanwhile: that of an extension host is `exportInWorker`.
 *
 * @param fontFolder holds the bundled fonts
 * @throws RangeError where the content lacks what the format holds
 */
export async function exportFile(
  format: ViewFormat,
  content: ExportContent,
  fontFolder: string,
): Promise<ExportedFile> {
  if (format === "pdf") {
    const { figure, provenance } = content;
    // What embeds fonts is not loaded before it is asked for.
    const { pdfFigure } = await import("./pdfFigure.js");
    return pdfFigure(given(figure, format), provenance, fontFolder);
  }
  return { bytes: gathered(fileChunks(format, content)), replaced: [] };
}
