import { join } from "node:path";
import { oneHead } from "../../src/attention/headSet.js";
import { plainRecipe } from "../../src/attention/recipe.js";
import { EncoderClient } from "../../src/encoder/encoderClient.js";
import { Traces } from "../../src/encoder/traces.js";
import type { TraceSummary } from "../../src/attention/trace.js";
import { repository } from "../host/repository.js";

/** A trace made outside VS Code, to compare what VS Code shows with. */
export interface IndependentTrace {
  readonly trace: TraceSummary;
  /** `[N]` */
  readonly row: (layer: number, head: number, query: number) => Promise<Float32Array>;
  /** `[N, N]` */
  readonly head: (layer: number, head: number) => Promise<Float32Array>;
}

/** Runs the bundled encoder on a text, and hands the trace to `look`. */
export async function withTraceOf<T>(text: string, look: (traced: IndependentTrace) => Promise<T>): Promise<T> {
  const client = new EncoderClient({
    processPath: join(repository, "dist", "encoderProcess.js"),
    log: () => undefined,
  });
  try {
    const traces = new Traces(client);
    const encoder = join(repository, "media", "encoder");
    const request = { encoder, executionProvider: "cpu", maximumTokens: 512, segments: [text] } as const;
    const trace = await traces.make(request, {});
    const n = trace.tokens.ids.length;
    const row = (layer: number, head: number, query: number) =>
      traces.call("attentionRow", {
        trace: trace.id,
        heads: oneHead({ group: "encoder", layer, head }),
        recipe: plainRecipe,
        query,
      });
    const head = async (layer: number, index: number) => {
      const attention = new Float32Array(n * n);
      for (let query = 0; query < n; query++) attention.set(await row(layer, index, query), query * n);
      return attention;
    };
    return await look({ trace, row, head });
  } finally {
    client.dispose();
  }
}
