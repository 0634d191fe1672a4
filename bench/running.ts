import { bar, series, type Bar, type Benchmark, type Measured, type Series } from "./benchmark.js";
import { bertBaseModel } from "./bertBaseModel.js";
import { freshProcess } from "./freshProcess.js";
import type { AskedRunning, Ran } from "./runningProcess.js";

/** Running with all attention may take so many times as long as running without. */
const bars: ReadonlyMap<number, number> = new Map([
  [128, 1.1],
  [512, 1.15],
]);

/** What it costs to have all attention of a run. */
export const running: Benchmark = {
  name: "running",
  about: "running BERT-base, all in one process and in turns",
  measure: async ({ rounds, log }) => {
    const model = await bertBaseModel("out/bench");
    const [all, held]: [Series[], Bar[]] = [[], []];
    const facts: Record<string, string | number> = { threads: "ONNX Runtime's default: one a physical core" };
    for (const [tokens, limit] of bars) {
      log(`running: ${tokens} tokens, ${rounds} rounds`);
      const ran = await freshProcess<Ran>("runningProcess", { model, tokens, rounds } satisfies AskedRunning);
      all.push(...seriesOf(tokens, ran));
      held.push(bar(`${tokens} tokens: ours to plain`, "×", Math.min(...ran.ours) / Math.min(...ran.plain), limit));
      facts[`attention at ${tokens} tokens`] = `${ran.megabytes.toFixed(1)} MB`;
    }
    return { series: all, bars: held, facts } satisfies Measured;
  },
};

function seriesOf(tokens: number, { plain, ours, trace, traceRun }: Ran): Series[] {
  const seal = trace.map((time, round) => time - traceRun[round]!);
  return [
    series(`${tokens} tokens: plain`, "ms", plain),
    series(`${tokens} tokens: ours, all attention`, "ms", ours),
    series(`${tokens} tokens: a trace, with values and contexts`, "ms", trace),
    series(`${tokens} tokens: of it, the seal`, "ms", seal),
  ];
}
