import assert from "node:assert/strict";
import { headAttention } from "../../src/attention/heads.js";
import { headStatistics, statisticsOfHead, type HeadStatistic } from "../../src/attention/headStatistics.js";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import type { ExportRequest } from "../../src/protocol/exportProtocol.js";
import { formatStatistic } from "../../webview/labels.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { pixelAt, readCanvas } from "./canvasPixels.js";
import { attentionRamp, byteOf } from "./expectedColours.js";
import type { OpenPage } from "./openPage.js";
import { proseShape, traceOf } from "./traces.js";

const shape = proseShape(14);
const trace = traceOf(shape);
const [layers, heads] = [4, 8];

/** The heads in the order of their cells. */
const cells = (page: OpenPage) =>
  page.page
    .locator(".head-cell")
    .evaluateAll((all) => all.map((one) => [Number(one.dataset.layer), Number(one.dataset.head)] as const));

/** Asserts that a head's thumbnail is drawn where its cell is. */
async function assertTile(page: OpenPage, of: ReturnType<typeof traceOf>, layer: number, head: number) {
  const canvas = page.page.locator("canvas.thumbnails");
  const corner = (await canvas.boundingBox())!;
  const tile = (await page.page.locator(`[data-layer='${layer}'][data-head='${head}']`).boundingBox())!;
  const pixels = await readCanvas(canvas);
  const weights = headAttention(of, { group: "encoder", layer, head });
  const n = Math.sqrt(weights.length);
  const maximum = Math.max(...weights);
  const ramp = attentionRamp("dark");
  for (let cell = 0; cell < weights.length; cell += 3) {
    const x = Math.floor(tile.x - corner.x + (((cell % n) + 0.5) * tile.width) / n);
    const y = Math.floor(tile.y - corner.y + ((Math.floor(cell / n) + 0.5) * tile.height) / n);
    assert.equal(pixelAt(pixels, x, y), ramp[byteOf(weights[cell]!, maximum)], `L${layer} H${head} cell ${cell}`);
  }
}

const setInView = (page: OpenPage) =>
  page.page.evaluate(() => window.attentionInspectorHost.readState()!.set!.map(({ layer, head }) => [layer, head]));

