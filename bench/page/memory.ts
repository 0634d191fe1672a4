import { bar, type Bar } from "../benchmark.js";
import { PlainBrowser, type PlainPage } from "./plainBrowser.js";
import type { BenchServer } from "./server.js";
import type { TraceChild } from "./traceChild.js";

/** MB beyond a blank page, and per cent by which ten traces may change page and process. */
const bars = { megabytes: 60, perCent: 5 };

interface Shape {
  readonly layers: number;
  readonly heads: number;
  readonly tokens: number;
}

/** What a page of one trace takes beyond a blank one, each in a browser of its own. */
export async function memoryOfPage(server: BenchServer, child: TraceChild, shapes: readonly Shape[]): Promise<Bar[]> {
  const blank = await residentWith(server.address("blank"), () => Promise.resolve());
  const held: Bar[] = [];
  for (const shape of shapes) {
    const id = 80_000 + shape.tokens;
    await child.call("make", { ...shape, id, seed: 3 });
    const resident = await residentWith(server.address("page", { trace: String(id) }), async (page) => {
      await page.evaluate("clock.firstPicture");
      // More heads than the page holds maps of.
      for (let step = 0; step < 70; step++) {
        await press(page, Math.floor(step / (shape.heads - 1)) % 2 === 0 ? "]" : "[");
      }
    });
    await child.call("forget", { trace: id });
    held.push(bar(`${shape.tokens} tokens: page's memory beyond a blank page`, "MB", resident - blank, bars.megabytes));
  }
  return held;
}

async function residentWith(address: string, use: (page: PlainPage) => Promise<void>): Promise<number> {
  const browser = await PlainBrowser.start();
  try {
    const page = await browser.open(address);
    await use(page);
    return (await page.memory()).resident;
  } finally {
    await browser.close();
  }
}

/** How much ten traces, opened and closed, leave behind in the page and in the process. */
export async function memoryAfterTraces(server: BenchServer, child: TraceChild, tokens: number): Promise<Bar[]> {
  const browser = await PlainBrowser.start();
  try {
    const page = await browser.open(server.address("page"));
    const open = async (id: number) => {
      await child.call("make", { id, layers: 12, heads: 12, tokens, seed: id });
      await page.evaluate(`clock.act(() => void bench.show("summary", { trace: ${id} }))`);
      for (const key of ["]", "]", "}", "}"]) await press(page, key);
      await page.evaluate("bench.clear()");
      await child.call("forget", { trace: id });
    };
    const memory = async () => ({ page: await page.memory(), process: await child.call("memory", {}) });
    // Those before fill what is kept in any case, and have the code compiled.
    for (let id = 70_000; id < 70_010; id++) await open(id);
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

/** Presses a key of the page's, and waits for what it brings into view. */
async function press(page: PlainPage, key: string): Promise<void> {
  const pressed = `new KeyboardEvent("keydown", { key: ${JSON.stringify(key)}, bubbles: true })`;
  await page.evaluate(`clock.act(() => document.body.dispatchEvent(${pressed}))`);
}
