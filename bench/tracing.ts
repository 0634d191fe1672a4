import { bar, series, type Benchmark, type Measured } from "./benchmark.js";
import { bertBaseModel } from "./bertBaseModel.js";
import { freshProcess } from "./freshProcess.js";
import type { AskedTracing, Traced } from "./tracingProcess.js";

const tokens = 512;
/** The most that a trace may take while it is made, in its attention's bytes, once the encoder has run on as long a text. */
const limit = 1.3;

/** What memory it takes to make a trace. */
export const tracing: Benchmark = {
  name: "tracing",
  about: "the most memory that a trace of BERT-base takes while it is made, beyond the process with its encoder",
  measure: async ({ rounds, log }): Promise<Measured> => {
    if (process.platform !== "linux") {
      return { series: [], bars: [], facts: { "left out": "only Linux tells a process's peak from a moment on" } };
    }
    log(`tracing: ${tokens} tokens, ${rounds} rounds`);
    const model = await bertBaseModel("out/bench");
    const { first, later, attention } = await freshProcess<Traced>("tracingProcess", {
      model,
      tokens,
      rounds,
    } satisfies AskedTracing);
    const warm = series(`${tokens} tokens: added by a trace`, "MB", later);
    return {
      series: [series(`${tokens} tokens: added by the first trace of such a length`, "MB", [first]), warm],
      bars: [bar(`${tokens} tokens: added by a trace, to its attention's bytes`, "×", warm.median / attention, limit)],
      facts: { attention: `${attention.toFixed(1)} MB` },
    };
  },
};
