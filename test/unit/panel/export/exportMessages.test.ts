import assert from "node:assert/strict";
import { oneHead } from "../../../../src/attention/headSet.js";
import { plainRecipe } from "../../../../src/attention/recipe.js";
import type { Figure } from "../../../../src/export/figure.js";
import { exportFormats, type ExportFormat } from "../../../../src/export/exportFormats.js";
import { checkedExport } from "../../../../src/panel/export/exportMessages.js";
import type { ExportRequest } from "../../../../src/protocol/exportProtocol.js";
import { Failure } from "../../../../src/protocol/failure.js";

const box = { x: 0, y: 0, width: 2, height: 2 };
const figure: Figure = {
  width: 10,
  height: 10,
  background: "#ffffff",
  title: "",
  marks: [
    { kind: "rectangle", ...box, fill: null, stroke: "#00ff00" },
    { kind: "line", x1: 0, y1: 0, x2: 1, y2: 1, stroke: "#000000", width: 1, opacity: 0.5 },
    { kind: "curve", points: [0, 0, 1, 1, 2, 2, 3, 3], stroke: "#000000", width: 1, dash: [7, 4] },
    {
      kind: "text",
      x: 0,
      y: 0,
      text: "한글",
      size: 10,
      anchor: "middle",
      baseline: "top",
      rotate: -90,
      fill: "#000000",
      weight: "bold",
      family: "token",
    },
    { kind: "raster", ...box, rows: 1, columns: 2, rgba: new Uint8Array(8) },
  ],
};
const request: ExportRequest = {
  trace: 1,
  heads: oneHead({ group: "encoder", layer: 0, head: 0 }),
  recipe: plainRecipe,
  format: "svg",
  figure,
  png: null,
  table: { kind: "matrix" },
};

const list = { units: [3, 1], by: "weight", descending: true, sought: "토큰" };
const row = { kind: "row", units: [3], combine: "sum", list: null };

describe("what a page asks to have exported", () => {
  const checked = (asked: unknown) => checkedExport(asked, new AbortController().signal);

  it("comes through as it is, in every format", async () => {
    for (const format of Object.keys(exportFormats) as ExportFormat[]) {
      const asked = structuredClone({ ...request, format });
      assert.deepEqual(await checked(asked), asked);
    }
  });

  it("names rows, columns and pairs", async () => {
    for (const table of [
      row,
      { ...row, kind: "column", units: [0, 5], combine: "mean", list },
      { ...row, list: { ...list, units: [] } },
      { kind: "pairs", count: 5, least: 0.02 },
      { kind: "statistics" },
    ])
      assert.deepEqual((await checked({ ...request, table })).table, table);
  });

  it("may have many marks, which are all checked while others get turns", async () => {
    const line = { kind: "line", x1: 0, y1: 0, x2: 1, y2: 1, stroke: "#000000", width: 1 };
    const marks = Array.from({ length: 20_000 }, (_, x2) => ({ ...line, x2 }));
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    assert.deepEqual((await checked({ ...request, figure: { ...figure, marks } })).figure?.marks, marks);
    clearInterval(timer);
    assert.ok(turns > 0);
    const last = [...marks, { ...line, x2: null }];
    await assert.rejects(checked({ ...request, figure: { ...figure, marks: last } }), { code: "badRequest" });
    await assert.rejects(checkedExport({ ...request, figure: { ...figure, marks } }, AbortSignal.abort()), {
      name: "AbortError",
    });
  });

  const mark = (index: number, change: object) => ({
    ...figure,
    marks: figure.marks.map((mark, place) => (place === index ? { ...mark, ...change } : mark)),
  });
  const wrong: Record<string, object> = {
    "an unknown format": { format: "exe" },
    "no trace": { trace: undefined },
    "a figure that is none": { figure: "picture" },
    "a huge figure": { figure: { ...figure, width: 1e9 } },
    "no size": { figure: { ...figure, height: NaN } },
    "a colour that is more": { figure: { ...figure, background: 'red"/><script>' } },
    "a place that is no number": { figure: mark(0, { x: "0" }) },
    "a place that is nowhere": { figure: mark(1, { x1: Infinity }) },
    "a dash of no length": { figure: mark(2, { dash: [0, 0] }) },
    "a curve of too few points": { figure: mark(2, { points: [0, 0] }) },
    "a text that is none": { figure: mark(3, { text: { toString: null } }) },
    "another family": { figure: mark(3, { family: "x'; }" }) },
    "fewer cells than told": { figure: mark(4, { rows: 1000 }) },
    "cells that are no bytes": { figure: mark(4, { rgba: [0, 0, 0, 0, 0, 0, 0, 0] }) },
    "marks that are no list": { figure: { ...figure, marks: { length: 1 } } },
    "a mark of another kind": { figure: mark(0, { kind: "script" }) },
    "a PNG that is no bytes": { png: {} },
    "no such table": { table: { kind: "everything" } },
    "a row before the first": { table: { ...row, units: [-1] } },
    "the row of no query": { table: { ...row, units: [] } },
    "rows without end": { table: { ...row, units: new Array(65_537).fill(0) } },
    "another combination": { table: { ...row, combine: "product" } },
    "a list that is not told": { table: { ...row, list: undefined } },
    "a list of what is no place": { table: { ...row, list: { ...list, units: [0.5] } } },
    "a list in no order": { table: { ...row, list: { ...list, by: "colour" } } },
    "a search that is no text": { table: { ...row, list: { ...list, sought: { length: 1 } } } },
    "pairs of any weight": { table: { kind: "pairs", count: 5 } },
    "pairs of a weight that is none": { table: { kind: "pairs", count: 5, least: NaN } },
  };
  for (const [what, change] of Object.entries(wrong)) {
    it(`is refused: ${what}`, async () => {
      await assert.rejects(
        checked({ ...request, ...change }),
        (thrown) => thrown instanceof Failure && thrown.code === "badRequest",
      );
    });
  }
});
