import { setTimeout as sleep } from "node:timers/promises";
import { summarize } from "../../src/attention/trace.js";
import { openEncoder } from "../../src/encoder/openEncoder.js";
import { OpenEncoders } from "../../src/encoder/openEncoders.js";
import { processPort } from "../../src/encoder/processPort.js";
import { traceHandlers } from "../../src/encoder/traceHandlers.js";
import { TraceStore } from "../../src/encoder/traceStore.js";
import { Channel } from "../../src/protocol/channel.js";
import type { NoMethods } from "../../src/protocol/encoderProtocol.js";
import { ownMemory } from "../processMemory.js";
import { benchTrace } from "./benchTrace.js";
import { plainRecipe } from "../../src/attention/recipe.js";
import type { BenchMethods } from "./traceMethods.js";

// The encoder's process, with traces that no encoder made.
const store = new TraceStore(8);
new Channel<NoMethods, NoMethods, BenchMethods, NoMethods>(processPort(process), {
  ...traceHandlers(new OpenEncoders(openEncoder), store, () => undefined),
  async make(shape) {
    const trace = benchTrace(shape);
    // As after a run: what is looked at first is made before it is asked for.
    await store.add(trace, Infinity).thumbnails("encoder", plainRecipe, () => sleep(0));
    return summarize(trace);
  },
  summary: ({ trace }) => summarize(store.get(trace).trace),
  async memory() {
    // What is freed is given back in steps.
    for (let turn = 0; turn < 4; turn++) {
      globalThis.gc!();
      await sleep(300);
    }
    return ownMemory();
  },
});
process.on("disconnect", () => process.exit());
