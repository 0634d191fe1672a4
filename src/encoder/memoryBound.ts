import { totalmem } from "node:os";
import type { ExecutionProvider } from "../attention/trace.js";
import type { Handlers } from "../protocol/channel.js";
import type { EncoderMethods, TraceRequest } from "../protocol/encoderProtocol.js";
import type { SizedCall } from "./traceRun.js";
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
  tokenizingBytes,
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
  readonly #last: { bytes: number }[] = [];

  /** @param held tells the bytes of all traces held, and of the maps made of them */
  constructor(tell: Tell, held: () => number) {
    this.#tell = tell;
    this.#held = held;
  }

  /**
   * Does work that needs so many bytes of resident memory besides the ordinary, and may leave as many behind.
   *
   * @param work is given a function that says how many bytes it needs, once it knows better
   */
  async during<T>(bytes: number, work: (needs: (bytes: number) => void) => T | Promise<T>): Promise<T> {
    const own = Symbol();
    // What was worked on last is kept open, with the attention once and the weights as they are used.
    const kept = this.#last.reduce((sum, { bytes }) => sum + bytes / keptShare, 0);
    const needed = { bytes };
    if (bytes > 0) this.#last.push(needed);
    if (this.#last.length >= rememberedWorks) this.#last.shift();
    const bound = () => {
      this.#bounds.set(own, residentBound(needed.bytes + kept + this.#held()));
      this.#tell(Math.max(...this.#bounds.values()));
    };
    bound();
    try {
      return await work((better) => {
        needed.bytes = better;
        bound();
      });
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
    trace: async (request, call) => {
      const opening = await openingMemory(request, ownRuntime);
      return bound.during(opening, async (needs) => {
        const sized: SizedCall = { ...call, tokenized: (tokens) => needs(opening + attentionMemory(tokens)) };
        return handlers.trace(request, sized);
      });
    },
    describeModel: (request, call) => bound.during(0, async () => handlers.describeModel(request, call)),
  };
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
  const model = await modelMemory(encoder, asked);
  return model + tokenizingBytes * tokens + attentionMemory(tokens);
}

/** Bytes of resident memory that are enough to open a trace's encoder and to tokenize its text. */
async function openingMemory(request: TraceRequest, ownRuntime: boolean): Promise<number> {
  const { encoder, executionProvider: asked, segments } = request;
  const units = segments.reduce((sum, segment) => sum + segment.length, 0);
  return (await modelMemory(encoder, ownRuntime && asked === "auto" ? "cuda" : asked)) + tokenizingBytes * units;
}

/** Bytes of resident memory that are enough for an open model. */
async function modelMemory(encoder: string, asked: ExecutionProvider | "auto"): Promise<number> {
  // Another provider's libraries and what it keeps of a model on the host are not ours to estimate.
  if (asked !== "cpu" && asked !== "auto") return Infinity;
  // What is wrong with it is told by who opens it.
  const model = await encoderBytes(encoder).catch(() => 0);
  return modelCopies * model;
}

/** Bytes of resident memory that are enough for the attention of a run. @param tokens of its longest sequence */
function attentionMemory(tokens: number): number {
  return attentionCopies * Math.min(maximumAttentionBytes, 4 * mostMaps * tokens ** 2);
}

/** Bytes of resident memory that a process may take whose work needs so many besides the ordinary. */
export function residentBound(needed: number): number {
  return Math.min(ordinaryMemory + needed, totalmem() * memoryShare);
}
