import type { PositionalEncoding } from "../attention/positions.js";
import type { Seal } from "../attention/seal.js";
import type { Tokens } from "../attention/tokens.js";
import type { ExecutionProvider, ProviderReport, Truncation } from "../attention/trace.js";
import type { DecoderStart } from "./decoderStart.js";
import type { AttentionSite, AttentionSites, SiteTensor } from "./onnx/attentionSite.js";
import type { ModelHalf } from "./modelHalf.js";
import type { OnnxModel } from "./onnx/model.js";

/** A tensor of one attention site. */
export interface SiteArray {
  readonly site: AttentionSite;
  /**
   * `[heads, queries, keys]` for probabilities, products and scores; `[heads, N, d_k]` for query, key and value (these with the heads
   * of the keys) and context.
   */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What one run of an ONNX encoder left behind. */
export interface OnnxRun {
  /** What was asked for: an array a site that has it, in the sites' order. */
  readonly arrays: Readonly<Partial<Record<SiteTensor, readonly SiteArray[]>>>;
  /** Its positional encodings for the run's positions, where they were asked for. */
  readonly positions?: readonly PositionalEncoding[];
  readonly seal: Seal;
  /** Sentences for the person: how a text was read, how the sequence was padded or repeated, and which sites are left out and why. */
  readonly notes: readonly string[];
  /** How long the run itself took. */
  readonly milliseconds: number;
}

export interface TextRun extends OnnxRun {
  /** What the encoder read; a token's segment is its place among the segments of the request. */
  readonly tokens: Tokens;
  /** What the decoder of an encoder-decoder read, its start token first; null where there is none. */
  readonly targetTokens: Tokens | null;
  /** What the decoder produced, row by row of what it read; null where there is none. */
  readonly producedTokens: Tokens | null;
  /** The token in front of the target; null where there is no decoder, or none was found. */
  readonly decoderStart: DecoderStart | null;
  readonly truncation: Truncation | null;
}

/** Numbers of a tensor of any rank, nested as its axes are; a bare number has rank 0. */
export type NestedNumbers = number | readonly NestedNumbers[];

/** What a model is fed, by the names of its inputs. */
export type ModelInputs = Readonly<Record<string, NestedNumbers>>;

export interface RunOptions {
  readonly tensors: readonly SiteTensor[];
  /** Only sites of these layers, in each group; all where it is left out. */
  readonly layers?: readonly number[];
  /** Whether to give the positional encodings too. */
  readonly positions?: boolean;
}

export interface RunTextOptions extends RunOptions {
  /** The longest sequence, special tokens included; it goes before the tokenizer's bound, and the model's before it. */
  readonly maximumTokens?: number;
  /** Called when the text is tokenized, before the model is run. */
  readonly onTokenized?: () => Promise<void>;
}

export interface OpenOnnxOptions {
  readonly provider: ExecutionProvider | "auto";
}

/** An ONNX model that is open, with what it takes to run it on text. */
export interface OnnxEncoder {
  /** The .onnx file. */
  readonly path: string;
  readonly name: string;
  readonly model: OnnxModel;
  readonly sites: AttentionSites;
  /** Null if the file is a whole model. */
  readonly half: ModelHalf | null;
  readonly provider: ProviderReport;
  /** Loads the graph with what such a run takes, so that the run need not. @returns false if it is loaded already @throws Failure */
  prepare(options: RunOptions): Promise<boolean>;
  /** Finds by short runs how the model's inputs hold a sequence, so that the run need not. @throws Failure */
  tryOut(options: RunOptions): Promise<void>;
  /** The longest sequence that it was made for, in tokens; null if its files do not say. */
  readonly trainedLength: number | null;
  /**
   * Runs on text, with the tokenizer of the encoder's folder.
   *
   * @param segments one, or two: a pair, or an encoder-decoder's source and target
   * @throws Failure
   */
  runText(segments: readonly string[], options: RunTextOptions): Promise<TextRun>;
  /** Runs on ids that stand for one sequence. @throws Failure */
  runInputs(inputs: ModelInputs, options: RunOptions): Promise<OnnxRun>;
  release(): Promise<void>;
}
