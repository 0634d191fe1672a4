import assert from "node:assert/strict";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import type { Preferences } from "../../src/protocol/look.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { askedExport, exportedColumns } from "./exportedNumbers.js";
import { LinesPage } from "./linesPage.js";
import { PaintedText, view } from "./paintedText.js";
import { proseShape, traceOf, weightOf } from "./traces.js";

describe("What is exported is what is shown", () => {
  const browser = new BrowserOfTests();
  const shape = proseShape(14);
  const trace = traceOf(shape);
  const weight = (query: number, key: number) => weightOf(trace, 1, 3, query, key);
  const all = Array.from({ length: 14 }, (_, unit) => unit);
  const pins = [
    { query: 6, key: null },
    { query: 9, key: null },
  ];

  async function openTable(preferences: Partial<Preferences>) {
    const source = { uri: "file:///coffee.txt", title: "coffee.txt", ranges: [], fingerprint: "0".repeat(64) };
    const set = [{ layer: view.layer, head: view.head }];
    const page = await browser.open({ state: { source, view, set, pins } });
    await page.send("preferences", { ...defaultPreferences, open: "table", ...preferences });
    await page.show(shape, { view });
    await page.settle();
    return page;
  }

  it("of a table: the mean of both pinned tokens, the rows that were found, in their order", async () => {
    const page = await openTable({ text: { direction: "from", combine: "mean" } });
    await page.page.getByRole("button", { name: "Token", exact: true }).click();
    await page.page.getByRole("searchbox").fill("A");
    await page.settle();
    const shown = await page.page.locator("tr[data-unit]").evaluateAll((rows) =>
      rows.map((row) => ({
        unit: Number((row as HTMLElement).dataset.unit),
        name: row.querySelector("th")!.textContent,
        weight: Number(row.querySelector("td[title]")!.getAttribute("title")),
      })),
    );
    assert.ok(shown.length > 1 && shown.length < 14);
    assert.notDeepEqual(
      shown.map(({ unit }) => unit),
      shown.map(({ unit }) => unit).sort((one, other) => one - other),
    );
    const request = await askedExport(page);
    assert.deepEqual(request.table, {
      kind: "row",
      units: [6, 9],
      combine: "mean",
      list: { units: shown.map(({ unit }) => unit), by: "token", descending: false, sought: "A" },
    });
    assert.deepEqual(await exportedColumns(trace, request), {
      position: Int32Array.from(shown, ({ unit }) => unit),
      key: shown.map(({ name }) => name),
      mean_of_queries_6_9: Float32Array.from(shown, ({ weight }) => weight),
    });
    for (const { unit, weight: one } of shown) assert.equal(one, Math.fround((weight(6, unit) + weight(9, unit)) / 2));
  });

  it("of a table in its first order: from the largest weight on", async () => {
    const page = await openTable({});
    const { table } = await askedExport(page);
    const sums = all.map((key) => Math.fround(weight(6, key) + weight(9, key)));
    const units = all.toSorted((one, other) => sums[other]! - sums[one]!);
    const { combine } = defaultPreferences.text;
    assert.deepEqual(table, {
      kind: "row",
      units: [6, 9],
      combine,
      list: { units, by: "weight", descending: true, sought: "" },
    });
  });

  it("of a text: what attends to all tokens that are pinned, added up", async () => {
    const preferences: Partial<Preferences> = { text: { direction: "to", combine: "sum" } };
    const text = await PaintedText.open(browser, shape, { preferences });
    const boxes = await text.tokens(shape);
    await text.click(boxes[5]!);
    await text.click(boxes[2]!, ["Control"]);
    await text.leave();
    const request = await askedExport(text.page);
    assert.deepEqual(request.table, { kind: "column", units: [5, 2], combine: "sum", list: null });
    const { sum_of_keys_5_2: sums } = await exportedColumns(trace, request);
    assert.deepEqual(
      sums,
      Float32Array.from(all, (query) => weight(query, 5) + weight(query, 2)),
    );
  });

  it("of lines: those of the heads that are switched on, of at least the least weight", async () => {
    const page = await browser.open();
    const lines = new LinesPage(page);
    await lines.set({ lines: { ...defaultPreferences.lines, most: 3, least: 0.1 } });
    await page.show(shape, { view });
    await lines.drawn();
    await lines.showHeads(0);
    const [shown, some] = await lines.count();
    assert.ok(shown > 0 && shown < some);
    const request = await askedExport(page);
    assert.deepEqual(request.table, { kind: "pairs", count: 3, least: 0.1 });
    const { layer, head, query_position, key_position, weight: weights } = await exportedColumns(trace, request);
    assert.equal(weights!.length, shown);
    assert.deepEqual(new Set(layer as Int32Array), new Set([1]));
    assert.deepEqual(new Set(head as Int32Array), new Set([0, 3]));
    for (const [line, one] of (weights as Float32Array).entries()) {
      assert.ok(one >= 0.1);
      const [query, key] = [query_position![line] as number, key_position![line] as number];
      assert.equal(one, weightOf(trace, 1, head![line] as number, query, key));
    }
    await lines.head(3).click();
    await lines.drawn();
    const [left] = await lines.count();
    const { head: heads } = await exportedColumns(trace, await askedExport(page));
    assert.deepEqual(heads, new Int32Array(left));
  });
});
