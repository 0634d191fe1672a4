import type { TraceSummary } from "../../src/attention/trace.js";
import { exportFormats, type ExportFormat } from "../../src/export/exportFormats.js";
import { fileChunks } from "../../src/export/fileChunks.js";
import { fileName } from "../../src/export/fileName.js";
import type { Provenance } from "../../src/export/provenance.js";
import { attentionLeftOf } from "../../src/protocol/attentionLeftOf.js";
import { exportedNumbers } from "../../src/protocol/exportedNumbers.js";
import type { NumbersOfTraces } from "../../src/protocol/numbersOfTraces.js";
import type { ExportReply, ExportRequest } from "../../src/protocol/exportProtocol.js";
import { Failure } from "../../src/protocol/failure.js";
import { headsOfExport } from "../../src/protocol/headsOfExport.js";
import { selectionOf } from "../../src/protocol/selectionOf.js";
import { labels } from "../labels.js";

/** What a page by itself can write: PDF takes fonts that it has not, and a page of its own it is already. */
export const downloadFormats = (Object.keys(exportFormats) as ExportFormat[]).filter(
  (format) => format !== "pdf" && format !== "html",
);

/** What files are made of besides what is on screen. */
interface DownloadSource {
  readonly trace: TraceSummary;
  readonly title: string;
  /** Of the page. */
  readonly provenance: Provenance;
  readonly numbers: NumbersOfTraces;
}

/** Gives the person what is on screen as a file, as a browser does with what it downloads. @throws Failure */
export async function downloadView(
  { format, figure, png, table, ...map }: ExportRequest,
  { trace, title, provenance, numbers }: DownloadSource,
  signal: AbortSignal,
): Promise<ExportReply> {
  if (format === "pdf" || format === "html") throw new Failure("badRequest", labels.standalone.notSavedHere);
  const { holds } = exportFormats[format];
  const written = fileChunks(format, {
    figure,
    png,
    table: holds === "table" ? await exportedNumbers(trace, map, table, numbers, signal) : null,
    provenance: {
      ...provenance,
      heads: map.heads,
      recipe: map.recipe,
      left: await attentionLeftOf(map, table, numbers, signal),
      selection: selectionOf(trace, map, table, holds),
    },
  });
  const name = fileName(title, headsOfExport({ ...map, format, table }), format);
  download(name, new Blob([...written] as BlobPart[]));
  return { saved: name };
}

function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
