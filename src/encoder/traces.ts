import type { TraceSummary } from "../attention/trace.js";
import type { CallOptions } from "../protocol/channel.js";
import type { EncoderMethods, TraceRequest } from "../protocol/encoderProtocol.js";
import { Failure, type FailureCode } from "../protocol/failure.js";
import type { EncoderClient } from "./encoderClient.js";
import { defaultTraceBytes } from "./limits.js";

type TraceMethod = Exclude<keyof EncoderMethods, "trace" | "describeModel" | "forget">;

/**
 * The traces of this window. The encoder's process holds their arrays; here stands what each was made from, so that one
 * lost with that process is made again when it is next looked at.
 */
export class Traces {
  readonly #client: EncoderClient;
  readonly #keptBytes: () => number;
  readonly #requests = new Map<number, TraceRequest>();
  readonly #remaking = new Map<number, { trace: Promise<TraceSummary>; controller: AbortController }>();
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
    this.#requests.set(trace.id, named);
    return trace;
  }

  /** Asks for a part of a trace. @throws Failure */
  async call<K extends TraceMethod>(
    method: K,
    request: Parameters<EncoderMethods[K]>[0],
    options: CallOptions = {},
  ): Promise<ReturnType<EncoderMethods[K]>> {
    try {
      return await this.#client.call(method, request, options);
    } catch (thrown) {
      const lost = this.#requests.get(request.trace);
      if (!lost || !(thrown instanceof Failure && isLoss(thrown.code))) throw thrown;
      await this.#remake(lost);
      return this.#client.call(method, request, options);
    }
  }

  /** The encoder that a trace was made with: the path of a folder or an .onnx file; null where the trace is not held. */
  encoderOf(trace: number): string | null {
    return this.#requests.get(trace)?.encoder ?? null;
  }

  /** Frees a trace that is no longer looked at. */
  forget(trace: number): void {
    if (!this.#requests.delete(trace)) return;
    this.#remaking.get(trace)?.controller.abort();
    // The process may be gone, and the trace with it: nothing is lost then.
    this.#client.call("forget", { trace }).catch(() => undefined);
  }

  /** Makes a lost trace again: once, for all who look at it; so none of them can cancel it, but forgetting it does. */
  #remake(lost: TraceRequest): Promise<TraceSummary> {
    const under = this.#remaking.get(lost.id);
    if (under) return under.trace;
    const controller = new AbortController();
    const again = { ...lost, keptBytes: this.#keptBytes() };
    const trace = this.#client.call("trace", again, { signal: controller.signal }).finally(() => {
      this.#remaking.delete(lost.id);
    });
    this.#remaking.set(lost.id, { trace, controller });
    return trace;
  }
}

/** Whether a trace that was made has gone, with its process or before. */
function isLoss(code: FailureCode): boolean {
  return code === "traceGone" || code === "encoderStopped";
}
