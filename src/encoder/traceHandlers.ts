import { headAttention, meanOverHeads } from "../attention/heads.js";
import { heatMap } from "../attention/heatMap.js";
import { mostAttended } from "../attention/mostAttended.js";
import { thumbnails } from "../attention/thumbnails.js";
import { summarize, type Trace } from "../attention/trace.js";
import type { Handlers } from "../protocol/channel.js";
import type { EncoderEvents, EncoderMethods } from "../protocol/encoderProtocol.js";
import { Failure } from "../protocol/failure.js";
import { maximumMostAttended, thumbnailSize } from "./limits.js";
import type { OpenEncoders } from "./openEncoders.js";
import { checkTraceRequest } from "./traceRequest.js";
import { traceRun } from "./traceRun.js";
import type { TraceStore } from "./traceStore.js";

/** Says something to the log; never the person's text. */
type Log = (level: EncoderEvents["log"]["level"], message: string) => void;

/** The functions that answer the extension host. */
export function traceHandlers(encoders: OpenEncoders, store: TraceStore, log: Log): Handlers<EncoderMethods> {
  return {
    async trace(request, call) {
      checkTraceRequest(request);
      const trace = await traceRun(request, encoders, call);
      store.add(trace);
      log("info", describe(trace));
      const { provider, timings } = trace;
      if (timings.load > 0 && provider.reason !== null) log("info", `CUDA was passed over: ${provider.reason}`);
      return summarize(trace);
    },
    thumbnails: ({ trace }) => thumbnails(store.get(trace), thumbnailSize),
    headMap({ trace: id, layer, head }) {
      const trace = store.get(id);
      return heatMap(
        checked(() => headAttention(trace, layer, head)),
        trace.tokens.ids.length,
      );
    },
    attentionRow({ trace: id, layer, head, query }) {
      const trace = store.get(id);
      const n = trace.tokens.ids.length;
      const attention = checked(() => headAttention(trace, layer, head));
      if (!(Number.isInteger(query) && query >= 0 && query < n)) throw badRequest(`no token ${query} of ${n}`);
      return attention.subarray(query * n, (query + 1) * n);
    },
    mostAttended({ trace: id, layer, head, count }) {
      const trace = store.get(id);
      if (!(Number.isInteger(count) && count >= 1)) throw badRequest(`${count} keys`);
      const attention = checked(() =>
        head === "mean" ? meanOverHeads(trace, layer) : headAttention(trace, layer, head),
      );
      return mostAttended(attention, trace.tokens.ids.length, Math.min(count, maximumMostAttended));
    },
    positionalEncoding: ({ trace }) => store.get(trace).positionalEncoding,
    forget({ trace }) {
      store.delete(trace);
      return null;
    },
  };
}

function describe({ id, tokens, truncation, encoder, provider, timings }: Trace): string {
  const milliseconds = (duration: number) => `${duration.toFixed(0)} ms`;
  const cut = truncation === null ? "" : ` (${truncation.kept} of ${truncation.total} kept)`;
  return (
    `Trace ${id}: ${tokens.ids.length} tokens${cut} × ${encoder.layers} layers × ${encoder.heads} heads ` +
    `of ${encoder.name} ${encoder.version} on ${provider.used}; load ${milliseconds(timings.load)}, ` +
    `tokenize ${milliseconds(timings.tokenize)}, run ${milliseconds(timings.run)}`
  );
}

function checked<T>(look: () => T): T {
  try {
    return look();
  } catch (thrown) {
    throw thrown instanceof RangeError ? badRequest(thrown.message) : thrown;
  }
}

function badRequest(detail: string): Failure {
  return new Failure("badRequest", "The encoder's process was asked for something that does not exist.", detail);
}
