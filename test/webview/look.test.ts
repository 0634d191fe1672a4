import assert from "node:assert/strict";
import { interpolateCividis, interpolateViridis } from "d3-scale-chromatic";
import type { Locator } from "playwright-core";
import type { LayerAndHead } from "../../src/attention/headSet.js";
import { plainRecipe, type Recipe } from "../../src/attention/recipe.js";
import { formatWeight } from "../../webview/labels.js";
import { assertNothingWrong } from "./axe.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { pixelAt, readCanvas } from "./canvasPixels.js";
import { attentionRamp } from "./expectedColours.js";
import { expectedBytes, expectedMap, tokenUnits, type ExpectedFilters } from "./expectedMap.js";
import type { OpenPage } from "./openPage.js";
import { proseShape, traceOf } from "./traces.js";

const words = " trans|form|ers| read| user|_|name|.|\n| 어|텐|션| ok".split("|");
const n = words.length + 2;
const shape = { id: 1, words, layers: 2, heads: 8, dimension: 64 };
const trace = traceOf(shape);
const place: LayerAndHead = { layer: 1, head: 4 };

/** Asserts that a canvas shows a map in one of its boxes, cell by cell. */
async function assertPixels(
  canvas: Locator,
  bytes: readonly (readonly (readonly [number, number])[])[],
  ramp: Uint32Array,
  box: { x: number; y: number; width: number; height: number } | null = null,
): Promise<void> {
  const pixels = await readCanvas(canvas);
  const { x, y, width, height } = box ?? { x: 0, y: 0, width: pixels.width, height: pixels.height };
  for (const [row, ofRow] of bytes.entries()) {
    for (const [column, either] of ofRow.entries()) {
      const across = Math.floor(x + ((column + 0.5) * width) / ofRow.length);
      const down = Math.floor(y + ((row + 0.5) * height) / bytes.length);
      const colours = either.map((byte) => ramp[byte]);
      assert.ok(colours.includes(pixelAt(pixels, across, down)), `row ${row} column ${column}: byte ${either.join()}`);
    }
  }
}

/** Asserts that the map on screen, its thumbnails and its sentences are those of some filters. */
async function assertShows(
  page: OpenPage,
  filters: ExpectedFilters,
  scale: Recipe["scale"] = "squareRoot",
  over: Recipe["scaledOver"] = "map",
  ramp = attentionRamp("dark"),
): Promise<void> {
  const map = expectedMap(trace, [place], "mean", filters);
  const size = map.length;
  await page.settle();
  await assertPixels(page.page.locator("canvas.cells"), expectedBytes(map, scale, over), ramp);
  const tiles = page.page.locator(".heads-grid canvas").first();
  const corner = (await tiles.boundingBox())!;
  for (const other of [place, { layer: 0, head: 1 }]) {
    const cell = page.page.locator(`[data-layer='${other.layer}'][data-head='${other.head}']`);
    const { x, y, width, height } = (await cell.boundingBox())!;
    // Where cells are wider than a pixel: thumbnails of fewer pixels than cells show the largest of some.
    if (width < 2 * size) continue;
    const bytes = expectedBytes(expectedMap(trace, [other], "mean", filters), scale, over);
    await assertPixels(tiles, bytes, ramp, { x: x - corner.x, y: y - corner.y, width, height });
  }
  for (const [row, column] of [
    [1, 0],
    [0, size - 1],
    [Math.min(5, size - 1), 1],
  ] as const) {
    await page.pointAt(row, column, size);
    const said = await page.exactNumber();
    const expected = map[row]![column]!;
    assert.ok(Math.abs(said - expected) <= 1e-6 * expected, `${row} ${column}: ${said} and not ${expected}`);
    assert.ok((await page.sentence()).includes(` with ${formatWeight(said)},`), await page.sentence());
  }
  await page.page.mouse.move(2, 2);
}

const openFilters = async (page: OpenPage) => {
  await page.page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.page.getByRole("dialog", { name: "Filter" }).waitFor();
};
const pick = (page: OpenPage, group: string, option: string) =>
  page.page.getByRole("radiogroup", { name: group }).getByRole("radio", { name: option, exact: true }).click();
const number = (page: OpenPage, name: string) => page.page.getByRole("spinbutton", { name: `${name}, as a number` });
const chips = (page: OpenPage) => page.page.locator(".recipe > li").allInnerTexts();

interface Filtering {
  readonly does: string;
  readonly act: (page: OpenPage) => Promise<void>;
  readonly chip: string;
  readonly filters: ExpectedFilters;
  readonly scale?: Recipe["scale"];
  readonly over?: Recipe["scaledOver"];
}

const all = tokenUnits(n);
const wordUnits = [[0], [1, 2, 3], [4], [5], [6], [7], [8], [9], [10, 11, 12], [13], [14]];
const identifierUnits = [[0], [1, 2, 3], [4], [5, 6, 7], [8], [9], [10, 11, 12], [13], [14]];
const lineUnits = [[0], [1, 2, 3, 4, 5, 6, 7, 8, 9], [10, 11, 12, 13], [14]];

const filterings: readonly Filtering[] = [
  {
    does: "drops special tokens, and rows sum to 1",
    act: (page) => page.page.getByRole("checkbox", { name: "Drop special tokens" }).check(),
    chip: "special tokens dropped, rows sum to 1",
    filters: { units: tokenUnits(n, true), renormalise: true },
  },
  {
    does: "merges tokens into words",
    act: (page) => pick(page, "Rows and columns", "Words"),
    chip: "words",
    filters: { units: wordUnits },
  },
  {
    does: "merges tokens into identifiers",
    act: (page) => pick(page, "Rows and columns", "Identifiers"),
    chip: "identifiers",
    filters: { units: identifierUnits },
  },
  {
    does: "merges tokens into lines",
    act: (page) => pick(page, "Rows and columns", "Lines"),
    chip: "lines",
    filters: { units: lineUnits },
  },
  {
    does: "shows small weights as 0",
    act: (page) => number(page, "Least weight").fill("0.07"),
    chip: "≥ 0.07",
    filters: { units: all, threshold: 0.07 },
  },
  {
    does: "keeps the strongest keys",
    act: (page) => number(page, "Strongest keys").fill("3"),
    chip: "top 3",
    filters: { units: all, topK: 3 },
  },
  {
    does: "scales linearly",
    act: (page) => pick(page, "Scale", "Linear"),
    chip: "linear scale, per head",
    filters: { units: all },
    scale: "linear",
  },
  {
    does: "scales by the logarithm",
    act: (page) => pick(page, "Scale", "Log"),
    chip: "log scale, per head",
    filters: { units: all },
    scale: "logarithmic",
  },
  {
    does: "gives each row its own scale",
    act: (page) => pick(page, "The last colour stands for", "Row’s largest"),
    chip: "√ scale, per row",
    filters: { units: all },
    over: "row",
  },
];

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

  it("keeps the focus in the filters until they are closed", async () => {
    const page = await shown();
    const dialog = page.page.getByRole("dialog", { name: "Filter" });
    const button = page.page.getByRole("button", { name: "Filter", exact: true });
    const inside = () => page.page.evaluate(() => document.activeElement!.closest("[role=dialog]") !== null);
    await button.focus();
    await page.page.keyboard.press("Enter");
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
    assert.equal(await dialog.count(), 1);
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
