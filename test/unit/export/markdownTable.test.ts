import assert from "node:assert/strict";
import { markdownChunks } from "../../../src/export/markdownTable.js";
import { hostileList, hostileMatrix } from "./support/exportedTables.js";
import { hostileTexts } from "./support/hostileTexts.js";
import { hostileProvenance } from "./support/provenance.js";

/** What a label looks like once it is rendered: what draws nothing has its code point's name. */
const shown = (label: string) =>
  label.replaceAll(/\p{Cc}|\u202e|\u2028|\p{Cs}/gu, (sign) => {
    const point = sign.codePointAt(0)!.toString(16).toUpperCase().padStart(2, "0");
    return `⟨${point}⟩`;
  });

/** The cells of a row, as GitHub's tables are split and CommonMark's escapes are read. */
function cellsOf(line: string): string[] {
  assert.ok(line.startsWith("| ") && line.endsWith(" |"), line);
  const cells = line.slice(2, -2).split(/(?<=^|[^\\]|(?:\\\\)+) \| /);
  return cells.map((cell) => cell.replaceAll(/\\([!-/:-@[-`{-~])/g, "$1"));
}

describe("a table in Markdown", () => {
  const matrix = [...markdownChunks(hostileMatrix, hostileProvenance)].join("");
  const [comment = "", table = ""] = matrix.split("\n-->\n\n");
  const lines = table.trimEnd().split("\n");

  it("has a cell for each label and weight, in which nothing is Markdown", () => {
    assert.equal(lines.length, 2 + hostileTexts.length);
    assert.deepEqual(cellsOf(lines[0]!), ["query", ...hostileTexts.map(shown)]);
    for (const [row, label] of hostileTexts.entries()) {
      const cells = cellsOf(lines[2 + row]!);
      assert.equal(cells.length, 1 + hostileTexts.length);
      assert.equal(cells[0], shown(label));
    }
    // Every sign of ASCII is escaped but those that part cells, and those of what is written for weights.
    const unescaped = lines
      .join("")
      .replaceAll(/\\[!-/:-@[-`{-~]/g, "")
      .replaceAll(/ × 10<sup>-?\d+<\/sup>/g, "");
    assert.doesNotMatch(unescaped, /[!-,/;-@[-`{}~]/);
  });

  it("rounds weights to three digits and says so", () => {
    assert.match(comment, /rounded to three significant digits/);
    const [, ...weights] = cellsOf(lines[2]!);
    const power = (exponent: number) => ` × 10<sup>${exponent}</sup>`;
    assert.deepEqual(weights.slice(0, 10), [
      "0.100",
      "0.333",
      "1.00",
      "0",
      `1.00${power(-7)}`,
      `1.18${power(-38)}`,
      `1.40${power(-45)}`,
      "1.00",
      "NaN",
      "Infinity",
    ]);
  });

  it("stands numbers to the right", () => {
    const list = [...markdownChunks(hostileList, hostileProvenance)].join("");
    assert.ok(list.includes("| position | key | weight |\n| ---: | :--- | ---: |\n"));
  });

  it("has one comment, which ends where it should", () => {
    assert.equal(matrix.split("-->").length, 2);
    assert.ok(comment.startsWith("<!--\n"));
    assert.doesNotMatch(comment.slice(4), /<!--|--!?>/);
    assert.match(comment, /layer 2 head 4/);
  });
});
