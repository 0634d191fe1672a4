import { totalmem } from "node:os";
import type { ExecutionProvider } from "../attention/trace.js";
import type { Handlers } from "../protocol/channel.js";
import type { EncoderMethods, TraceRequest } from "../protocol/encoderProtocol.js";
import { encoderBytes } from "./encoderStamp.js";
import {
  attentionCopies,
  keptShare,
  maximumAttentionBytes,
  memoryShare,
  modelCopies,
  mostMaps,
  ordinaryMemory,
  rememberedWorks,
  specialTokensMost,
} from "./limits.js";

/** Says how much memory the process may take from now on, in bytes; null where nobody looks. */
type Tell = (bytes: number | null) => void;

/**
 * Bounds the memory of a process that works on what others made: a damaged graph of a few bytes asks for all there is.
 * While requests are worked on at the same time, the largest of their bounds holds.
 */
export class MemoryBound {
  readonly #tell: Tell;
  readonly #held: () => number;
  readonly #bounds = new Map<symbol, number>();
  /** What the last works needed. */
  readonly #last: number[] = [];

  /** @param held tells the bytes of all traces held, and of the maps made of them */
  constructor(tell: Tell, held: () => number) {
    this.#tell = tell;
    this.#held = held;
  }

  /** Does work that needs so many bytes of resident memory besides the ordinary, and may leave as many behind. */
  async during<T>(bytes: number, work: () => T | Promise<T>): Promise<T> {
    const own = Symbol();
    // What was worked on last is kept open, with the attention once and the weights as they are used.
    const kept = this.#last.reduce((sum, needed) => sum + needed / keptShare, 0);
    const bound = residentBound(bytes + kept + this.#held());
    if (bytes > 0) this.#last.push(bytes);
    if (this.#last.length >= rememberedWorks) this.#last.shift();
    this.#bounds.set(own, bound);
    this.#tell(Math.max(...this.#bounds.values()));
    try {
      return await work();
    } finally {
      this.#bounds.delete(own);
      this.#tell(this.#bounds.size === 0 ? null : Math.max(...this.#bounds.values()));
    }
  }
}

/**
 * Handlers that bound the memory of what opens files of others.
 *
 * @param ownRuntime whether it is another onnxruntime-node than the bundled one, which may have CUDA
 */
export function boundedHandlers(
  handlers: Handlers<EncoderMethods>,
  bound: MemoryBound,
  ownRuntime: boolean,
): Handlers<EncoderMethods> {
  return {
    ...handlers,
    trace: async (request, call) =>
      bound.during(await enoughFor(request, ownRuntime), async () => handlers.trace(request, call)),
    describeModel: (request, call) => bound.during(0, async () => handlers.describeModel(request, call)),
  };
}

/** Bytes of resident memory that are enough for a request. */
function enoughFor(request: TraceRequest, ownRuntime: boolean): Promise<number> {
  const { encoder, executionProvider: asked, maximumTokens, segments } = request;
  const tokens = Math.min(maximumTokens, mostTokensOf(segments));
  return memoryOfTrace(encoder, ownRuntime && asked === "auto" ? "cuda" : asked, tokens);
}

/** As many tokens as texts can have: one a UTF-16 unit, and special tokens. */
export function mostTokensOf(segments: readonly string[]): number {
  return segments.reduce((sum, segment) => sum + segment.length, specialTokensMost);
}

/**
 * Bytes of resident memory that are enough for a trace, besides the ordinary: for the model, and the attention of its
 * tokens.
 *
 * @param encoder path of a folder or an .onnx file
 */
export async function memoryOfTrace(
  encoder: string,
  asked: ExecutionProvider | "auto",
  tokens: number,
): Promise<number> {
  // Another provider's libraries and what it keeps of a model on the host are not ours to estimate.
  if (asked !== "cpu" && asked !== "auto") return Infinity;
  // What is wrong with it is told by who opens it.
  const model = await encoderBytes(encoder).catch(() => 0);
  const attention = Math.min(maximumAttentionBytes, 4 * mostMaps * tokens ** 2);
  return modelCopies * model + attentionCopies * attention;
}

/** Bytes of resident memory that a process may take whose work needs so many besides the ordinary. */
export function residentBound(needed: number): number {
  return Math.min(ordinaryMemory + needed, totalmem() * memoryShare);
}
