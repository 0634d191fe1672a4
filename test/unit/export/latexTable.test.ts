import assert from "node:assert/strict";
import { latexChunks } from "../../../src/export/latexTable.js";
import { hostileList, hostileMatrix } from "./support/exportedTables.js";
import { hostileTexts } from "./support/hostileTexts.js";
import { hostileProvenance } from "./support/provenance.js";

/** What LaTeX sets for each command that a label may hold; no other command, and no sign that TeX heeds, is allowed. */
const set: Readonly<Record<string, string>> = {
  "\\textbackslash{}": "\\",
  "\\textasciicircum{}": "^",
  "\\textasciitilde{}": "~",
  "\\textless{}": "<",
  "\\textgreater{}": ">",
  "\\textbar{}": "|",
  "\\textquotedbl{}": '"',
  "\\textquotesingle{}": "'",
  "\\textasciigrave{}": "`",
  "\\textperiodcentered{}": "·",
  "\\textvisiblespace{}": "␣",
  "$\\hookleftarrow$": "⏎",
  "$\\rightarrow$": "⇥",
  "$\\emptyset$": "∅",
  "$\\circ$": "◌",
  "$\\langle$": "⟨",
  "$\\rangle$": "⟩",
};
const command = /\\[a-z]+\{\}|\$\\[a-z]+\$|\$_\{\d\}\$|\\[{}$&#%_]|\{[-,[\]*]\}|[^\\{}$&#%_^~]/gu;

/** A cell as it is set; what is no known command fails. */
function setText(cell: string): string {
  const parts = cell.match(command) ?? [];
  assert.equal(parts.join(""), cell);
  return parts
    .map(
      (part) =>
        set[part] ?? (part.startsWith("$_") ? "₀₁₂₃₄₅₆₇₈₉"[Number(part[3])]! : /^[\\{]/.test(part) ? part[1]! : part),
    )
    .join("");
}

const shown = (label: string) =>
  label
    .replaceAll(
      /\p{Cc}|\p{Cf}|\u2028|\p{Cs}/gu,
      (sign) => `⟨${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(2, "0")}⟩`,
    )
    .replaceAll("⍽", "␣");

describe("a table in LaTeX", () => {
  const matrix = [...latexChunks(hostileMatrix, hostileProvenance)].join("");
  const lines = matrix.trimEnd().split("\n");
  const rows = lines.filter((line) => line.endsWith(" \\\\"));
  const cellsOf = (row: string) => row.slice(0, -3).split(" & ");

  it("sets every label sign for sign, and runs none of it", () => {
    assert.equal(rows.length, 1 + hostileTexts.length);
    assert.deepEqual(cellsOf(rows[0]!).map(setText), ["query", ...hostileTexts.map(shown)]);
    assert.deepEqual(
      rows.slice(1).map((row) => setText(cellsOf(row)[0]!)),
      hostileTexts.map(shown),
    );
  });

  it("has the rules of booktabs around as many cells as there are columns", () => {
    const n = hostileTexts.length;
    const begins = lines.findIndex((line) => !line.startsWith("% "));
    assert.equal(lines[begins], `\\begin{tabular}{@{}l${"r".repeat(n)}@{}}`);
    assert.deepEqual(
      lines.slice(begins + 1).filter((line) => !line.endsWith(" \\\\")),
      ["\\toprule", "\\midrule", "\\bottomrule", "\\end{tabular}"],
    );
    for (const row of rows) assert.equal(cellsOf(row).length, 1 + n);
  });

  it("rounds weights to three digits, powers of ten as such", () => {
    assert.deepEqual(cellsOf(rows[1]!).slice(1, 6), ["0.100", "0.333", "1.00", "0", "$1.00 \\times 10^{-7}$"]);
  });

  it("says in comments where it comes from and what Hangul needs", () => {
    const comments = lines.filter((line) => line.startsWith("%"));
    assert.equal(comments.length, 9);
    assert.ok(comments.some((line) => line.includes("kotex") && line.includes("xelatex")));
    assert.ok(comments.some((line) => line.includes("layer 2 head 4")));
    const list = [...latexChunks(hostileList, hostileProvenance)].join("");
    assert.ok(list.includes("\\begin{tabular}{@{}rlr@{}}\n\\toprule\nposition & key & weight \\\\\n\\midrule\n"));
  });
});
