import type { TraceSummary } from "../attention/trace.js";
import type { CallOptions } from "../protocol/channel.js";
import type { EncoderMethods, TraceRequest } from "../protocol/encoderProtocol.js";
import { Failure, type FailureCode } from "../protocol/failure.js";
import type { EncoderClient } from "./encoderClient.js";
import { defaultTraceBytes } from "./limits.js";
import { traceGone } from "./traceGone.js";

type TraceMethod = Exclude<keyof EncoderMethods, "trace" | "describeModel" | "forget">;

/** What a trace was made from, and what the window has of it. */
interface MadeTrace {
  readonly request: TraceRequest;
  readonly summary: TraceSummary;
}

/**
 * The traces of this window. The encoder's process holds their arrays; here stands what each was made from, so that one
 * lost with that process is made again when it is next looked at.
 */
export class Traces {
  readonly #client: EncoderClient;
  readonly #keptBytes: () => number;
  readonly #made = new Map<number, MadeTrace>();
  readonly #remaking = new Map<number, { ended: Promise<void>; controller: AbortController }>();
  #lastId = 0;

  /** @param keptBytes tells how many bytes all traces may have together */
  constructor(client: EncoderClient, keptBytes: () => number = () => defaultTraceBytes) {
    this.#client = client;
    this.#keptBytes = keptBytes;
  }

  /** Runs the encoder. @throws Failure */
  async make(request: Omit<TraceRequest, "id" | "keptBytes">, options: CallOptions): Promise<TraceSummary> {
    const named = { ...request, id: ++this.#lastId };
    const trace = await this.#client.call("trace", { ...named, keptBytes: this.#keptBytes() }, options);
    this.#made.set(trace.id, { request: named, summary: trace });
    return trace;
  }

  /** Asks for a part of a trace. @throws Failure `traceGone`, too, where the encoder no longer makes the same of its text */
  async call<K extends TraceMethod>(
    method: K,
    request: Parameters<EncoderMethods[K]>[0],
    options: CallOptions = {},
  ): Promise<ReturnType<EncoderMethods[K]>> {
    // What is asked meanwhile must not be answered from a trace that may turn out to be another.
    await this.#remaking.get(request.trace)?.ended;
    try {
      return await this.#client.call(method, request, options);
    } catch (thrown) {
      const lost = this.#made.get(request.trace);
      if (!lost || !(thrown instanceof Failure && isLoss(thrown.code))) throw thrown;
      await this.#remake(lost);
      return this.#client.call(method, request, options);
    }
  }

  /** The encoder that a trace was made with: the path of a folder or an .onnx file; null where the trace is not held. */
  encoderOf(trace: number): string | null {
    return this.#made.get(trace)?.request.encoder ?? null;
  }

  /** Frees a trace that is no longer looked at. */
  forget(trace: number): void {
    if (!this.#made.delete(trace)) return;
    this.#remaking.get(trace)?.controller.abort();
    // The process may be gone, and the trace with it: nothing is lost then.
    this.#client.call("forget", { trace }).catch(() => undefined);
  }

  /** Makes a lost trace again: once, for all who look at it; so none of them can cancel it, but forgetting it does. */
  #remake({ request, summary }: MadeTrace): Promise<void> {
    const { id } = request;
    const under = this.#remaking.get(id);
    if (under) return under.ended;
    const controller = new AbortController();
    const again = { ...request, keptBytes: this.#keptBytes() };
    const made = this.#client.call("trace", again, { signal: controller.signal });
    const ended = made
      .then((trace) => {
        if (isSame(trace, summary)) return;
        // Its numbers are not of the tokens on screen: the files of its encoder were changed.
        this.forget(id);
        throw traceGone();
      })
      .finally(() => this.#remaking.delete(id));
    this.#remaking.set(id, { ended, controller });
    return ended;
  }
}

/** Whether two traces have the same tokens, maps and positional encodings, whatever their numbers. */
function isSame(one: TraceSummary, other: TraceSummary): boolean {
  const facts = ({ tokens, targetTokens, producedTokens, groups, hiddenShapes, positions }: TraceSummary) =>
    JSON.stringify([
      [...tokens.ids],
      targetTokens && [...targetTokens.ids],
      producedTokens && [...producedTokens.ids],
      groups.map(({ group, layers, heads, queries, keys }) => [group, layers, heads, queries, keys]),
      hiddenShapes,
      positions.map(({ kind, place, part, group, layers, shape, heads }) => [
        kind,
        place,
        part,
        group,
        layers,
        shape,
        heads,
      ]),
    ]);
  return facts(one) === facts(other);
}

/** Whether a trace that was made has gone, with its process or before. */
function isLoss(code: FailureCode): boolean {
  return code === "traceGone" || code === "encoderStopped";
}
