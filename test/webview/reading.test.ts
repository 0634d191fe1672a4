import assert from "node:assert/strict";
import { formatValue, formatWeight } from "../../webview/labels.js";
import { oneHead } from "../../src/attention/headSet.js";
import { plainRecipe } from "../../src/attention/recipe.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { keysByWeight, proseShape, traceOf, weightOf } from "./traces.js";

describe("Reading a head", () => {
  const browser = new BrowserOfTests();
  const shape = proseShape(14);
  const trace = traceOf(shape);

  it("says the exact weight of the cell under the pointer in a sentence", async () => {
    const page = await browser.open();
    await page.show(shape, { view: { group: "encoder", layer: 2, head: 4 } });
    for (const [query, key] of [
      [3, 9],
      [0, 13],
      [13, 0],
      [5, 5],
    ] as const) {
      await page.pointAt(query, key, 14);
      const weight = weightOf(trace, 2, 4, query, key);
      assert.equal(await page.exactNumber(), weight);
      const name = (token: number) => trace.tokens.texts[token]!.replaceAll(" ", "·");
      assert.equal(
        await page.sentence(),
        `${name(query)} attends to ${name(key)} with ${formatWeight(weight)}, layer 3 head 5`,
      );
    }
  });

  it("says which of several equal tokens is meant", async () => {
    const page = await browser.open();
    await page.show(proseShape(40));
    await page.pointAt(5, 1, 40);
    assert.match(await page.sentence(), /^·the #5 attends to ·The #1 with /);
  });

  it("asks for a row once, and only for rows that are looked at", async () => {
    const page = await browser.open();
    await page.show(shape);
    for (const key of [1, 2, 3, 1]) await page.pointAt(7, key, 14);
    const calls = await page.page.evaluate(() => window.attentionInspectorHost.calls);
    assert.deepEqual(
      calls.filter(({ method }) => method === "attentionRow").map(({ request }) => request),
      [{ trace: 1, heads: oneHead({ group: "encoder", layer: 0, head: 0 }), recipe: plainRecipe, query: 7 }],
    );
  });

  it("tells a screen reader once the pointer rests", async () => {
    const page = await browser.open();
    await page.show(shape);
    const live = page.page.locator("[aria-live=polite]").first();
    await page.pointAt(2, 1, 14);
    await page.page.waitForTimeout(300);
    const spoken = await live.textContent();
    assert.equal(spoken, `·cat attends to ·The with ${formatWeight(weightOf(trace, 0, 0, 2, 1))}, layer 1 head 1`);
  });

  it("lists the five keys that the query attends to most, and what is left", async () => {
    const page = await browser.open();
    await page.show(shape, { view: { group: "encoder", layer: 0, head: 7 } });
    await page.pointAt(6, 2, 14);
    const values = await page.page
      .locator(".key-list li data")
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute("value"))));
    const keys = keysByWeight(trace, 0, 7, 6).slice(0, 5);
    assert.deepEqual(
      values,
      keys.map((key) => weightOf(trace, 0, 7, 6, key)),
    );
    const rest = 1 - values.reduce((sum, value) => sum + value, 0);
    assert.match(await page.page.locator(".key-list .others").innerText(), /9 other keys/);
    assert.ok((await page.page.locator(".key-list .others").innerText()).includes(formatWeight(rest)));
  });

  it("says of one key that is left that it is one", async () => {
    const page = await browser.open();
    await page.show(proseShape(6));
    await page.pointAt(3, 2, 6);
    assert.match(await page.page.locator(".key-list .others").innerText(), /^1 other key\s/);
  });

  it("says what a query attends to most when its label is pointed at", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.page.locator(".axis.rows [data-index='4']").first().hover();
    await page.settle();
    const [key] = keysByWeight(trace, 0, 0, 4);
    assert.equal(await page.exactNumber(), weightOf(trace, 0, 0, 4, key!));
    assert.match(await page.sentence(), /^·on attends most to /);
  });

  it("keeps the row that was clicked until Escape", async () => {
    const page = await browser.open();
    await page.show(shape);
    const { x, y } = await page.middleOf(8, 3, 14);
    await page.page.mouse.click(x, y);
    await page.page.mouse.move(2, 2);
    await page.settle();
    assert.equal(await page.exactNumber(), weightOf(trace, 0, 0, 8, 3));
    // Another cell is read, and the list stays with the row that was kept.
    await page.pointAt(2, 2, 14);
    assert.equal(await page.exactNumber(), weightOf(trace, 0, 0, 2, 2));
    assert.equal(await page.page.locator(".key-list").getAttribute("data-query"), "8");
    // The row stays in hand when another head comes into view.
    await page.page.locator("[data-layer='3'][data-head='5']").click();
    await page.painted((report) => report.head === 5);
    await page.settle();
    assert.equal(
      await page.page.locator(".key-list data").first().getAttribute("value"),
      String(weightOf(trace, 3, 5, 8, keysByWeight(trace, 3, 5, 8)[0]!)),
    );
    await page.page.locator(".scroller").focus();
    await page.page.keyboard.press("Escape");
    await page.settle();
    assert.equal(await page.page.locator(".key-list").getAttribute("data-query"), null);
    // A second click on a cell lets go of it too.
    const pinned = page.page.locator(".axis .pinned");
    await page.page.mouse.click(x, y);
    await page.settle();
    assert.equal(await pinned.count(), 2);
    await page.page.mouse.click(x, y);
    await page.settle();
    assert.equal(await pinned.count(), 0);
  });

  it("shows the scale up to the head's own maximum", async () => {
    const page = await browser.open();
    await page.show(shape, { view: { group: "encoder", layer: 3, head: 2 } });
    let maximum = 0;
    for (let query = 0; query < 14; query++) {
      for (let key = 0; key < 14; key++) maximum = Math.max(maximum, weightOf(trace, 3, 2, query, key));
    }
    assert.deepEqual(await page.page.locator(".legend-ticks span").allInnerTexts(), [
      "0",
      formatWeight(maximum / 4),
      formatWeight(maximum),
    ]);
  });
});

