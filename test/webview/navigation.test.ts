import assert from "node:assert/strict";
import { BrowserOfTests } from "./browserOfTests.js";
import type { OpenPage } from "./openPage.js";
import { keysByWeight, proseShape, traceOf, weightOf } from "./traces.js";

/** Picks an option of one of the toolkit's dropdowns as a person does. */
async function pick(page: OpenPage, dropdown: string, option: string): Promise<void> {
  await page.page.getByRole("combobox", { name: dropdown }).click();
  await page.page.getByRole("option", { name: option, exact: true }).click();
}

describe("Finding one's way", () => {
  const browser = new BrowserOfTests();
  const shape = proseShape(14);
  const trace = traceOf(shape);

  it("picks a layer and a head from lists", async () => {
    const page = await browser.open();
    await page.show(shape);
    await pick(page, "Layer", "Layer 3");
    await pick(page, "Head", "Head 6");
    await page.painted(({ layer, head }) => layer === 2 && head === 5);
    assert.deepEqual(await page.emitted("headInView"), [
      { group: "encoder", layer: 2, head: 0 },
      { group: "encoder", layer: 2, head: 5 },
    ]);
    await page.pointAt(1, 1, 14);
    assert.equal(await page.exactNumber(), weightOf(trace, 2, 5, 1, 1));
  });

  it("brings a thumbnail's head into view, and the lists follow", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.page.locator("[data-layer='1'][data-head='7']").click();
    await page.painted(({ layer, head }) => layer === 1 && head === 7);
    const shown = await page.page
      .locator("attention-dropdown[role=combobox]")
      .evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value));
    assert.deepEqual(shown, ["1", "7"]);
    assert.equal(
      await page.page.locator("[aria-selected=true].head-cell").getAttribute("aria-label"),
      await page.page.locator("[data-layer='1'][data-head='7']").getAttribute("aria-label"),
    );
  });

  it("shows the head in view in the lists, whatever encoder comes next", async () => {
    const page = await browser.open();
    const shown = () => page.page.locator("attention-dropdown .selected-value").allInnerTexts();
    const encoders = [
      [2, 3],
      [12, 12],
      [1, 2],
      [6, 8],
    ] as const;
    for (const [place, [layers, heads]] of encoders.entries()) {
      const view = { group: "encoder", layer: layers - 1, head: heads - 1 } as const;
      await page.show(proseShape(10, place + 1, layers, heads), { view });
      await page.settle();
      assert.deepEqual(await shown(), [`Layer ${layers}`, `Head ${heads}`]);
    }
  });

  it("reveals a token when its label is clicked, on either axis", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.page.locator(".axis.rows [data-index='3']").first().click();
    await page.page.locator(".axis.columns [data-index='6']").first().click();
    assert.deepEqual(await page.emitted("revealToken"), [
      { token: 3, side: "source" },
      { token: 6, side: "source" },
    ]);
  });

  it("reveals neither special tokens nor edited ones", async () => {
    const page = await browser.open();
    await page.show(shape);
    const source = { uri: "file:///coffee.txt", title: "tea.txt", ranges: [], fingerprint: "" };
    await page.send("sourceMoved", { source, edited: { source: [4, 5], target: [], produced: [] } });
    assert.equal(await page.page.locator("h1").innerText(), "tea.txt");
    assert.ok(await page.page.locator(".axis.rows [data-index='4'].edited").count());
    await page.page.locator(".axis.rows [data-index='4']").first().click();
    await page.page.locator(".axis.rows [data-index='0']").first().click();
    await page.page.locator(".axis.rows [data-index='6']").first().click();
    assert.deepEqual(await page.emitted("revealToken"), [{ token: 6, side: "source" }]);
  });

  it("marks the tokens that the editor's selection touches", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.send("editorSelection", { source: [3, 4], target: [], produced: [] });
    const marked = await page.page
      .locator(".axis.rows .selected")
      .evaluateAll((all) => all.map((one) => one.getAttribute("data-index")));
    assert.deepEqual(marked, ["3", "4"]);
    await page.send("editorSelection", { source: [], target: [], produced: [] });
    assert.equal(await page.page.locator(".axis .selected").count(), 0);
    // A selection of everything points at nothing.
    const all = Array.from({ length: 12 }, (_, index) => index + 1);
    await page.send("editorSelection", { source: all, target: [], produced: [] });
    assert.equal(await page.page.locator(".axis .selected").count(), 0);
  });

  it("scrolls to the editor's selection when none of it is on screen", async () => {
    const page = await browser.open();
    await page.show(proseShape(128));
    await page.page.locator(".scroller").focus();
    for (let press = 0; press < 5; press++) await page.page.keyboard.press("+");
    await page.page.locator(".scroller").evaluate((scroller) => scroller.scrollTo(0, 0));
    await page.settle();
    await page.send("editorSelection", { source: [120], target: [], produced: [] });
    assert.ok(await page.page.locator(".axis.rows [data-index='120']").count());
    assert.ok(await page.page.locator(".axis.columns [data-index='120']").count());
  });

  it("goes to a token in a head, and says what it attends to most there", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.page.getByRole("tab", { name: "Positional encoding" }).click();
    await page.send("goToToken", { token: 9, view: { group: "encoder", layer: 3, head: 4 } });
    await page.painted(({ layer, head }) => layer === 3 && head === 4);
    await page.settle();
    const [key] = keysByWeight(trace, 3, 4, 9);
    assert.equal(await page.exactNumber(), weightOf(trace, 3, 4, 9, key!));
    assert.match(await page.sentence(), /attends most to .*, layer 4 head 5$/);
    assert.ok(await page.page.locator(".axis.rows [data-index='9'].pinned").count());
    await page.send("goToToken", { token: 2, view: null });
    assert.match(await page.sentence(), /^·cat attends most to .*, layer 4 head 5$/);
    await page.send("goToToken", { token: 99, view: null });
    assert.match(await page.sentence(), /^·cat /);
  });

  it("brings the map on screen when it goes to a token in a low and narrow panel", async () => {
    const page = await browser.open({ width: 400, height: 450 });
    await page.show(shape);
    await page.send("goToToken", { token: 9, view: null });
    const inView = await page.page.locator(".scroller").evaluate((map) => {
      const { top, bottom } = map.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight + 1;
    });
    assert.ok(inView);
  });

  it("keeps where one is, and nothing of the text", async () => {
    const page = await browser.open();
    await page.show(shape, { title: "coffee.txt" });
    await page.page.locator("[data-layer='2'][data-head='1']").click();
    const kept = await page.page.evaluate(() => window.attentionInspectorHost.readState());
    assert.deepEqual(kept?.view, { group: "encoder", layer: 2, head: 1 });
    assert.deepEqual(Object.keys(kept).sort(), ["pins", "set", "source", "view"]);
    assert.deepEqual([kept.set, kept.pins], [[{ layer: 2, head: 1 }], []]);
    assert.deepEqual(Object.keys(kept.source).sort(), ["fingerprint", "ranges", "title", "uri"]);
    const source = { ...kept.source, title: "moved.txt" };
    await page.send("sourceMoved", { source, edited: { source: [], target: [], produced: [] } });
    assert.equal(
      (await page.page.evaluate(() => window.attentionInspectorHost.readState()))?.source.title,
      "moved.txt",
    );
    const again = await browser.open({ state: kept });
    assert.equal(await again.page.locator(".empty .hint").innerText(), "Bringing back coffee.txt…");
    assert.deepEqual(await again.emitted("ready"), [{}]);
  });

  it("opens a trace at the view it comes with, within what the encoder has", async () => {
    const page = await browser.open();
    const report = await page.show(shape, { view: { group: "encoder", layer: 11, head: 3 } });
    assert.deepEqual([report.layer, report.head], [3, 3]);
    assert.deepEqual(await page.emitted("headInView"), []);
  });
});

