import { join } from "node:path";
import type { Browser } from "playwright-core";
import { bar, series, type Bar, type Series } from "../benchmark.js";
import { newPage } from "./chromium.js";
import type { BenchServer } from "./server.js";

/** Milliseconds beyond the encoder's run. */
const bars: ReadonlyMap<number, number> = new Map([
  [128, 150],
  [512, 400],
]);

const sentence = "The cat sat on the mat because it was tired of the dog, and the coffee was cold. ";

/** How long it takes from the command to the first picture, where the bundled encoder and the page are there already. */
export async function fromCommand(
  browser: Browser,
  server: BenchServer,
  rounds: number,
): Promise<{ series: Series[]; bars: Bar[] }> {
  const page = await newPage(browser);
  await page.goto(server.address("page"));
  const measured: { series: Series[]; bars: Bar[] } = { series: [], bars: [] };
  for (const [tokens, limit] of bars) {
    const request = {
      encoder: join(process.cwd(), "media", "encoder"),
      executionProvider: "cpu",
      maximumTokens: tokens,
      segments: [sentence.repeat(tokens / 8)],
    };
    const all: number[] = [];
    const beyond: number[] = [];
    // The first run opens the encoder and is not counted.
    for (let round = 0; round <= rounds; round++) {
      const { shown, run, n } = await page.evaluate(
        async (asked) => {
          let made: ReturnType<typeof window.bench.show> | undefined;
          const painted = await window.clock.act(() => {
            made = window.bench.show("trace", asked);
          });
          const trace = await made!;
          return { shown: painted.exact, run: trace.timings.run, n: trace.tokens.ids.length };
        },
        { ...request, id: 1000 * tokens + round },
      );
      if (n !== tokens) throw new Error(`the text has ${n} tokens`);
      if (round === 0) continue;
      all.push(shown);
      beyond.push(shown - run);
    }
    const added = series(`${tokens} tokens: from the command to the picture, beyond the run`, "ms", beyond);
    measured.series.push(series(`${tokens} tokens: from the command to the picture`, "ms", all), added);
    measured.bars.push(bar(added.what, "ms", added.median, limit));
  }
  await page.context().close();
  return measured;
}
