import type { Tokens } from "../attention/tokens.js";
import type { ExecutionProvider, ProviderReport, Trace, Truncation } from "../attention/trace.js";
import { openDescribedEncoder } from "./describedEncoder.js";
import { isDescribed } from "./encoderFolder.js";
import type { AllowedLength } from "./sequenceLength.js";
import { openGraphEncoder } from "./graphEncoder.js";

/** What an encoder is to read. */
export interface ReadText {
  readonly tokens: Tokens;
  readonly targetTokens: Tokens | null;
  readonly producedTokens: Tokens | null;
  readonly truncation: Truncation | null;
  /** As many tokens as the longest sequence has where it is run: with padding and repetitions, as if they were one. */
  readonly runTokens: number;
}

/** What of a trace the encoder's run tells. */
export type EncoderRun = Pick<
  Trace,
  | "encoder"
  | "groups"
  | "hiddenShapes"
  | "seal"
  | "notes"
  | "positions"
  | "positionValues"
  | "positionalEncodingNote"
  | "attention"
>;

/** An encoder whose files are read; its graph is loaded for what is asked of it. */
export interface OpenEncoder {
  readonly provider: ProviderReport;
  /** Loads the graph, so that the first run need not. @returns false where it is loaded already @throws Failure */
  prepare(): Promise<boolean>;
  /** Whether it is known how it wants to be fed. */
  readonly isTried: boolean;
  /** Finds by short runs how it wants to be fed; blocks the event loop meanwhile. @throws Failure */
  tryOut(): Promise<void>;
  /**
   * @param allowed bounds of the encoder's own and of memory hold besides
   * @throws Failure
   */
  tokenize(segments: readonly string[], allowed: AllowedLength, signal: AbortSignal): Promise<ReadText>;
  /** Runs the encoder; blocks the event loop meanwhile. @param text of this encoder's `tokenize` @throws Failure */
  run(text: ReadText): Promise<EncoderRun>;
  /** Frees its graphs; what runs ends first. */
  release(): void;
}

/**
 * Opens an encoder.
 *
 * @param path a folder, or an .onnx file; a folder with an encoder.json is one of ours
 * @throws Failure as `openDescribedEncoder` and `openGraphEncoder` do
 */
export async function openEncoder(path: string, asked: ExecutionProvider | "auto"): Promise<OpenEncoder> {
  return (await isDescribed(path)) ? openDescribedEncoder(path, asked) : openGraphEncoder(path, asked);
}
