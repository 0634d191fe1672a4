import { headAttention, meanOverHeads } from "../attention/heads.js";
import { heatMap } from "../attention/heatMap.js";
import { mostAttended } from "../attention/mostAttended.js";
import { positionMatrix } from "../attention/positions.js";
import { thumbnails } from "../attention/thumbnails.js";
import { summarize, type ProviderReport, type Trace } from "../attention/trace.js";
import { groupOf, mapSize, type HeadPlace } from "../attention/traceGroup.js";
import type { Handlers } from "../protocol/channel.js";
import type { EncoderEvents, EncoderMethods } from "../protocol/encoderProtocol.js";
import { Failure } from "../protocol/failure.js";
import { describeModel } from "./describeModel.js";
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
      if (timings.load > 0 && provider.reason !== null) log("info", providerRemark(provider, provider.reason));
      return summarize(trace);
    },
    describeModel,
    thumbnails({ trace: id, group }) {
      const trace = store.get(id);
      return checked(() => thumbnails(trace, group, thumbnailSize));
    },
    headMap({ trace: id, ...place }) {
      const { attention, columns } = headOf(store.get(id), place);
      return heatMap(attention, columns);
    },
    attentionRow({ trace: id, query, ...place }) {
      const { attention, rows, columns } = headOf(store.get(id), place);
      if (!(Number.isInteger(query) && query >= 0 && query < rows)) throw badRequest(`no query ${query} of ${rows}`);
      return attention.subarray(query * columns, (query + 1) * columns);
    },
    mostAttended({ trace: id, group, layer, head, count }) {
      const trace = store.get(id);
      if (!(Number.isInteger(count) && count >= 1)) throw badRequest(`${count} keys`);
      // Of a mean's heads the first tells the size.
      const { attention, columns } = headOf(trace, { group, layer, head: head === "mean" ? 0 : head });
      const looked = head === "mean" ? meanOverHeads(trace, group, layer) : attention;
      return mostAttended(looked, columns, Math.min(count, maximumMostAttended));
    },
    positionalEncoding({ trace: id, encoding, head }) {
      const { positions, positionValues } = store.get(id);
      const [facts, values] = [positions[encoding], positionValues[encoding]];
      if (!facts || !values) throw badRequest(`no positional encoding ${encoding} of ${positions.length}`);
      return checked(() => positionMatrix(facts, values, head).values);
    },
    forget({ trace }) {
      store.delete(trace);
      return null;
    },
  };
}

function providerRemark({ used }: ProviderReport, reason: string): string {
  return used === "cpu" ? `CUDA was passed over: ${reason}` : `${used} ran ${reason}`;
}

function describe({ id, tokens, targetTokens, truncation, groups, encoder, provider, seal, timings }: Trace): string {
  const milliseconds = (duration: number) => `${duration.toFixed(0)} ms`;
  const cut = truncation === null ? "" : ` (${truncation.kept} of ${truncation.total} kept)`;
  const count = targetTokens === null ? "" : ` and ${targetTokens.ids.length} of the target`;
  const heads = groups
    .map(({ group, layers, heads }) => `${layers} layers × ${heads} heads${groups.length > 1 ? ` (${group})` : ""}`)
    .join(" + ");
  const unproven = seal?.sites.filter(({ proven }) => !proven).length ?? 0;
  return (
    `Trace ${id}: ${tokens.ids.length} tokens${cut}${count} × ${heads} ` +
    `of ${encoder.name} ${encoder.version} on ${provider.used}; load ${milliseconds(timings.load)}, ` +
    `tokenize ${milliseconds(timings.tokenize)}, run ${milliseconds(timings.run)}` +
    (seal === null ? "" : `; context within ${seal.contextError}, ${unproven} sites unproven`)
  );
}

/** A head's map and its size. */
function headOf(trace: Trace, place: HeadPlace) {
  return checked(() => ({ attention: headAttention(trace, place), ...mapSize(trace, groupOf(trace, place.group)) }));
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
