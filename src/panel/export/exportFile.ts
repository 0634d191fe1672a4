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
  return { bytes: await gathered(fileChunks(format, content), signal), replaced: [] };
}
