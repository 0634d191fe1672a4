import type { AttentionGroup } from "./attentionGroup.js";
import type { PositionFacts } from "./positions.js";
import type { Seal } from "./seal.js";
import type { Tokens } from "./tokens.js";
import type { TracedGroups, TraceGroup } from "./traceGroup.js";

/** Which encoder ran. */
export interface EncoderIdentity {
  readonly name: string;
  /** "" where it has none. */
  readonly version: string;
  /** Of its first group. */
  readonly layers: number;
  /** Of its first group. */
  readonly heads: number;
  /** d, the width of a hidden state; null where that is not known. */
  readonly dimension: number | null;
  /** d_k, the width of one head's queries and keys; null where that is not known. */
  readonly headDimension: number | null;
  /** The longest sequence seen in training, in tokens; null where that is not known. */
  readonly trainedLength: number | null;
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
  /** What bounded the sequence; left out if it is what was asked for. */
  readonly bound?: TruncationBound;
}

/** A bound of a sequence's length that is not the person's. */
export interface TruncationBound {
  /** Whose it is: the model's positions, a file of its tokenizer, or the memory that the attention of more tokens takes. */
  readonly of: "model" | "tokenizer.json" | "tokenizer_config.json" | "memory";
  /** Special tokens included. */
  readonly tokens: number;
  /** How far a person can lift it, in tokens; null if it cannot be lifted, or if no bound of the model is known. */
  readonly most: number | null;
}

/** All of a trace but its large arrays: what crosses to the extension host and the page. */
export interface TraceSummary extends TracedGroups {
  /** Distinguishes the traces of one window; starts at 1. */
  readonly id: number;
  readonly encoder: EncoderIdentity;
  readonly provider: ProviderReport;
  /** In the order in which they are computed; one at least. */
  readonly groups: readonly TraceGroup[];
  /** What the encoder read. */
  readonly tokens: Tokens;
  /** What the decoder of an encoder-decoder read, its start token first; null for other models. */
  readonly targetTokens: Tokens | null;
  /** What each row of that decoder produces; null for other models. */
  readonly producedTokens: Tokens | null;
  /** The person's text, which the tokens' offsets count in; none where the encoder was given ids. */
  readonly segments: readonly string[];
  readonly truncation: Truncation | null;
  /** Of the trace's large arrays, as long as the encoder's process holds them. */
  readonly bytes: number;
  /** One shape per hidden state: the embeddings' `[N, d]`, then each layer's. */
  readonly hiddenShapes: readonly (readonly number[])[];
  /** What the run proved of the attention; null where nothing was to be proven. */
  readonly seal: Seal | null;
  /** Sentences about the encoder that the person should be able to read, such as which attention was not found. */
  readonly notes: readonly string[];
  /** How the encoder tells where tokens stand: what of it there is to be looked at. */
  readonly positions: readonly PositionFacts[];
  /** Why there is no positional encoding, as a sentence for the person; null where nothing need be said. */
  readonly positionalEncodingNote: string | null;
  readonly timings: Timings;
}

/**
 * `[layers · heads]` maps, each `[queries, keys]`; each row sums to 1, or is all 0 or NaN where every key is masked (of NaN
 * the seal says how many). A head that its layer lacks is NaN.
 */
export type HeadMaps = readonly Float32Array[];

/** What one run of an encoder left behind. */
export interface Trace extends TraceSummary {
  /** For each of the groups its heads' maps. */
  readonly attention: Readonly<Partial<Record<AttentionGroup, HeadMaps>>>;
  /** The numbers of each of `positions`, in their shapes. */
  readonly positionValues: readonly Float32Array[];
}

/** A trace without its large arrays. */
export function summarize(trace: Trace): TraceSummary {
  const { id, encoder, provider, groups, tokens, targetTokens, segments, truncation, bytes, timings } = trace;
  const { producedTokens, hiddenShapes, seal, notes, positions, positionalEncodingNote } = trace;
  return {
    id,
    encoder,
    provider,
    groups,
    tokens,
    targetTokens,
    producedTokens,
    segments,
    truncation,
    bytes,
    hiddenShapes,
    seal,
    notes,
    positions,
    positionalEncodingNote,
    timings,
  };
}
