import assert from "node:assert/strict";
import { headAttention } from "../../src/attention/heads.js";
import type { HeadPlace } from "../../src/attention/traceGroup.js";
import { formatWeight } from "../../webview/labels.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { pixelAt, readCanvas } from "./canvasPixels.js";
import { attentionRamp, byteOf } from "./expectedColours.js";
import type { OpenPage } from "./openPage.js";
import { crossShape, proseShape, traceOf } from "./traces.js";

const [source, target] = [14, 6];
const shape = crossShape(source, target);
const trace = traceOf(shape);
const cross: HeadPlace = { group: "cross", layer: 1, head: 3 };
const checkedGroup = (page: OpenPage) => page.page.getByRole("radio", { checked: true }).innerText();

describe("An encoder-decoder's attention", () => {
  const browser = new BrowserOfTests();

  it("across is the matrix of target by source, in the map and in every thumbnail", async () => {
    const page = await browser.open();
    const report = await page.show(shape, { view: cross });
    assert.deepEqual([report.group, report.layers, report.heads], ["cross", 4, 8]);
    const ramp = attentionRamp("dark");
    const assertMap = async (canvas: string, weights: Float32Array, [x, y, width, height]: readonly number[]) => {
      const pixels = await readCanvas(page.page.locator(canvas));
      const box = [width! || pixels.width, height! || pixels.height] as const;
      const maximum = Math.max(...weights);
      for (const [cell, weight] of weights.entries()) {
        const [row, column] = [Math.floor(cell / source), cell % source];
        const across = Math.floor(x! + ((column + 0.5) * box[0]) / source);
        const down = Math.floor(y! + ((row + 0.5) * box[1]) / target);
        assert.equal(pixelAt(pixels, across, down), ramp[byteOf(weight, maximum)], `${canvas} ${row} ${column}`);
      }
    };
    await assertMap("canvas.cells", headAttention(trace, cross), [0, 0, 0, 0]);
    const corner = (await page.page.locator("canvas.thumbnails").boundingBox())!;
    for (const [layer, head] of [
      [0, 0],
      [3, 7],
      [2, 5],
    ] as const) {
      const tile = (await page.page.locator(`[data-layer='${layer}'][data-head='${head}']`).boundingBox())!;
      const place = [tile.x - corner.x, tile.y - corner.y, tile.width, tile.height];
      await assertMap("canvas.thumbnails", headAttention(trace, { group: "cross", layer, head }), place);
    }
  });

  it("across says exact weights between the tokens of both sides", async () => {
    const page = await browser.open();
    await page.show(shape, { view: cross });
    for (const [query, key] of [
      [2, 11],
      [5, 0],
      [0, 13],
    ] as const) {
      await page.pointAt(query, key, target, source);
      const weight = headAttention(trace, cross)[query * source + key]!;
      assert.equal(await page.exactNumber(), weight);
      const name = (texts: readonly string[], token: number) => texts[token]!.replaceAll(" ", "·");
      const [read, to] = [name(trace.targetTokens!.texts, query), name(trace.tokens.texts, key)];
      const from = `→ ${name(trace.producedTokens!.texts, query)} (${read})`;
      assert.equal(
        await page.sentence(),
        `${from} attends to ${to} with ${formatWeight(weight)}, cross layer 2 head 4`,
      );
    }
    const values = page.page.locator(".key-list li data");
    assert.equal(await values.count(), 5);
    assert.deepEqual(await page.page.locator(".corner span").allInnerTexts(), [
      "source key\u00a0→",
      "→ produced (read)\u00a0↓",
    ]);
    assert.equal(await page.page.locator(".scroller").getAttribute("aria-rowcount"), String(target));
    assert.equal(await page.page.locator(".scroller").getAttribute("aria-colcount"), String(source));
  });

  it("is picked by keyboard, and the host hears of it", async () => {
    const page = await browser.open();
    await page.show(shape);
    assert.deepEqual(await page.page.getByRole("radio").allInnerTexts(), [
      "Encoder",
      "Decoder",
      "Cross: target → source",
    ]);
    await page.page.getByRole("radio", { name: "Encoder" }).focus();
    await page.page.keyboard.press("ArrowRight");
    await page.painted(({ group }) => group === "decoder");
    await page.page.keyboard.press("ArrowRight");
    await page.painted(({ group }) => group === "cross");
    assert.equal(await checkedGroup(page), "Cross: target → source");
    assert.equal(await page.page.evaluate(() => document.activeElement?.textContent), "Cross: target → source");
    assert.equal(await page.page.locator("[role=radio][tabindex='0']").count(), 1);
    await page.page.keyboard.press("ArrowRight");
    await page.painted(({ group }) => group === "encoder");
    assert.deepEqual(
      ((await page.emitted("headInView")) as HeadPlace[]).map(({ group }) => group),
      ["decoder", "cross", "encoder"],
    );
    assert.equal((await page.page.evaluate(() => window.attentionInspectorHost.readState()))?.view.group, "encoder");
  });

  it("is not to be picked where there is one group", async () => {
    const page = await browser.open();
    await page.show(proseShape(14));
    assert.equal(await page.page.getByRole("radio").count(), 0);
  });

  it("keeps the row in hand from group to group where its tokens are the same", async () => {
    const page = await browser.open();
    await page.show(shape, { view: { group: "decoder", layer: 0, head: 0 } });
    const { x, y } = await page.middleOf(3, 2, target);
    await page.page.mouse.click(x, y);
    await page.page.getByRole("radio", { name: "Cross" }).click();
    await page.painted(({ group }) => group === "cross");
    await page.settle();
    assert.equal(await page.page.locator(".key-list").getAttribute("data-query"), "3");
    await page.page.getByRole("radio", { name: "Encoder" }).click();
    await page.painted(({ group }) => group === "encoder");
    assert.equal(await page.page.locator(".axis .pinned").count(), 0);
  });

  it("reveals tokens of either side that stand for text, and goes to a token where it is a query", async () => {
    const page = await browser.open();
    await page.show(shape, { view: cross });
    await page.page.locator(".axis.rows [data-index='2']").first().click();
    await page.page.locator(".axis.columns [data-index='2']").first().click();
    await page.page.locator(".axis.rows [data-index='5']").first().click();
    assert.deepEqual(await page.emitted("revealToken"), [
      { token: 2, side: "produced" },
      { token: 2, side: "source" },
    ]);
    await page.send("editorSelection", { source: [3], target: [], produced: [1] });
    const marked = (axis: string) =>
      page.page
        .locator(`.axis.${axis} .selected`)
        .evaluateAll((all) => all.map((one) => one.getAttribute("data-index")));
    assert.deepEqual([await marked("rows"), await marked("columns")], [["1"], ["3"]]);
    const moved = { uri: "file:///coffee.txt", title: "tea.txt", ranges: [], fingerprint: "" };
    await page.send("sourceMoved", { source: moved, edited: { source: [], target: [], produced: [4] } });
    assert.deepEqual(
      [
        await page.page.locator(".axis.rows [data-index='4'].edited").count(),
        await page.page.locator(".axis.columns [data-index='4'].edited").count(),
      ],
      [1, 0],
    );
    // A token without a head is one of the source's.
    await page.send("goToToken", { token: 9, view: null });
    await page.painted(({ group }) => group === "encoder");
    assert.ok(await page.page.locator(".axis.rows [data-index='9'].pinned").count());
    await page.send("goToToken", { token: 9, view: cross });
    assert.equal(await checkedGroup(page), "Encoder", "the target has no token 9");
  });
});
