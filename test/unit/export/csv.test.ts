import assert from "node:assert/strict";
import { csvChunks } from "../../../src/export/csv.js";
import { parseCsv } from "./support/parseCsv.js";
import { hostileList, hostileMatrix } from "./support/exportedTables.js";
import { hostileTexts } from "./support/hostileTexts.js";
import { hostileProvenance } from "./support/provenance.js";

/** What a label of `hostileTexts` reads back as. */
const asCells = (label: string) =>
  /^\s*[=+\-@＝＋－＠\t\r\n]/u.test(label) ? `'${label}` : label.replace("a;=", "a;'=");

/** How other locales and imports split a line: at another sign, where quotes count at a cell's beginning alone. */
function splitAt(separator: string, csv: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= csv.length;) {
    const ends = [separator, "\n"].map((sign) => csv.indexOf(sign, at)).filter((end) => end >= 0);
    let end = Math.min(csv.length, ...ends);
    let cell = csv.slice(at, end);
    if (csv[at] === '"') {
      const whole = /^"((?:[^"]|"")*)"/.exec(csv.slice(at));
      if (whole) {
        end = at + whole[0].length;
        const rest = /^[^;|\t\n,]*/.exec(csv.slice(end))![0];
        cell = whole[1]!.replaceAll('""', '"') + rest;
        end += rest.length;
      }
    }
    cells.push(cell);
    at = end + 1;
  }
  return cells;
}

/** The lines of comments, and the records after them. */
function read(csv: string) {
  assert.ok(csv.startsWith("\ufeff"));
  const records = parseCsv(csv.slice(1));
  const comments = records.findIndex(([first]) => !first?.startsWith("# "));
  return { comments: records.slice(0, comments), head: records[comments]!, rows: records.slice(comments + 1) };
}

describe("a table as CSV", () => {
  const matrix = [...csvChunks(hostileMatrix, hostileProvenance)].join("");
  const list = [...csvChunks(hostileList, hostileProvenance)].join("");

  it("reads back label for label", () => {
    const { head, rows } = read(matrix);
    assert.deepEqual(head, ["query", ...hostileTexts.map(asCells)]);
    assert.deepEqual(
      rows.map(([label]) => label),
      hostileTexts.map(asCells),
    );
  });

  it("reads back to the very weights", () => {
    const { rows } = read(matrix);
    const weights = Float32Array.from(rows.flatMap(([, ...cells]) => cells.map(Number)));
    assert.deepEqual(weights, hostileMatrix.weights);
    assert.ok(matrix.includes(",0.1,0.33333334,1,0,1e-7,1.1754944e-38,1e-45,0.99999994,NaN,Infinity,"));
  });

  it("has one record for each row of a list", () => {
    const { head, rows } = read(list);
    assert.deepEqual(head, ["position", "key", "weight"]);
    assert.deepEqual(
      rows.map(([position, key]) => [position, key]),
      hostileTexts.map((text, place) => [String(place), asCells(text)]),
    );
  });

  it("has no cell that a spreadsheet would compute, whatever separates cells", () => {
    for (const csv of [matrix, list]) {
      const { comments, head, rows } = read(csv);
      const isNumber = (cell: string) => /^-?[\d.]+(e[+-]?\d+)?$/.test(cell);
      for (const cell of [...comments, head, ...rows].flat())
        assert.ok(isNumber(cell) || !/^\s*[=+\-@]/.test(cell), cell);
      for (const separator of [",", ";", "\t", "|"]) {
        for (const cell of splitAt(separator, csv)) {
          assert.ok(isNumber(cell) || !/^["\s]*[=+\-@＝＋－＠]/u.test(cell), `${separator} ${JSON.stringify(cell)}`);
        }
      }
      const told = comments.map((cells) => cells.join(",")).join("\n");
      assert.doesNotMatch(told, /[,;\t]\s*[=+\-@]/);
    }
  });

  it("computes nothing of any label that begins, or goes on after a separator, with a formula", () => {
    const starts = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦"];
    const before = [
      "",
      " ",
      "\t",
      "\r",
      "\n",
      "\u00a0",
      "a;",
      "a; ",
      'a;"',
      "a,",
      "a\t",
      "a\r\n",
      "a|",
      ';"" ',
      "a;a;",
    ];
    for (const start of starts) {
      for (const prefix of before) {
        const label = `${prefix}${start}cmd|' /c calc'!A0`;
        const table = { ...hostileMatrix, rowLabels: [label], columnLabels: [label], weights: Float32Array.of(0.5) };
        const csv = [...csvChunks(table, hostileProvenance)].join("");
        for (const separator of [",", ";", "\t", "|"]) {
          for (const cell of splitAt(separator, csv.slice(1))) {
            assert.doesNotMatch(cell, /^["\s]*[=+\-@＝＋－＠﹦]/u, `${JSON.stringify(label)} at ${separator}`);
            assert.doesNotMatch(cell, /^[\t\r](?!\n|$)/, `${JSON.stringify(label)} at ${separator}`);
          }
        }
        assert.equal(parseCsv(csv.slice(1)).at(-1)![0]!.replaceAll("'", ""), label.replaceAll("'", ""));
      }
    }
  });

  it("says where it comes from, a fact a line, in lines that begin with #", () => {
    const { comments } = read(matrix);
    const lines = matrix.slice(1).split("\r\n").slice(0, comments.length);
    assert.equal(lines.length, 6);
    for (const line of lines) assert.match(line, /^# [^\r\n"]+$/);
    assert.ok(lines.some((line) => line.includes("layer 2 head 4")));
    assert.ok(lines.some((line) => line.includes("ab".repeat(32))));
    assert.ok(lines.some((line) => line.includes("lines 1 to 2 (UTF-16 offsets 0 to 10); UTF-16 offsets 20 to 30")));
  });
});
