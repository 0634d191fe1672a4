import { headMaps } from "../attention/heads.js";
import type { PositionFacts } from "../attention/positions.js";
import type { Seal } from "../attention/seal.js";
import { sealSites, type SiteToSeal } from "../attention/sealSite.js";
import type { EncoderIdentity, ExecutionProvider, ProviderReport } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import { identityOf, type EncoderDescription } from "./encoderDescription.js";
import { readEncoderFolder, type EncoderFolder } from "./encoderFolder.js";
import { EncoderSession } from "./encoderSession.js";
import { EncoderSessions } from "./encoderSessions.js";
import { chooseProvider } from "./executionProvider.js";
import { wholeHeadMask } from "./headMask.js";
import { longestSequence } from "./longestSequence.js";
import type { EncoderRun, OpenEncoder, ReadText } from "./openEncoder.js";
import { tryProvider, type OpenTrial } from "./providerTrial.js";
import { boundedBy, noOwnLengths, sequenceLength, type AllowedLength } from "./sequenceLength.js";
import { SegmentTokenizer } from "./segmentTokenizer.js";
import { hiddenShapes, tensorsOf } from "./tensorTable.js";
import { tokenSequence } from "./tokenSequence.js";

/** What a trace holds. */
const tracedKinds = ["attention", "positionalEncoding", "value", "context"] as const;

/** What the errors of its seal may be: its numbers are float32, in sums of at most some thousand products. */
const TOLERANCE = 2e-5;

/** An encoder of ours: its encoder.json names every tensor, and any number of segments make its sequence. */
export class DescribedEncoder implements OpenEncoder {
  readonly identity: EncoderIdentity;
  /** Its encoder.json says all. */
  readonly isTried = true;

  constructor(
    readonly description: EncoderDescription,
    readonly provider: ProviderReport,
    readonly tokenizer: SegmentTokenizer,
    readonly sessions: EncoderSessions,
  ) {
    this.identity = identityOf(description);
  }

  prepare(): Promise<boolean> {
    return this.sessions.prepare(tracedKinds);
  }

  tryOut(): Promise<void> {
    return Promise.resolve();
  }

  async tokenize(segments: readonly string[], allowed: AllowedLength, signal: AbortSignal): Promise<ReadText> {
    const tokenize = async (segment: string, atMost: number) => {
      if (signal.aborted) throw Failure.cancelled();
      return this.tokenizer.tokenize(segment, atMost);
    };
    const { layers, heads, specialTokens } = this.description;
    const length = sequenceLength(allowed, noOwnLengths, longestSequence(layers * heads));
    const { tokens, truncation } = await tokenSequence(segments, tokenize, specialTokens, length.tokens);
    const bounded = boundedBy(truncation, length);
    return { tokens, targetTokens: null, producedTokens: null, truncation: bounded, runTokens: tokens.ids.length };
  }

  async run({ tokens }: ReadText): Promise<EncoderRun> {
    const { attention, positionalEncoding, value, context } = await this.sessions.run(tokens.ids, tracedKinds);
    const { layers, heads } = this.description;
    return {
      encoder: this.identity,
      groups: [{ group: "encoder", layers, heads, queries: "source", keys: "source" }],
      hiddenShapes: hiddenShapes(this.description, tokens.ids.length),
      seal: this.#seal(tokens.ids.length, attention, value, context),
      notes: [],
      positions: [this.#positions(tokens.ids.length)],
      positionValues: [positionalEncoding],
      positionalEncodingNote: null,
      attention: { encoder: attention.flatMap((layer) => headMaps(layer, heads)) },
    };
  }

  release(): void {
    this.sessions.release();
  }

  #seal(n: number, ...[attention, values, contexts]: readonly (readonly Float32Array[])[]): Seal {
    const { heads, headDimension } = this.description;
    const shape = [heads, n, headDimension];
    const parts = attention!.map((probabilities, layer): SiteToSeal => ({
      shape: [heads, n, n],
      width: headDimension,
      arrays: () => ({
        group: "encoder",
        layer,
        probabilities: { shape: [heads, n, n], values: probabilities },
        value: { shape, values: values![layer]! },
        context: { shape, values: contexts![layer]! },
      }),
    }));
    return sealSites(parts, TOLERANCE);
  }

  #positions(count: number): PositionFacts {
    const { tensors, dimension } = this.description;
    const { name = "" } = tensors.find(({ kind }) => kind === "positionalEncoding") ?? {};
    const shape = [count, dimension];
    const place = { group: "encoder", layers: [0], place: "embeddings" } as const;
    return { kind: "sinusoidal", part: "encoding", ...place, name, shape, heads: null };
  }
}

/**
 * Opens the encoder in a folder.
 *
 * @throws Failure `encoderMissing`, `encoderDamaged`, `tokenizerDamaged`, `providerUnavailable`
 */
export async function openDescribedEncoder(path: string, asked: ExecutionProvider | "auto"): Promise<DescribedEncoder> {
  const folder = await readEncoderFolder(path);
  const { description } = folder;
  const tokenizer = await SegmentTokenizer.fromJson(folder.tokenizer, description.vocabularySize);
  const provider = await chooseProvider(asked, (wanted) => tryProvider(wanted, trialOf(folder)));
  const sessions = new EncoderSessions(folder.model, description, provider.used);
  return new DescribedEncoder(description, provider, tokenizer, sessions);
}

/** Opens a folder's encoder to be run on one token. */
export function trialOf({ model, description }: EncoderFolder): OpenTrial {
  return async (provider, options) => {
    const { specialTokens, layers, heads } = description;
    const session = await EncoderSession.open(
      model,
      description,
      provider,
      tensorsOf(description, ["attention"]),
      options,
    );
    return {
      run: () => session.run(Int32Array.of(specialTokens.begin.id), wholeHeadMask(layers, heads)),
      endProfiling: () => session.endProfiling(),
      release: () => session.release(),
    };
  };
}
