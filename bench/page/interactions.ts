import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { plainRecipe, type Recipe } from "../../src/attention/recipe.js";
import { bar, series, type Bar, type Series } from "../benchmark.js";
import { newPage } from "./chromium.js";
import type { Shown } from "./frameClock.js";
import type { BenchServer } from "./server.js";
import type { TraceChild } from "./traceChild.js";

/** Milliseconds until the first frame that responds. */
export interface FrameBars {
  readonly median: number;
  readonly worst: number | null;
}

export interface InteractionShape {
  readonly layers: number;
  readonly heads: number;
  readonly tokens: number;
  /** How often each is done. */
  readonly times: number;
  readonly bars: FrameBars;
}

export interface Interacted {
  readonly series: readonly Series[];
  readonly bars: readonly Bar[];
  /** Elements and texts of the page, after all of it. */
  readonly nodes: number;
}

const filters: readonly Partial<Recipe>[] = [
  { dropSpecial: true },
  { threshold: 0.01 },
  { topK: 8 },
  { merge: "words" },
];

/** How soon a page responds to the pointer, to keys and to filters, and how soon its picture is exact again. */
export async function interactions(
  browser: Browser,
  server: BenchServer,
  child: TraceChild,
  { layers, heads, tokens, times, bars }: InteractionShape,
): Promise<Interacted> {
  const id = 90_000 + tokens;
  await child.call("make", { id, layers, heads, tokens, seed: 7 });
  const page = await newPage(browser);
  await page.goto(server.address("page", { trace: String(id), open: "matrix" }));
  await page.evaluate(() => window.clock.firstPicture);
  const measured: [string, Shown[]][] = [
    ["hover a cell", await hovering(page, times)],
    ["switch head", await pressing(page, "]", "[", heads, times)],
    ["switch layer", await pressing(page, "}", "{", layers, times)],
    ["toggle a filter", await filtering(page, times)],
  ];
  const nodes = await page.evaluate(() => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    let count = 0;
    while (walker.nextNode()) count++;
    return count;
  });
  await page.context().close();
  await child.call("forget", { trace: id });
  const all = measured.map(([what, shown]) => {
    const name = `${tokens} tokens: ${what}`;
    const of = (kind: keyof Shown) => shown.map((one) => one[kind]);
    return {
      first: series(`${name}, next frame`, "ms", of("first")),
      exact: series(`${name}, exact`, "ms", of("exact")),
    };
  });
  return {
    series: all.flatMap(({ first, exact }) => [first, exact]),
    bars: all.flatMap(({ first: { what, median, maximum } }) => [
      bar(`${what} (median)`, "ms", median, bars.median),
      ...(bars.worst === null ? [] : [bar(`${what} (worst)`, "ms", maximum, bars.worst)]),
    ]),
    nodes,
  };
}

/** Nobody acts in step with a screen's frames: what follows the end of one at once would always wait for a whole one. */
function outOfStep(turn: number): Promise<void> {
  return sleep(40 + ((turn * 7) % 17));
}

async function hovering(page: Page, times: number): Promise<Shown[]> {
  const box = (await page.locator(".window").boundingBox())!;
  const shown: Shown[] = [];
  for (let turn = 0; turn < times; turn++) {
    // Steps that share no factor with the sides go everywhere.
    const at = (step: number) => ((turn * step) % 97) / 97;
    await page.evaluate(() => window.clock.arm("pointermove", "weight"));
    await outOfStep(turn);
    await page.mouse.move(box.x + 2 + at(31) * (box.width - 4), box.y + 2 + at(53) * (box.height - 4));
    shown.push(await page.evaluate(() => window.clock.shown()));
  }
  await page.mouse.move(1, 1);
  return shown;
}

/** Presses a key to the last of several, and another one back. */
async function pressing(page: Page, on: string, back: string, count: number, times: number): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (let turn = 0; turn < times; turn++) {
    await page.evaluate(() => window.clock.arm("keydown", "painted"));
    await outOfStep(turn);
    await page.keyboard.press(Math.floor(turn / (count - 1)) % 2 === 0 ? on : back);
    shown.push(await page.evaluate(() => window.clock.shown()));
  }
  return shown;
}

async function filtering(page: Page, times: number): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (let turn = 0; turn < times; turn++) {
    await outOfStep(turn);
    const recipe = turn % 2 === 1 ? plainRecipe : { ...plainRecipe, ...filters[(turn / 2) % filters.length] };
    shown.push(
      await page.evaluate((wanted) => window.clock.act(() => window.bench.prefer({ recipe: wanted })), recipe),
    );
  }
  return shown;
}
