import assert from "node:assert/strict";
import { headAttention } from "../../src/attention/heads.js";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import type { Pin, Preferences } from "../../src/protocol/look.js";
import { formatWeight } from "../../webview/labels.js";
import { assertNothingWrong } from "./axe.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { expectedMap } from "./expectedMap.js";
import type { OpenOptions, OpenPage } from "./openPage.js";
import type { TraceShape } from "./page/syntheticTrace.js";
import type { ThemeKind } from "./themes.js";
import { crossShape, keysByWeight, proseShape, traceOf, weightOf } from "./traces.js";

const view = { group: "encoder", layer: 1, head: 3 } as const;
const query = (token: number): Pin => ({ query: token, key: null });

interface Row {
  readonly unit: number;
  readonly place: number;
  readonly weight: number;
  readonly cells: readonly string[];
}

/** The rows that are in the document. */
async function rowsOf({ page }: OpenPage): Promise<Row[]> {
  return page.locator("tr[data-unit]").evaluateAll((rows) =>
    rows.map((row) => ({
      unit: Number((row as HTMLElement).dataset.unit),
      place: Number(row.getAttribute("aria-rowindex")),
      weight: Number(row.querySelector("td[title]")!.getAttribute("title")),
      cells: Array.from(row.children, (cell) => cell.textContent),
    })),
  );
}