describe("Finding one's way by keyboard", () => {
  const browser = new BrowserOfTests();
  const shape = proseShape(14);
  const trace = traceOf(shape);
  const cell = async (page: OpenPage) => {
    await page.settle();
    const sentence = page.page.locator(".sentence");
    return [Number(await sentence.getAttribute("data-query")), Number(await sentence.getAttribute("data-key"))];
  };

  it("walks the map's cells, layers and heads", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.page.locator(".scroller").focus();
    const walk: readonly (readonly [string, readonly number[]])[] = [
      ["ArrowDown", [0, 0]],
      ["ArrowDown", [1, 0]],
      ["ArrowRight", [1, 1]],
      ["End", [1, 13]],
      ["ArrowRight", [1, 13]],
      ["Home", [1, 0]],
      ["Control+End", [13, 13]],
      ["ArrowUp", [12, 13]],
      ["Control+Home", [0, 0]],
    ];
    for (const [key, expected] of walk) {
      await page.page.keyboard.press(key);
      assert.deepEqual(await cell(page), expected, key);
    }
    await page.page.keyboard.press("PageDown");
    await page.painted(({ layer }) => layer === 1);
    await page.page.keyboard.press("Shift+PageDown");
    await page.painted(({ layer, head }) => layer === 1 && head === 1);
    await page.page.keyboard.press("PageUp");
    await page.page.keyboard.press("PageUp");
    await page.painted(({ layer, head }) => layer === 0 && head === 1);
    assert.equal(await page.exactNumber(), weightOf(trace, 0, 1, 0, 0));
  });

  it("names the cell in hand to a screen reader", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.page.locator(".scroller").focus();
    await page.page.keyboard.press("ArrowDown");
    await page.page.keyboard.press("ArrowDown");
    await page.settle();
    const named = await page.page.locator(".scroller").evaluate((grid) => {
      const active = document.getElementById(grid.getAttribute("aria-activedescendant")!)!;
      return {
        role: active.getAttribute("role"),
        text: active.textContent,
        row: active.parentElement!.getAttribute("aria-rowindex"),
      };
    });
    assert.equal(named.role, "gridcell");
    assert.equal(named.row, "2");
    assert.match(named.text, /^·The attends to <s> with [\d.]+, layer 1 head 1$/);
  });

  it("keeps a row with Enter, which shows the query in the editor, and lets go with Escape", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.page.locator(".scroller").focus();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "Enter"]) await page.page.keyboard.press(key);
    assert.deepEqual(await page.emitted("revealToken"), [{ token: 2, side: "source" }]);
    assert.ok(await page.page.locator(".axis.rows [data-index='2'].pinned").count());
    await page.page.keyboard.press("Escape");
    await page.settle();
    assert.equal(await page.page.locator(".pinned").count(), 0);
  });

  it("walks the thumbnails with one tab stop, and opens one with Enter", async () => {
    const page = await browser.open();
    await page.show(shape);
    assert.equal(await page.page.locator(".head-cell[tabindex='0']").count(), 1);
    await page.page.locator(".head-cell[tabindex='0']").focus();
    for (const key of ["ArrowDown", "ArrowRight", "ArrowRight", "End", "ArrowLeft"])
      await page.page.keyboard.press(key);
    assert.equal(await page.page.locator(".head-cell[tabindex='0']").count(), 1);
    assert.deepEqual(await page.emitted("headInView"), []);
    assert.match(await page.page.locator(".caption").innerText(), /^L2 H7 /);
    await page.page.keyboard.press("Enter");
    await page.painted(({ layer, head }) => layer === 1 && head === 6);
  });

  it("zooms with plus, minus and nought, and with Ctrl and the wheel about the pointer", async () => {
    const page = await browser.open();
    await page.show(proseShape(64));
    const extent = () => page.page.locator(".extent").evaluate((one) => (one as HTMLElement).offsetWidth);
    const fitted = await extent();
    await page.page.locator(".scroller").focus();
    await page.page.keyboard.press("+");
    await page.settle();
    assert.ok((await extent()) > fitted * 1.3);
    await page.page.keyboard.press("0");
    await page.settle();
    assert.equal(await extent(), fitted);
    // Once the map is larger than its room on both sides, what is under the pointer stays there.
    for (let press = 0; press < 3; press++) await page.page.keyboard.press("+");
    const box = (await page.page.locator(".window").boundingBox())!;
    const before = { x: box.x + box.width * 0.7, y: box.y + box.height * 0.3 };
    await page.page.mouse.move(before.x, before.y);
    const under = await cell(page);
    await page.page.keyboard.down("Control");
    for (let turn = 0; turn < 4; turn++) await page.page.mouse.wheel(0, -100);
    await page.page.keyboard.up("Control");
    await page.page.waitForTimeout(100);
    assert.ok((await extent()) > fitted * 4);
    assert.deepEqual(await cell(page), under);
    await page.page.mouse.move(before.x + 1, before.y + 1);
    assert.deepEqual(await cell(page), under);
  });

  it("changes tabs with arrows", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.page.getByRole("tab", { name: "Matrix" }).focus();
    await page.page.keyboard.press("ArrowLeft");
    await page.page.keyboard.press("ArrowLeft");
    assert.equal(await page.page.getByRole("tab", { selected: true }).innerText(), "Positional encoding");
    assert.equal(await page.page.evaluate(() => document.activeElement?.textContent), "Positional encoding");
  });
});
