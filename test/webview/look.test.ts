import assert from "node:assert/strict";
import { interpolateCividis, interpolateViridis } from "d3-scale-chromatic";
import type { LayerAndHead } from "../../src/attention/headSet.js";
import { plainRecipe, type Recipe } from "../../src/attention/recipe.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { attentionRamp } from "./expectedColours.js";
import { expectedBytes, expectedMap } from "./expectedMap.js";
import {
  n,
  shape,
  trace,
  place,
  assertPixels,
  assertShows,
  openFilters,
  pick,
  chips,
  all,
  wordUnits,
  filterings,
} from "./filterings.js";

describe("The look bar", () => {
  const browser = new BrowserOfTests();
  const shown = async (options: Parameters<BrowserOfTests["open"]>[0] = {}) => {
    const page = await browser.open(options);
    await page.show(shape, { view: { group: "encoder", ...place } });
    return page;
  };

  for (const { does, act, chip, filters, scale, over } of filterings) {
    it(does, async () => {
      const page = await shown();
      await openFilters(page);
      await act(page);
      await page.painted();
      await page.page.keyboard.press("Escape");
      assert.ok((await chips(page)).includes(chip), (await chips(page)).join("; "));
      await assertShows(page, filters, scale, over);
      await page.page.getByRole("button", { name: `Take away: ${chip}` }).click();
      await page.painted();
      assert.deepEqual(await chips(page), ["weights as computed", "√ scale, per head"]);
    });
  }

  it("shows several filters in their order, and takes all of them away at once", async () => {
    const page = await shown();
    await openFilters(page);
    for (const place of [8, 5, 0, 1, 4]) await filterings[place]!.act(page);
    await page.painted();
    assert.deepEqual(await chips(page), [
      "special tokens dropped, rows sum to 1",
      "words",
      "≥ 0.07",
      "top 3",
      "√ scale, per row",
    ]);
    await page.page.keyboard.press("Escape");
    const units = wordUnits.slice(1, -1);
    await assertShows(page, { units, renormalise: true, threshold: 0.07, topK: 3 }, "squareRoot", "row");
    await openFilters(page);
    await page.page.getByRole("button", { name: "Back to plain" }).click();
    await page.painted();
    assert.deepEqual(await chips(page), ["weights as computed", "√ scale, per head"]);
    const [told] = ((await page.emitted("preferences")) as { recipe: Recipe }[]).slice(-1);
    assert.deepEqual(told!.recipe, plainRecipe);
    await page.page.keyboard.press("Escape");
    await assertShows(page, { units: all });
  });

  it("does not say that weights are as computed where one map is made of several heads", async () => {
    const page = await shown();
    await page.page.locator("[data-layer='1'][data-head='1']").click({ modifiers: ["Control"] });
    await page.painted();
    assert.deepEqual(await chips(page), ["√ scale, per head"]);
    await page.page.getByRole("tab", { name: "Lines" }).click();
    await page.painted();
    assert.deepEqual(await chips(page), ["weights as computed", "√ scale, per head"]);
  });

  for (const [name, colour] of [
    ["Viridis", interpolateViridis],
    ["Cividis", interpolateCividis],
  ] as const) {
    it(`paints with ${name}`, async () => {
      const page = await shown();
      await openFilters(page);
      await pick(page, "Palette", name);
      await page.page.keyboard.press("Escape");
      const ramp = Uint32Array.from({ length: 256 }, (_, byte) => {
        const css = colour(byte / 255);
        const [red, green, blue] = css.startsWith("#")
          ? [1, 3, 5].map((at) => parseInt(css.slice(at, at + 2), 16))
          : css.match(/\d+/g)!.map(Number);
        return ((255 << 24) | (blue! << 16) | (green! << 8) | red!) >>> 0;
      });
      await assertShows(page, { units: all }, "squareRoot", "map", ramp);
    });
  }

  it("combines the heads of the set, and clears it", async () => {
    const source = { uri: "file:///coffee.txt", title: "coffee.txt", ranges: [], fingerprint: "0".repeat(64) };
    const view = { group: "encoder", ...place } as const;
    const set: LayerAndHead[] = [{ layer: 0, head: 0 }, { layer: 0, head: 6 }, place];
    const page = await shown({ state: { source, view, set } });
    const button = page.page.locator(".head-set .chip-open");
    assert.equal((await button.innerText()).trim(), "3 heads, mean");
    const assertCombined = async (heads: LayerAndHead[], combine: "mean" | "max") => {
      const map = expectedMap(trace, heads, combine, { units: all });
      await page.painted();
      await page.settle();
      await assertPixels(page.page.locator("canvas.cells"), expectedBytes(map), attentionRamp("dark"));
      await page.pointAt(7, 3, n);
      const said = await page.exactNumber();
      assert.ok(Math.abs(said - map[7]![3]!) < 1e-7, `${said} and not ${map[7]![3]!}`);
    };
    await assertCombined(set, "mean");
    await button.click();
    await pick(page, "Become one map by", "Maximum");
    await page.page.keyboard.press("Escape");
    assert.equal((await button.innerText()).trim(), "3 heads, maximum");
    await assertCombined(set, "max");
    await button.click();
    await page.page.getByRole("button", { name: "Without layer 1, head 1" }).click();
    await page.page.keyboard.press("Escape");
    await assertCombined(set.slice(1), "max");
    await page.page.getByRole("button", { name: "Show the head in view alone" }).click();
    await page.painted();
    assert.equal(await button.count(), 0);
    await assertShows(page, { units: all });
  });
});
