import { isInvisible, named } from "../attention/invisible.js";
import type { ExportedTable } from "./exportedTable.js";
import type { Provenance } from "./provenance.js";
import { provenanceLines } from "./provenanceLines.js";
import { roundedText, roundingNote } from "./roundedText.js";
import { tableCells, tableHead, type TableCell } from "./tableCells.js";

/**
 * A table in Markdown (GitHub's tables), weights to three significant digits. Where it comes from stands in a comment before
 * it; nothing of a label is taken for Markdown or HTML.
 */
export function* markdownChunks(table: ExportedTable, provenance: Provenance): Generator<string> {
  const lines = [...provenanceLines(provenance), roundingNote];
  yield `<!--\n${lines.map(commentText).join("\n")}\n-->\n\n`;
  const head = tableHead(table);
  yield markdownLine(head.map(({ name }) => markdownText(name)));
  yield markdownLine(head.map(({ isNumber }) => (isNumber ? "---:" : ":---")));
  for (const cells of tableCells(table)) yield markdownLine(cells.map(markdownCell));
}

function markdownLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

function markdownCell(cell: TableCell): string {
  if ("text" in cell) return markdownText(cell.text);
  if ("integer" in cell) return String(cell.integer);
  const { digits, power } = roundedText(cell.weight);
  return power === 0 ? digits : `${digits} × 10<sup>${power}</sup>`;
}

/** Any sign of ASCII may be escaped (CommonMark 0.31, section 2.4); what draws nothing is named. */
function markdownText(text: string): string {
  const visible = Array.from(text, (character) =>
    isInvisible(character) && !JOINS.test(character) ? named(character) : character,
  );
  return visible.join("").replaceAll(/[!-/:-@[-`{-~]/g, "\\$&");
}

/** Zero-width joiners and tags hold an emoji together. */
const JOINS = /[\u200d\u{e0020}-\u{e007f}]/u;

/** What would end the comment is parted. */
function commentText(line: string): string {
  return line.replaceAll(/-(?=[->])/g, "- ");
}
