import assert from "node:assert/strict";
import type { LayerAndHead } from "../../src/attention/headSet.js";
import { type Recipe } from "../../src/attention/recipe.js";
import { assertNothingWrong } from "./axe.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { proseShape } from "./traces.js";
import { shape, place, assertShows, openFilters, number, chips, all, filterings } from "./filterings.js";

describe("The filters", () => {
  const browser = new BrowserOfTests();
  const shown = async (options: Parameters<BrowserOfTests["open"]>[0] = {}) => {
    const page = await browser.open(options);
    await page.show(shape, { view: { group: "encoder", ...place } });
    return page;
  };

  it("tells how thumbnails are pooled where there is something to pool", async () => {
    const page = await browser.open();
    await page.show(proseShape(65));
    assert.deepEqual(await chips(page), ["weights as computed", "√ scale, per head", "thumbnails: largest"]);
    await page.page.locator("[data-step=pooling] .chip-open").click();
    assert.equal(await page.page.evaluate(() => document.activeElement!.textContent), "Largest");
    await page.page.keyboard.press("ArrowRight");
    await page.painted();
    assert.equal((await chips(page)).at(-1), "thumbnails: mean");
    const calls = await page.page.evaluate(() => window.attentionInspectorHost.calls);
    const asked = calls.filter(({ method }) => method === "thumbnails").at(-1)!.request as { recipe: Recipe };
    assert.equal(asked.recipe.pooling, "mean");
  });

  it("is undone as one step where a slider was dragged", async () => {
    const page = await shown();
    await openFilters(page);
    const slider = page.page.getByRole("slider", { name: "Least weight" });
    const box = (await slider.boundingBox())!;
    const middle = box.y + box.height / 2;
    await page.page.mouse.move(box.x + 4, middle);
    await page.page.mouse.down();
    for (let step = 1; step <= 10; step++) await page.page.mouse.move(box.x + step * (box.width / 14), middle);
    await page.page.mouse.up();
    await page.painted();
    const threshold = Number(await number(page, "Least weight").inputValue());
    assert.ok(threshold > 0.005 && threshold < 0.1, String(threshold));
    assert.ok((await chips(page)).includes(`≥ ${threshold}`));
    // A second drag is another step, though it is of the same slider.
    await page.page.mouse.move(box.x + 10 * (box.width / 14), middle);
    await page.page.mouse.down();
    for (let step = 11; step <= 13; step++) {
      await page.page.mouse.move(box.x + step * (box.width / 14), middle);
      // However long it rests under way.
      if (step === 11) await page.page.waitForTimeout(1100);
    }
    await page.page.mouse.up();
    await page.painted();
    await page.page.keyboard.press("Control+z");
    await page.painted();
    assert.equal(Number(await number(page, "Least weight").inputValue()), threshold);
    await page.page.keyboard.press("Control+z");
    await page.painted();
    assert.equal(await number(page, "Least weight").inputValue(), "0");
    assert.ok(await page.page.locator("[data-step=undo]").isDisabled());
  });

  it("asks for no picture while a slider is dragged before the last one is there", async () => {
    const page = await shown();
    await openFilters(page);
    const asked = () =>
      page.page.evaluate(() =>
        window.attentionInspectorHost.calls
          .filter(({ method }) => method === "heatMap")
          .map(({ request }) => request as { recipe: Recipe; heads: { heads: LayerAndHead[] } })
          // Those beside it are fetched in advance, once it is there.
          .filter(({ heads: { heads } }) => heads[0]!.layer === 1 && heads[0]!.head === 4)
          .map(({ recipe }) => recipe.threshold),
      );
    const before = (await asked()).length;
    // As a slow computer: no answer comes until the drag is over.
    const values = await page.page.getByRole("slider", { name: "Least weight" }).evaluate(async (slider) => {
      const input = slider as HTMLInputElement;
      const frame = () => new Promise(requestAnimationFrame);
      window.attentionInspectorHost.hold("heatMap");
      for (let stop = 10; stop < 20; stop++) {
        input.value = String(stop);
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await frame();
      }
      window.attentionInspectorHost.release();
      for (let wait = 0; wait < 10; wait++) await frame();
      return document.querySelector<HTMLInputElement>("#filter-threshold")!.value;
    });
    await page.painted();
    const thresholds = (await asked()).slice(before);
    assert.ok(thresholds.length <= 2, thresholds.join());
    assert.equal(String(thresholds.at(-1)), values);
    assert.equal(values, "0.006");
  });

  it("takes a number as it is typed, and none that makes no sense", async () => {
    const page = await shown();
    await openFilters(page);
    const least = number(page, "Least weight");
    await least.focus();
    await page.page.keyboard.press("Control+a");
    await page.page.keyboard.type("0.02");
    assert.equal(await least.inputValue(), "0.02");
    assert.ok((await chips(page)).includes("≥ 0.02"));
    await least.fill("2");
    assert.ok((await chips(page)).includes("≥ 0.02"));
    await page.page.keyboard.press("Tab");
    assert.equal(await least.inputValue(), "0.02");
    const keys = number(page, "Strongest keys");
    await keys.fill("8");
    assert.ok((await chips(page)).includes("top 8"));
    await keys.fill("");
    await page.page.keyboard.press("Tab");
    await page.painted();
    assert.equal((await chips(page)).filter((text) => text.startsWith("top")).length, 0);
  });

  it("says so where everything is under the threshold, and the way back", async () => {
    const page = await shown();
    await openFilters(page);
    await number(page, "Least weight").fill("1");
    await page.painted();
    await page.page.keyboard.press("Escape");
    assert.match(
      await page.page.locator(".nothing-left").innerText(),
      /^Every weight is below 1: all are shown as 0\./,
    );
    await page.page.getByRole("button", { name: "Show every weight" }).click();
    await page.painted();
    assert.equal((await page.page.locator(".nothing-left").innerText()).trim(), "");
    await assertShows(page, { units: all });
  });

  it("leaves tokens that all stand for no text as they are", async () => {
    const page = await browser.open();
    await page.show({ ...shape, words: [] });
    await openFilters(page);
    await page.page.getByRole("checkbox", { name: "Drop special tokens" }).check();
    await page.painted();
    await page.page.keyboard.press("Escape");
    assert.equal(await page.page.locator(".scroller").getAttribute("aria-rowcount"), "2");
  });

  it("keeps the focus in the filters until they are closed", async () => {
    const page = await shown();
    const dialog = page.page.getByRole("dialog", { name: "Filter" });
    const button = page.page.getByRole("button", { name: "Filter", exact: true });
    const inside = () => page.page.evaluate(() => document.activeElement!.closest("[role=dialog]") !== null);
    await button.focus();
    await page.page.keyboard.press("Enter");
    await dialog.waitFor();
    await page.settle();
    assert.equal(await button.getAttribute("aria-expanded"), "true");
    const stops = new Set<string>();
    for (let press = 0; press < 14; press++) {
      assert.ok(await inside());
      stops.add(await page.page.evaluate(() => document.activeElement!.outerHTML));
      await page.page.keyboard.press("Tab");
    }
    assert.ok(stops.size >= 9 && stops.size < 14, String(stops.size));
    await page.page.keyboard.press("Escape");
    assert.equal(await dialog.count(), 0);
    assert.ok(await button.evaluate((element) => element === document.activeElement));
    await page.page.keyboard.press("f");
    await dialog.waitFor();
    await page.settle();
    await page.page.mouse.click(600, 640);
    assert.equal(await dialog.count(), 0);
    // A step opens what changes it.
    await page.page.locator("[data-step=scale] .chip-open").click();
    assert.equal(await page.page.evaluate(() => document.activeElement!.getAttribute("title")), "Square root");
  });

  for (const theme of ["dark", "light", "hcDark", "hcLight"] as const) {
    it(`gives axe nothing to object to, with the filters open (${theme})`, async () => {
      const page = await shown({ theme });
      await openFilters(page);
      for (const { act } of filterings) await act(page);
      await page.painted();
      await assertNothingWrong(page, ["header", ".view-tabs", ".look-bar", ".popover"]);
    });
  }

  it("fits the window at any width", async () => {
    for (const width of [280, 400, 640, 1400]) {
      const page = await shown({ width, height: 500 });
      await openFilters(page);
      for (const { act } of filterings) await act(page);
      await page.painted();
      const [wide, { x, y, right, bottom }] = await page.page.evaluate(() => {
        const { x, y, right, bottom } = document.querySelector(".popover")!.getBoundingClientRect();
        return [document.documentElement.scrollWidth, { x, y, right, bottom }] as const;
      });
      assert.ok(wide <= width, `${wide} of ${width}`);
      assert.ok(x >= 0 && y >= 0 && right <= width && bottom <= 500, JSON.stringify({ width, x, y, right, bottom }));
    }
  });
});
