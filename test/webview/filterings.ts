import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { LayerAndHead } from "../../src/attention/headSet.js";
import { type Recipe } from "../../src/attention/recipe.js";
import { formatWeight } from "../../webview/labels.js";
import { pixelAt, readCanvas } from "./canvasPixels.js";
import { attentionRamp } from "./expectedColours.js";
import { expectedBytes, expectedMap, tokenUnits, type ExpectedFilters } from "./expectedMap.js";
import type { OpenPage } from "./openPage.js";
import { traceOf } from "./traces.js";

const words = " trans|form|ers| read| user|_|name|.|\n| 어|텐|션| ok".split("|");
/** Tokens of the trace that is filtered: words of parts, an identifier, two lines, and special tokens at both ends. */
export const n = words.length + 2;
export const shape = { id: 1, words, layers: 2, heads: 8, dimension: 64 };
export const trace = traceOf(shape);
export const place: LayerAndHead = { layer: 1, head: 4 };

/** Asserts that a canvas shows a map in one of its boxes, cell by cell. */
export async function assertPixels(
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
export async function assertShows(
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

export const openFilters = async (page: OpenPage) => {
  await page.page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.page.getByRole("dialog", { name: "Filter" }).waitFor();
};
export const pick = (page: OpenPage, group: string, option: string) =>
  page.page.getByRole("radiogroup", { name: group }).getByRole("radio", { name: option, exact: true }).click();
export const number = (page: OpenPage, name: string) =>
  page.page.getByRole("spinbutton", { name: `${name}, as a number` });
export const chips = (page: OpenPage) => page.page.locator(".recipe > li").allInnerTexts();

/** One thing that the filters do, how it is asked for and what it makes of the map. */
interface Filtering {
  readonly does: string;
  readonly act: (page: OpenPage) => Promise<void>;
  readonly chip: string;
  readonly filters: ExpectedFilters;
  readonly scale?: Recipe["scale"];
  readonly over?: Recipe["scaledOver"];
}

export const all = tokenUnits(n);
export const wordUnits = [[0], [1, 2, 3], [4], [5], [6], [7], [8], [9], [10, 11, 12], [13], [14]];
const identifierUnits = [[0], [1, 2, 3], [4], [5, 6, 7], [8], [9], [10, 11, 12], [13], [14]];
const lineUnits = [[0], [1, 2, 3, 4, 5, 6, 7, 8, 9], [10, 11, 12, 13], [14]];

export const filterings: readonly Filtering[] = [
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
