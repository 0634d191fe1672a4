import * as l10n from "@vscode/l10n";
import { positionMatrix } from "../attention/positions.js";
import { summarize, type ProviderReport, type Trace } from "../attention/trace.js";
import type { Handlers } from "../protocol/channel.js";
import type { EncoderEvents, EncoderMethods } from "../protocol/encoderProtocol.js";
import { Failure } from "../protocol/failure.js";
import { describeModel } from "./describeModel.js";
import { Garbage } from "./garbage.js";
import { defaultTraceBytes, maximumMostAttended } from "./limits.js";
import type { OpenEncoders } from "./openEncoders.js";
import { checkTraceRequest } from "./traceRequest.js";
import { traceRun } from "./traceRun.js";
import type { TraceStore } from "./traceStore.js";
import { Turns } from "./turns.js";

/** Says something to the log; never the person's text. */
type Log = (level: EncoderEvents["log"]["level"], message: string) => void;

/** The functions that answer the extension host. */
export function traceHandlers(encoders: OpenEncoders, store: TraceStore, log: Log): Handlers<EncoderMethods> {
  const garbage = new Garbage();
  const turns = new Turns();
  /** What somebody waits for goes before what is made besides. */
  const atOnce = <T>(look: () => T) => {
    turns.asked();
    return checked(look);
  };
  return {
    async trace(request, call) {
      checkTraceRequest(request);
      garbage.collect();
      const trace = await traceRun(request, encoders, call);
      const reading = store.add(trace, request.keptBytes ?? defaultTraceBytes);
      log("info", describe(trace));
      const { provider, timings } = trace;
      if (timings.load > 0 && provider.reason !== null) log("info", providerRemark(provider, provider.reason));
      // What the run computed besides, and what made room for it.
      garbage.arose();
      // What is looked at first is made while the summary is on its way.
      reading.prepare(turns.between());
      return summarize(trace);
    },
    describeModel,
    thumbnails({ trace, group, recipe }, { signal }) {
      return checked(() => store.get(trace).thumbnails(group, recipe, turns.between(), signal));
    },
    heatMap({ trace, heads, recipe }) {
      return atOnce(() => store.get(trace).heatMap(heads, recipe));
    },
    attentionRow({ trace, heads, recipe, query }) {
      return atOnce(() => store.get(trace).row(heads, recipe, query));
    },
    attentionColumn({ trace, heads, recipe, key }) {
      return atOnce(() => store.get(trace).column(heads, recipe, key));
    },
    strongestPairs({ trace, heads, recipe, count }) {
      return atOnce(() => store.get(trace).strongestPairs(heads, recipe, countOfKeys(count)));
    },
    headStatistics({ trace, group }, { signal }) {
      return checked(() => store.get(trace).headStatistics(group, turns.between(), signal));
    },
    mostAttended({ trace, heads, recipe, count }) {
      return atOnce(() => store.get(trace).attended(heads, recipe, countOfKeys(count)));
    },
    attentionMap({ trace, heads, recipe }) {
      return atOnce(() => {
        const { weights, queries, keys } = store.get(trace).map(heads, recipe);
        return { rows: queries.firsts.length, columns: keys.firsts.length, weights };
      });
    },
    positionalEncoding({ trace: id, encoding, head }) {
      const { positions, positionValues } = store.get(id).trace;
      const [facts, values] = [positions[encoding], positionValues[encoding]];
      if (!facts || !values) throw badRequest(`no positional encoding ${encoding} of ${positions.length}`);
      return atOnce(() => positionMatrix(facts, values, head).values);
    },
    forget({ trace }) {
      store.delete(trace);
      garbage.arose();
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

/** A count of keys that was asked for. @throws Failure `badRequest` */
function countOfKeys(count: number): number {
  if (!(Number.isInteger(count) && count >= 1)) throw badRequest(`${count} keys`);
  return Math.min(count, maximumMostAttended);
}

/** What does not exist is a bad request. */
async function checked<T>(look: () => T | Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (thrown) {
    throw thrown instanceof RangeError ? badRequest(thrown.message) : thrown;
  }
}

function badRequest(detail: string): Failure {
  return new Failure(
    "badRequest",
    l10n.t("The encoder's process was asked for something that does not exist."),
    detail,
  );
}