describe("All heads at once", () => {
  const browser = new BrowserOfTests();

  async function opened(of = shape, size = { width: 900, height: 800 }) {
    const page = await browser.open(size);
    await page.show(of);
    await page.page.getByRole("tab", { name: "Model" }).click();
    await page.painted();
    await page.settle();
    return page;
  }

  for (const statistic of ["entropy", "previous", "special"] as const satisfies readonly HeadStatistic[]) {
    it(`are sorted by ${statistic}, either way, and each tile is its head's`, async () => {
      const page = await opened();
      const values = Array.from({ length: layers * heads }, (_, index) => {
        return statisticsOfHead(trace, "encoder", Math.floor(index / heads), index % heads)[statistic];
      });
      const sorted = (sign: number) =>
        values
          .map((value, index) => ({ value: Math.fround(value), index }))
          .sort((one, other) => sign * (one.value - other.value) || one.index - other.index)
          .map(({ index }) => [Math.floor(index / heads), index % heads]);
      await page.page.getByRole("combobox", { name: "Sort by" }).selectOption(statistic);
      await page.page.locator("button[aria-label^='Largest first']").waitFor();
      await page.settle();
      await page.settle();
      assert.deepEqual(await cells(page), sorted(-1));
      for (const [layer, head] of (await cells(page)).slice(0, 2)) await assertTile(page, trace, layer, head);
      await page.page.getByRole("button", { name: "Largest first" }).click();
      await page.settle();
      assert.deepEqual(await cells(page), sorted(1));
      const told = (await page.emitted("preferences")) as { sort: unknown }[];
      assert.deepEqual(told.at(-1)!.sort, { by: statistic, descending: false });
    });
  }

  it("stand by layer and head again, as the workspace remembers it", async () => {
    const page = await browser.open();
    await page.send("preferences", { ...defaultPreferences, open: "model", sort: { by: "next", descending: true } });
    await page.show(shape);
    await page.settle();
    assert.equal(await page.page.getByRole("combobox", { name: "Sort by" }).inputValue(), "next");
    assert.notDeepEqual((await cells(page)).slice(0, 2), [
      [0, 0],
      [0, 1],
    ]);
    await page.page.getByRole("combobox", { name: "Sort by" }).selectOption("place");
    await page.settle();
    const byPlace = Array.from({ length: layers * heads }, (_, index) => [Math.floor(index / heads), index % heads]);
    assert.deepEqual(await cells(page), byPlace);
    for (const [layer, head] of [
      [0, 0],
      [3, 7],
    ] as const) {
      await assertTile(page, trace, layer, head);
    }
  });

  it("fill the room, up to 160 pixels a tile, and fit it beside another view", async () => {
    const page = await opened();
    const tile = page.page.locator(".head-cell").first();
    assert.ok((await tile.boundingBox())!.width > 90);
    await page.show(proseShape(14, 2, 2, 2));
    await page.settle();
    assert.equal((await tile.boundingBox())!.width, 160);
    await page.show(proseShape(14, 3, 12, 12));
    await page.page.getByRole("tab", { name: "Matrix" }).click();
    for (const split of [0.2, 0.36, 0.6]) {
      await page.send("preferences", { ...defaultPreferences, split });
      const box = page.page.locator(".heads-box");
      const [content, room] = await box.evaluate((one) => [one.scrollHeight, one.clientHeight]);
      assert.ok(content <= room, `${split}: ${content} in ${room}`);
    }
  });

  it("open in the map when clicked, and with Ctrl are added and taken away", async () => {
    const page = await opened();
    const cell = (layer: number, head: number) => page.page.locator(`[data-layer='${layer}'][data-head='${head}']`);
    await cell(1, 3).click({ modifiers: ["Control"] });
    assert.equal(await page.page.getByRole("tab", { selected: true }).innerText(), "Model");
    assert.deepEqual(await setInView(page), [
      [0, 0],
      [1, 3],
    ]);
    assert.equal(await page.page.locator(".head-cell[aria-selected=true]").count(), 2);
    assert.equal(await page.page.locator(".head-cell[aria-current=true]").getAttribute("data-head"), "3");
    // A corner of the focus's colour marks each of several; a head by itself has none.
    const cornerOf = async (layer: number, head: number) => {
      const corner = (await page.page.locator("canvas.tile-marks").boundingBox())!;
      const box = (await cell(layer, head).boundingBox())!;
      const pixels = await readCanvas(page.page.locator("canvas.tile-marks"));
      return pixelAt(pixels, box.x - corner.x + box.width - 3, box.y - corner.y + 2);
    };
    assert.equal(await cornerOf(0, 0), 0xffd47800);
    assert.equal(await cornerOf(1, 3), 0xffd47800);
    assert.notEqual(await cornerOf(2, 2), 0xffd47800);
    await cell(0, 0).click({ modifiers: ["Control"] });
    assert.deepEqual(await setInView(page), [[1, 3]]);
    await page.settle();
    assert.notEqual(await cornerOf(1, 3), 0xffd47800);
    await cell(2, 5).click();
    await page.painted(({ layer, head }) => layer === 2 && head === 5);
    assert.equal(await page.page.getByRole("tab", { selected: true }).innerText(), "Matrix");
    assert.deepEqual(await setInView(page), [[2, 5]]);
  });

  it("are chosen by layer, or all of them, by mouse and by keyboard", async () => {
    const page = await opened();
    const ofLayer = (layer: number) => Array.from({ length: heads }, (_, head) => [layer, head]);
    await page.page.getByRole("rowheader", { name: "L3" }).getByRole("button").click();
    assert.deepEqual(await setInView(page), ofLayer(2));
    await page.page
      .getByRole("rowheader", { name: "L1" })
      .getByRole("button")
      .click({ modifiers: ["Control"] });
    assert.deepEqual(await setInView(page), [...ofLayer(2), ...ofLayer(0)]);
    await page.page.locator(".head-cell[data-layer='1'][data-head='0']").focus();
    await page.page.locator(".head-cell[tabindex='0']").focus();
    for (const key of ["Home", "ArrowDown", "ArrowLeft", "Enter"]) await page.page.keyboard.press(key);
    assert.deepEqual(await setInView(page), ofLayer(1));
    assert.equal(await page.page.evaluate(() => document.activeElement!.textContent), "L2");
    await page.page.keyboard.press("ArrowRight");
    await page.page.keyboard.press("Control+Enter");
    assert.deepEqual(await setInView(page), ofLayer(1).slice(1));
    await page.page.getByRole("button", { name: "All together" }).click();
    assert.equal((await setInView(page)).length, layers * heads);
    assert.ok(await page.page.getByRole("button", { name: "All together" }).isDisabled());
  });

  it("say their statistics where the pointer rests", async () => {
    const page = await opened();
    await page.page.locator("[data-layer='2'][data-head='6']").hover();
    await page.page.locator(".head-tip dd").first().waitFor();
    await page.settle();
    const expected = statisticsOfHead(trace, "encoder", 2, 6);
    const names = await page.page.locator(".head-tip dt").allInnerTexts();
    assert.equal(names.length, headStatistics.length);
    assert.deepEqual(
      await page.page.locator(".head-tip dd").allInnerTexts(),
      headStatistics.map((statistic) => formatStatistic(Math.fround(expected[statistic]))),
    );
    const box = (await page.page.locator(".head-tip").boundingBox())!;
    assert.ok(box.x >= 0 && box.x + box.width <= 900 && box.y >= 0 && box.y + box.height <= 800);
    await page.page.mouse.move(2, 2);
    assert.equal(await page.page.locator(".head-tip").count(), 0);
  });

  it("say how cells were pooled and scaled", async () => {
    const page = await browser.open();
    const note = page.page.locator(".tiles-note");
    await page.show(shape);
    assert.equal(
      (await note.innerText()).trim(),
      "A cell is one weight. Each head has a square-root scale of its own.",
    );
    await page.show(proseShape(100, 2));
    const recipe = { ...defaultPreferences.recipe, pooling: "mean", scale: "linear", scaledOver: "row" } as const;
    await page.send("preferences", { ...defaultPreferences, recipe });
    assert.equal(
      (await note.innerText()).trim(),
      "A cell is the mean weight of its block of tokens. Each row of a head has a linear scale of its own.",
    );
  });

  it("are thousands without thousands of elements, and each is found by pointer and by keyboard", async () => {
    const many = { ...proseShape(6, 1, 48, 64), dimension: 64 };
    const page = await opened(many, { width: 1200, height: 900 });
    const nodes = () =>
      page.page.evaluate(() => {
        const walker = document.createTreeWalker(document.body);
        let count = 0;
        while (walker.nextNode()) count++;
        return count;
      });
    assert.ok((await nodes()) <= 1500, `${await nodes()} nodes`);
    assert.equal(await page.page.locator(".head-cell").count(), 1);
    await page.page.locator(".head-cell").focus();
    for (const key of ["PageDown", "End", "ArrowUp"]) await page.page.keyboard.press(key);
    const at = await page.page.evaluate(() => {
      const { layer, head } = (document.activeElement as HTMLElement).dataset;
      return { layer, head };
    });
    assert.deepEqual(at, { layer: "46", head: "63" });
    await page.settle();
    await assertTile(page, traceOf(many), 46, 63);
    await page.page.getByRole("combobox", { name: "Sort by" }).selectOption("largest");
    await page.settle();
    await page.settle();
    assert.ok((await nodes()) <= 1500, `${await nodes()} nodes`);
    await page.page.getByRole("combobox", { name: "Sort by" }).selectOption("place");
    await page.page.locator(".heads-box").evaluate((box) => box.scrollTo(0, 0));
    const column = (await page.page
      .getByRole("columnheader")
      .nth(1 + 3)
      .boundingBox())!;
    const row = (await page.page.getByRole("rowheader").nth(2).boundingBox())!;
    await page.page.mouse.click(column.x + 4, row.y + 4);
    await page.painted(({ layer, head }) => layer === 2 && head === 3);
  });

  it("are taken out as a picture, with all their names, and as a table of statistics", async () => {
    const page = await opened();
    await page.page.getByRole("combobox", { name: "Sort by" }).selectOption("entropy");
    await page.settle();
    await page.settle();
    await page.page.getByRole("button", { name: "Export" }).click();
    await page.page.getByRole("menuitem", { name: "SVG", exact: true }).click();
    await page.settle();
    const { texts, rasters, table, title } = await page.page.evaluate(() => {
      const call = window.attentionInspectorHost.calls.find(({ method }) => method === "exportView")!;
      const { figure, table: asked } = call.request as ExportRequest;
      return {
        texts: figure!.marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : [])),
        rasters: figure!.marks.flatMap((mark) => (mark.kind === "raster" ? [`${mark.rows} × ${mark.columns}`] : [])),
        table: asked,
        title: figure!.title,
      };
    });
    assert.deepEqual(table, { kind: "statistics" });
    assert.equal(title, "Attention of 4 layers with 8 heads each, sorted by: Entropy");
    for (const text of ["L1 H1", "L4 H8", "largest of each", "Each head has a square-root scale of its own."])
      assert.ok(texts.includes(text), text);
    assert.ok(texts.includes(formatStatistic(Math.fround(statisticsOfHead(trace, "encoder", 0, 7).entropy))));
    // And the legend's.
    assert.equal(rasters.filter((size) => size === "14 × 14").length, layers * heads);
  });
});