describe("Reading the positional encoding", () => {
  const browser = new BrowserOfTests();
  const shape = proseShape(14);
  const trace = traceOf(shape);

  it("is fetched when its tab is opened, and says exact values", async () => {
    const page = await browser.open();
    await page.show(shape);
    const asked = () =>
      page.page.evaluate(
        () => window.attentionInspectorHost.calls.filter(({ method }) => method === "positionalEncoding").length,
      );
    assert.equal(await asked(), 0);
    await page.page.getByRole("tab", { name: "Positional encoding" }).click();
    await page.painted();
    assert.equal(await asked(), 1);
    for (const [position, dimension] of [
      [5, 12],
      [1, 0],
      [0, 1],
    ] as const) {
      await page.pointAt(position, dimension, 14, 64);
      const value = trace.positionValues[0]![position * 64 + dimension]!;
      assert.equal(await page.exactNumber(), value);
      const name = trace.tokens.texts[position]!.replaceAll(" ", "·");
      assert.equal(
        await page.sentence(),
        `position ${position} (${name}), dimension ${dimension}: ${formatValue(value)}`,
      );
    }
  });

  it("may be none", async () => {
    const page = await browser.open();
    await page.show({ ...shape, positions: [] });
    await page.page.getByRole("tab", { name: "Positional encoding" }).click();
    await page.painted();
    assert.match(await page.page.locator(".positions").innerText(), /no positional encoding/);
  });

  it("reports what it painted, and so does the way back", async () => {
    const page = await browser.open();
    await page.show(shape);
    for (const name of ["Positional encoding", "Matrix"]) {
      await page.page.getByRole("tab", { name }).click();
      await page.painted();
    }
    assert.equal((await page.emitted("painted")).length, 3);
  });
});
