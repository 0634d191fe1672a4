import { bar, series, type Bar, type Series } from "../benchmark.js";
import { PlainBrowser } from "./plainBrowser.js";
import type { BenchServer } from "./server.js";
import type { TraceChild } from "./traceChild.js";

/** At most so many milliseconds more than a blank page, and so many MB about the trace. */
const bars = { milliseconds: 150, megabytes: 0.65 };

/** How long it takes until all 144 heads are on screen, beside a blank page in the same browser. */
export async function firstPicture(
  server: BenchServer,
  child: TraceChild,
  { rounds, lengths }: { readonly rounds: number; readonly lengths: readonly number[] },
): Promise<{ series: Series[]; bars: Bar[] }> {
  const blank: number[] = [];
  const heads = new Map(lengths.map((tokens) => [tokens, [] as number[]]));
  const withMap = new Map(lengths.map((tokens) => [tokens, [] as number[]]));
  const sent = new Map<number, number>();
  for (const tokens of lengths) await child.call("make", { id: tokens, layers: 12, heads: 12, tokens, seed: tokens });
  const browser = await PlainBrowser.start();
  try {
    // The first round warms up the browser's caches and is not counted.
    for (let round = 0; round <= rounds; round++) {
      const times = round === 0 ? null : blank;
      times?.push(await loading(browser, server.address("blank")));
      for (const tokens of lengths) {
        const trace = String(tokens);
        server.sent = 0;
        const model = await loading(browser, server.address("page", { trace, open: "model" }));
        sent.set(tokens, server.sent / 1e6);
        const matrix = await loading(browser, server.address("page", { trace, open: "matrix" }));
        if (round > 0) {
          heads.get(tokens)!.push(model);
          withMap.get(tokens)!.push(matrix);
        }
      }
    }
  } finally {
    await browser.close();
  }
  for (const tokens of lengths) await child.call("forget", { trace: tokens });
  const floor = series("blank page", "ms", blank);
  const of = (tokens: number) => series(`${tokens} tokens: all heads`, "ms", heads.get(tokens)!);
  return {
    series: [
      floor,
      ...lengths.flatMap((tokens) => [
        of(tokens),
        series(`${tokens} tokens: all heads and one large`, "ms", withMap.get(tokens)!),
      ]),
    ],
    bars: lengths.flatMap((tokens) => [
      bar(
        `${tokens} tokens: all heads, beyond a blank page`,
        "ms",
        of(tokens).median - floor.median,
        bars.milliseconds,
      ),
      bar(`${tokens} tokens: sent for it`, "MB", sent.get(tokens)!, bars.megabytes),
    ]),
  };
}

/** From the beginning of a navigation to the end of the frame with the picture, in milliseconds. */
async function loading(browser: PlainBrowser, address: string): Promise<number> {
  const page = await browser.open(address);
  const time = await page.evaluate(new URL(address).pathname === "/blank.html" ? firstFrame : "clock.firstPicture");
  await page.close();
  return time as number;
}

/** Of a blank page what there is at its first frame. */
const firstFrame = `new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries()[0].startTime)).observe({ type: "mark", buffered: true });
})`;
