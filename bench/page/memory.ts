import type { Page } from "playwright-core";
import { bar, type Bar } from "../benchmark.js";
import { newPage, pageMemory, startChromium } from "./chromium.js";
import type { BenchServer } from "./server.js";
import type { TraceChild } from "./traceChild.js";

/** MB beyond a blank page, and per cent by which ten traces may change page and process. */
const bars = { megabytes: 60, perCent: 5 };

/** What a page of one trace takes beyond a blank one, each in a browser of its own. */
export async function memoryOfPage(
  server: BenchServer,
  child: TraceChild,
  shapes: readonly { readonly layers: number; readonly heads: number; readonly tokens: number }[],
): Promise<Bar[]> {
  const blank = await residentWith(server.address("blank"));
  const held: Bar[] = [];
  for (const shape of shapes) {
    const id = 80_000 + shape.tokens;
    await child.call("make", { ...shape, id, seed: 3 });
    const resident = await residentWith(server.address("page", { trace: String(id) }), async (page) => {
      await page.evaluate(() => window.clock.firstPicture);
      // More heads than the page holds maps of.
      for (let step = 0; step < 70; step++) {
        const key = Math.floor(step / (shape.heads - 1)) % 2 === 0 ? "]" : "[";
        await page.evaluate(() => window.clock.arm("keydown", "painted"));
        await page.keyboard.press(key);
        await page.evaluate(() => window.clock.shown());
      }
    });
    await child.call("forget", { trace: id });
    held.push(bar(`${shape.tokens} tokens: page's memory beyond a blank page`, "MB", resident - blank, bars.megabytes));
  }
  return held;
}

async function residentWith(address: string, use: (page: Page) => Promise<void> = () => Promise.resolve()) {
  const browser = await startChromium();
  try {
    const page = await newPage(browser);
    await page.goto(address);
    await use(page);
    return (await pageMemory(browser, page)).resident;
  } finally {
    await browser.close();
  }
}

/** How much ten traces, opened and closed, leave behind in the page and in the process. */
export async function memoryAfterTraces(server: BenchServer, child: TraceChild, tokens: number): Promise<Bar[]> {
  const browser = await startChromium();
  try {
    const page = await newPage(browser);
    await page.goto(server.address("page"));
    const open = async (id: number) => {
      await child.call("make", { id, layers: 12, heads: 12, tokens, seed: id });
      await page.evaluate((trace) => window.clock.act(() => void window.bench.show("summary", { trace })), id);
      for (const key of ["]", "]", "}", "}"]) {
        await page.evaluate(() => window.clock.arm("keydown", "painted"));
        await page.keyboard.press(key);
        await page.evaluate(() => window.clock.shown());
      }
      await page.evaluate(() => window.bench.send("cleared", {}));
      await child.call("forget", { trace: id });
    };
    const memory = async () => ({ page: await pageMemory(browser, page), process: await child.call("memory", {}) });
    // Those before fill what is kept in any case.
    for (let id = 70_000; id < 70_004; id++) await open(id);
    const before = await memory();
    for (let id = 70_010; id < 70_020; id++) await open(id);
    const after = await memory();
    const change = (what: string, was: number, is: number) =>
      bar(`ten traces of ${tokens} tokens: ${what}`, "%", 100 * Math.abs(is / was - 1), bars.perCent);
    return [
      change("page's heap", before.page.heap, after.page.heap),
      change("page's process", before.page.resident, after.page.resident),
      change("process of traces", before.process.resident, after.process.resident),
    ];
  } finally {
    await browser.close();
  }
}
