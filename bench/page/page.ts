import { bar, type Benchmark } from "../benchmark.js";
import { startChromium } from "./chromium.js";
import { fromCommand } from "./command.js";
import { firstPicture } from "./firstPicture.js";
import { interactions, type Interacted } from "./interactions.js";
import { memoryAfterTraces, memoryOfPage } from "./memory.js";
import { BenchServer } from "./server.js";
import { TraceChild } from "./traceChild.js";

const lengths = [16, 64, 128, 256, 512];

const short = { layers: 12, heads: 12, tokens: 512, bars: { median: 16, worst: 50 } } as const;
const long = { layers: 4, heads: 4, tokens: 2048, bars: { median: 33, worst: null } } as const;

const mostNodes = 1500;

/** What it is to look at attention: a page in Chromium without a GPU, and traces in a process like the encoder's. */
export const page: Benchmark = {
  name: "page",
  about: "the page in Chromium without a GPU, beside a blank page; traces in a process of their own",
  measure: async ({ rounds, log }) => {
    const few = rounds < 12;
    const child = new TraceChild();
    const server = await BenchServer.start(child);
    const browser = await startChromium();
    try {
      log("page: first picture");
      const first = await firstPicture(server, child, { rounds, lengths: few ? [16, 512] : lengths });
      const interacted: Interacted[] = [];
      for (const shape of [short, long]) {
        log(`page: interactions at ${shape.tokens} tokens`);
        interacted.push(await interactions(browser, server, child, { ...shape, times: few ? 12 : 100 }));
      }
      log("page: from the command on");
      const command = await fromCommand(browser, server, rounds);
      log("page: memory");
      const memory = few
        ? []
        : [...(await memoryOfPage(server, child, [short, long])), ...(await memoryAfterTraces(server, child, 512))];
      const nodes = Math.max(...interacted.map((one) => one.nodes));
      return {
        series: [...first.series, ...interacted.flatMap((one) => one.series), ...command.series],
        bars: [
          ...first.bars,
          ...interacted.flatMap((one) => one.bars),
          ...command.bars,
          bar("nodes of the page", "nodes", nodes, mostNodes),
          ...memory,
        ],
        facts: { browser: browser.version() },
      };
    } finally {
      await browser.close();
      server.stop();
      child.stop();
    }
  },
};
