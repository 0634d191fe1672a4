import type { ExportedTable } from "./exportedTable.js";
import { latexText } from "./latexText.js";
import type { Provenance } from "./provenance.js";
import { provenanceLines } from "./provenanceLines.js";
import { roundedText, roundingNote } from "./roundedText.js";
import { tableCells, tableHead, type TableCell } from "./tableCells.js";

const NEEDS = [
  "Needs \\usepackage{booktabs}, and \\usepackage[T1]{fontenc} where pdflatex sets it.",
  "Hangul needs \\usepackage{kotex} and xelatex or lualatex.",
];

/**
 * A table in LaTeX (booktabs), weights to three significant digits. Where it comes from, and what it needs, stands in
 * comments before it; nothing of a label is taken for a command.
 */
export function* latexChunks(table: ExportedTable, provenance: Provenance): Generator<string> {
  for (const line of [...provenanceLines(provenance), roundingNote, ...NEEDS]) yield `% ${line}\n`;
  const head = tableHead(table);
  yield `\\begin{tabular}{@{}${head.map(({ isNumber }) => (isNumber ? "r" : "l")).join("")}@{}}\n\\toprule\n`;
  yield latexLine(head.map(({ name }) => latexText(name)));
  yield "\\midrule\n";
  for (const cells of tableCells(table)) yield latexLine(cells.map(latexCell));
  yield "\\bottomrule\n\\end{tabular}\n";
}

function latexLine(cells: readonly string[]): string {
  return `${cells.join(" & ")} \\\\\n`;
}

function latexCell(cell: TableCell): string {
  if ("text" in cell) return latexText(cell.text);
  if ("integer" in cell) return String(cell.integer);
  const { digits, power } = roundedText(cell.weight);
  return power === 0 ? digits : `$${digits} \\times 10^{${power}}$`;
}