describe("The table", () => {
  const browser = new BrowserOfTests();
  const shape = proseShape(14);
  const trace = traceOf(shape);

  async function openTable(
    of: TraceShape,
    pins: readonly Pin[],
    { preferences = {}, ...options }: OpenOptions & { preferences?: Partial<Preferences> } = {},
  ): Promise<OpenPage> {
    const source = { uri: "file:///coffee.txt", title: "coffee.txt", ranges: [], fingerprint: "0".repeat(64) };
    const heads = { view, set: [{ layer: view.layer, head: view.head }] };
    const page = await browser.open({ ...options, state: { source, ...heads, pins } });
    await page.send("preferences", { ...defaultPreferences, open: "table", ...preferences });
    await page.show(of, { view });
    await page.settle();
    return page;
  }

  it("lists what the pinned token attends to, from the largest weight on, with the trace's own numbers", async () => {
    const page = await openTable(shape, [query(6)]);
    const rows = await rowsOf(page);
    const keys = keysByWeight(trace, 1, 3, 6);
    assert.deepEqual(
      rows.map(({ unit }) => unit),
      keys,
    );
    let sum = 0;
    const whole = keys.reduce((total, key) => total + weightOf(trace, 1, 3, 6, key), 0);
    for (const [place, { unit, weight, cells, place: index }] of rows.entries()) {
      const exact = weightOf(trace, 1, 3, 6, unit);
      sum += exact;
      assert.equal(weight, exact);
      assert.equal(index, place + 2);
      const [rank, name, written, cumulative, , position] = cells;
      assert.deepEqual([rank, written, position], [String(place + 1), formatWeight(exact), String(unit)]);
      assert.equal(name, visibleName(trace.tokens.texts[unit]!));
      assert.ok(Math.abs(parseFloat(cumulative!) - (100 * sum) / whole) <= 0.051, cumulative);
    }
    assert.match(await page.page.locator("caption").innerText(), /^What ·mat attends to, layer 2 head 4$/);
    assert.match(await page.page.locator(".table-view > .caption").innerText(), /^14 rows, together 1\.00$/);
  });

  it("lists what attends to a token, and turns the pins round", async () => {
    const page = await openTable(shape, [query(6)]);
    await page.page.getByRole("radio", { name: "attended by" }).click();
    await page.settle();
    await page.settle();
    const rows = await rowsOf(page);
    assert.deepEqual(
      rows.map(({ unit, weight }) => [unit, weight]),
      Array.from({ length: 14 }, (_, unit) => [unit, weightOf(trace, 1, 3, unit, 6)]).sort(
        ([a, one], [b, other]) => other! - one! || a! - b!,
      ),
    );
  });

  it("adds up several pinned tokens, or averages them", async () => {
    const page = await openTable(shape, [query(2), query(9)]);
    const both = (key: number) => weightOf(trace, 1, 3, 2, key) + weightOf(trace, 1, 3, 9, key);
    for (const { unit, weight } of await rowsOf(page)) assert.equal(weight, Math.fround(both(unit) / 2));
    await page.page.getByRole("radio", { name: "Sum" }).click();
    await page.settle();
    const sums = await rowsOf(page);
    for (const { unit, weight } of sums) assert.equal(weight, Math.fround(both(unit)));
    assert.match(await page.page.locator("caption").innerText(), /^What the 2 pinned attend to in all/);
  });

  it("is of words where tokens are merged, and says how many tokens each has", async () => {
    const merged = { ...shape, words: [" The", " ca", "t", " sat", "."] };
    const recipe = { ...defaultPreferences.recipe, merge: "words" } as const;
    const page = await openTable(merged, [query(3)], {
      preferences: { recipe, table: { by: "position", descending: false } },
    });
    const units = [[0], [1], [2, 3], [4], [5], [6]];
    const map = expectedMap(traceOf(merged), [{ layer: 1, head: 3 }], "mean", { units });
    const rows = await rowsOf(page);
    assert.deepEqual(
      rows.map(({ cells }) => [cells[1], cells[5], cells[6]]),
      [
        ["<s>", "0", "1"],
        ["·The", "1", "1"],
        ["·cat", "2", "2"],
        ["·sat", "4", "1"],
        [".", "5", "1"],
        ["</s>", "6", "1"],
      ],
    );
    for (const [unit, { weight }] of rows.entries()) assert.ok(Math.abs(weight - map[2]![unit]!) < 1e-6);
  });

  it("sorts by weight, token or position, either way, and says so", async () => {
    const page = await openTable(shape, [query(6)]);
    const keys = keysByWeight(trace, 1, 3, 6);
    const sorted = async (name: string) => {
      await page.page.getByRole("button", { name }).click();
      await page.settle();
      const rows = await rowsOf(page);
      const header = page.page.getByRole("columnheader", { name });
      return {
        units: rows.map(({ unit }) => unit),
        names: rows.map(({ cells }) => cells[1]!),
        sort: await header.getAttribute("aria-sort"),
      };
    };
    assert.deepEqual(await sorted("Weight"), { ...reversed(keys), sort: "ascending" });
    const position = await sorted("Position");
    assert.deepEqual([position.units, position.sort], [Array.from({ length: 14 }, (_, unit) => unit), "ascending"]);
    assert.equal((await sorted("Position")).units[0], 13);
    const token = await sorted("Token");
    const { compare } = new Intl.Collator("en", { numeric: true });
    assert.deepEqual(token.names, [...token.names].sort(compare));
    assert.equal(token.sort, "ascending");
    assert.equal(await page.page.getByRole("columnheader", { name: "Weight" }).getAttribute("aria-sort"), "none");
    assert.deepEqual((await page.emitted("preferences")).at(-1), {
      ...defaultPreferences,
      open: "table",
      table: { by: "token", descending: false },
    });

    function reversed(of: readonly number[]) {
      const units = [...of].reverse();
      return { units, names: units.map((unit) => visibleName(trace.tokens.texts[unit]!)) };
    }
  });

  it("finds tokens by their text, and keeps their ranks", async () => {
    const page = await openTable(proseShape(60), [query(6)]);
    await page.page.getByRole("searchbox", { name: "Find tokens" }).fill("CAT");
    await page.settle();
    const rows = await rowsOf(page);
    const keys = keysByWeight(traceOf(proseShape(60)), 1, 3, 6);
    const cats = keys.filter((key) => key === 2 || key === 36);
    assert.deepEqual(
      rows.map(({ unit, cells }) => [unit, cells[0]]),
      cats.map((key) => [key, String(keys.indexOf(key) + 1)]),
    );
    assert.equal(await page.page.locator(".table-view > .caption").innerText(), "2 of 60 rows");
  });

  it("has no more than 60 rows in the document, whatever the length, and shows the last one at the end", async () => {
    const long = proseShape(2048, 1, 2, 4);
    const page = await openTable(long, [query(6)], { height: 2000 });
    const table = page.page.getByRole("grid", { name: /^What/ });
    assert.equal(await table.getAttribute("aria-rowcount"), "2049");
    const keys = keysByWeight(traceOf(long), 1, 3, 6);
    const first = await rowsOf(page);
    assert.ok(first.length <= 60 && first.length > 20, `${first.length} rows`);
    assert.deepEqual(
      first.map(({ unit }) => unit),
      keys.slice(0, first.length),
    );
    await table.focus();
    await page.page.keyboard.press("End");
    await page.settle();
    const last = await rowsOf(page);
    assert.ok(last.length <= 60);
    assert.deepEqual([last.at(-1)!.unit, last.at(-1)!.place], [keys.at(-1), 2049]);
    const [row, scroller] = [page.page.locator(`#row-${keys.at(-1)}`), page.page.locator(".table-scroller")];
    const [inner, outer] = [(await row.boundingBox())!, (await scroller.boundingBox())!];
    assert.ok(inner.y + inner.height <= outer.y + outer.height && inner.y > outer.y, JSON.stringify([inner, outer]));
    assert.equal(await table.getAttribute("aria-activedescendant"), `row-${keys.at(-1)}`);
    const nodes = await page.page.evaluate(() => {
      const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      let count = 1;
      while (walker.nextNode()) count++;
      return count;
    });
    assert.ok(nodes <= 1500, `${nodes} nodes`);
  });

  it("is gone through by keyboard; Enter shows a token in the editor, Space asks about it", async () => {
    const page = await openTable(shape, [query(6)]);
    const keys = keysByWeight(trace, 1, 3, 6);
    const table = page.page.getByRole("grid", { name: /^What/ });
    await table.focus();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"]) await page.page.keyboard.press(key);
    await page.settle();
    assert.equal(await table.getAttribute("aria-activedescendant"), `row-${keys[1]}`);
    assert.equal(await page.page.locator("tr[aria-selected=true]").getAttribute("id"), `row-${keys[1]}`);
    await page.page.keyboard.press("Enter");
    assert.deepEqual(await page.emitted("revealToken"), [{ token: keys[1], side: "source" }]);
    await page.page.keyboard.press("Space");
    await page.settle();
    await page.settle();
    assert.deepEqual(
      (await rowsOf(page)).map(({ unit }) => unit),
      keysByWeight(trace, 1, 3, keys[1]!),
    );
  });

  it("lets a query be chosen by keyboard alone, by name or by position, and another be added", async () => {
    const page = await openTable(shape, []);
    assert.match(await page.page.locator(".table-view").innerText(), /Choose a query above/);
    const box = page.page.getByRole("combobox", { name: "Choose a query" });
    await box.focus();
    await page.page.keyboard.type("cat");
    await page.page.keyboard.press("Enter");
    await page.settle();
    await page.settle();
    assert.equal((await rowsOf(page))[0]!.weight, weightOf(trace, 1, 3, 2, keysByWeight(trace, 1, 3, 2)[0]!));
    await page.page.keyboard.type("#9");
    await page.page.keyboard.press("Control+Enter");
    await page.settle();
    await page.settle();
    assert.equal(await page.page.locator(".pinned-list .pin").count(), 2);
    // Several of one name: the arrows choose.
    await page.page.keyboard.type("the");
    await page.page.keyboard.press("ArrowDown");
    await page.settle();
    const active = await box.getAttribute("aria-activedescendant");
    assert.equal(active, "token-picker-list-5");
    await page.page.keyboard.press("Enter");
    await page.settle();
    await page.settle();
    const [strongest] = await rowsOf(page);
    assert.equal(strongest!.unit, keysByWeight(trace, 1, 3, 5)[0]);
    await page.page.keyboard.type("nowhere");
    await page.settle();
    assert.equal(await page.page.locator(".no-match").innerText(), "No token is called so.");
  });

  it("tells of weights that are no numbers, last in either order", async () => {
    const broken = [{ ...view, query: 6, key: 4, weight: NaN }];
    const page = await openTable({ ...shape, broken }, [query(6)]);
    for (let order = 0; order < 2; order++) {
      const last = (await rowsOf(page)).at(-1)!;
      assert.deepEqual([last.unit, last.cells[0], last.cells[2], last.cells[3]], [4, "n/a", "n/a (NaN)", "n/a"]);
      await page.page.getByRole("button", { name: "Weight" }).click();
      await page.settle();
    }
  });

  it("is of the other side's tokens in cross-attention", async () => {
    const cross = crossShape(20, 8);
    const page = await openTable(cross, []);
    await page.page.getByRole("radio", { name: /Cross/ }).click();
    await page.painted();
    await page.page.getByRole("combobox", { name: "Choose a query" }).fill("katze");
    await page.page.keyboard.press("Enter");
    await page.settle();
    await page.settle();
    const attention = headAttention(traceOf(cross), { ...view, group: "cross" });
    const rows = await rowsOf(page);
    assert.equal(rows.length, 20);
    for (const { unit, weight } of rows) assert.equal(weight, attention[20 + unit]);
  });

  for (const theme of ["dark", "light", "hcDark", "hcLight"] as const satisfies readonly ThemeKind[]) {
    it(`gives axe nothing to object to (${theme})`, async () => {
      const page = await openTable(proseShape(60), [query(6), query(9)], { theme });
      await page.page.getByRole("grid", { name: /^What/ }).focus();
      await page.page.keyboard.press("ArrowDown");
      await assertNothingWrong(page, [".view-pane"]);
      await page.page.getByRole("combobox", { name: "Choose a query" }).fill("the");
      await page.settle();
      await assertNothingWrong(page, [".view-pane"]);
    });
  }
});

/** A token's text as labels write it. */
function visibleName(text: string): string {
  return text.replaceAll(" ", "·").replaceAll("\n", "⏎").replaceAll("\t", "⇥");
}
