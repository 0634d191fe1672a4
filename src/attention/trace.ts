import type { Tokens } from "./tokens.js";

/** Which encoder ran. */
export interface EncoderIdentity {
  readonly name: string;
  readonly version: string;
  readonly layers: number;
  readonly heads: number;
  /** d, the width of a hidden state. */
  readonly dimension: number;
  /** d_k, the width of one head's queries and keys. */
  readonly headDimension: number;
  /** The longest sequence seen in training, in tokens. */
  readonly trainedLength: number;
}

/** What an encoder can be run on, as ONNX Runtime names them; which of them there are depends on the platform. */
export const executionProviders = ["cpu", "cuda", "webgpu", "coreml", "dml"] as const;

export type ExecutionProvider = (typeof executionProviders)[number];

/** Which execution provider really ran. */
export interface ProviderReport {
  readonly asked: ExecutionProvider | "auto";
  readonly used: ExecutionProvider;
  /**
   * Why it is not another one where `auto` passed that over, or how much of the graph it left to the CPU; null where it
   * ran all that multiplies matrices.
   */
  readonly reason: string | null;
}

/** Durations in milliseconds. `load` is 0 when the encoder was open already. */
export interface Timings {
  readonly load: number;
  readonly tokenize: number;
  readonly run: number;
}

/** What was left out because the sequence was too long: `kept` of `total` tokens, special tokens not counted. */
export interface Truncation {
  readonly kept: number;
  readonly total: number;
}

/** All of a trace but its large arrays: what crosses to the extension host and the page. */
export interface TraceSummary {
  /** Distinguishes the traces of one window; starts at 1. */
  readonly id: number;
  readonly encoder: EncoderIdentity;
  readonly provider: ProviderReport;
  readonly tokens: Tokens;
  readonly truncation: Truncation | null;
  /** One shape per hidden state: the embeddings' `[N, d]`, then each layer's. */
  readonly hiddenShapes: readonly (readonly number[])[];
  readonly timings: Timings;
}

/** What one run of an encoder left behind. */
export interface Trace extends TraceSummary {
  /** `[layers, heads, N, N]`; row = query, column = key; each row sums to 1. */
  readonly attention: Float32Array;
  /** `[N, d]` as the encoder added it to the token embeddings. */
  readonly positionalEncoding: Float32Array;
}

/** A trace without its large arrays. */
export function summarize(trace: Trace): TraceSummary {
  const { id, encoder, provider, tokens, truncation, hiddenShapes, timings } = trace;
  return { id, encoder, provider, tokens, truncation, hiddenShapes, timings };
}
