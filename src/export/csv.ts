import type { ExportedTable } from "./exportedTable.js";
import { float32Text } from "./float32Text.js";
import type { Provenance } from "./provenance.js";
import { provenanceLines } from "./provenanceLines.js";
import { spreadsheetText } from "./spreadsheetText.js";
import { tableCells, tableHead, type TableCell } from "./tableCells.js";

/** Without it Excel reads Hangul in the system's own code page. */
const BYTE_ORDER_MARK = "\ufeff";

/** What a cell must be quoted for; a "#" begins a comment to some readers, "|" separates cells to some. */
const QUOTED = /[",;|\t\r\n#']|^\s|\s$/;

/**
 * A table as CSV (RFC 4180: commas, CRLF, quotes doubled), UTF-8 with a byte order mark. Where it comes from stands before
 * it, in lines that begin with "# ". In a label, "'" stands before what a spreadsheet would take for a formula, whatever it
 * splits cells at; weights are the shortest decimals that read back to the same float32, "NaN" where there is no number.
 */
export function* csvChunks(table: ExportedTable, provenance: Provenance): Generator<string> {
  yield BYTE_ORDER_MARK;
  for (const line of provenanceLines(provenance)) yield `# ${commentText(line)}\r\n`;
  yield csvLine(tableHead(table).map(({ name }) => csvText(name)));
  for (const cells of tableCells(table)) yield csvLine(cells.map(csvCell));
}

function csvLine(cells: readonly string[]): string {
  return `${cells.join(",")}\r\n`;
}

function csvCell(cell: TableCell): string {
  if ("text" in cell) return csvText(cell.text);
  return "integer" in cell ? String(cell.integer) : float32Text(cell.weight);
}

function csvText(text: string): string {
  const plain = spreadsheetText(text);
  return QUOTED.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** A comment is no cell: what would end it, or make a formula of a part of it, is taken from it. */
function commentText(line: string): string {
  return spreadsheetText(line.replaceAll('"', "”"));
}
