import * as l10n from "@vscode/l10n";
import type { Tokens } from "../attention/tokens.js";
import type { Truncation } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import { embeddingRows } from "./embeddingRows.js";
import type { EncoderConfig } from "./encoderConfig.js";
import type { EncoderDescription } from "./encoderDescription.js";
import { isDescribed, readEncoderFolder } from "./encoderFolder.js";
import type { TriedLayout } from "./layoutTrial.js";
import { modelInputs, readsTarget } from "./modelInputs.js";
import type { ModelInputs } from "./onnxRun.js";
import type { OnnxModel } from "./onnx/model.js";
import type { PadToken } from "./padToken.js";
import type { ReadSites } from "./readSites.js";
import { SegmentTokenizer } from "./segmentTokenizer.js";
import { TextTokenizer, type TokenizedText } from "./textTokenizer.js";
import { tokenSequence } from "./tokenSequence.js";
import { withPadding } from "./visiblePadding.js";

/** What an encoder is to read, and what it is fed for it. */
export interface TextInput {
  readonly tokens: Tokens;
  readonly targetTokens: Tokens | null;
  readonly truncation: Truncation | null;
  readonly inputs: ModelInputs;
  /** Sentences for the person about what was made of the text. */
  readonly notes: readonly string[];
}

/** Makes a model's inputs of text. */
export interface TextInputs {
  /**
   * Tokenizes segments.
   *
   * @param maximumTokens special tokens included
   * @param layout with the numbers of tokens that the model demands, to which a text is cut
   * @throws Failure `nothingToEncode`, `inputsWrong`, `runFailed`
   */
  tokenize(segments: readonly string[], maximumTokens: number, layout: TriedLayout): Promise<TextInput>;
}

/**
 * Opens what makes a model's inputs of text: its encoder.json where it has one, else its own tokenizer and its graph.
 *
 * @throws Failure `tokenizerMissing`, `tokenizerDamaged`, `encoderDamaged`, `inputsWrong` for another encoder's tokenizer
 */
export async function openTextInputs(read: ReadSites, config: EncoderConfig, pad: PadToken): Promise<TextInputs> {
  const { folder } = read.location;
  return (await isDescribed(folder)) ? DescribedTextInputs.open(folder) : GraphTextInputs.open(read, config, pad);
}

/** How many tokens a model knows by the table that its ids choose from; no bound if the graph does not tell. */
export function knownTokens({ graph }: OnnxModel): number {
  const ids = modelInputs(graph.inputs).find(({ role, side }) => role === "ids" && side === "source");
  return embeddingRows(graph).get(ids?.value.name ?? "") ?? Infinity;
}

/** As an encoder.json tells: any number of segments, each with a separator after it. */
class DescribedTextInputs implements TextInputs {
  readonly #tokenizer: SegmentTokenizer;
  readonly #description: EncoderDescription;

  private constructor(tokenizer: SegmentTokenizer, description: EncoderDescription) {
    this.#tokenizer = tokenizer;
    this.#description = description;
  }

  static async open(folder: string): Promise<DescribedTextInputs> {
    const { description, tokenizer } = await readEncoderFolder(folder);
    return new DescribedTextInputs(await SegmentTokenizer.fromJson(tokenizer, description.vocabularySize), description);
  }

  async tokenize(segments: readonly string[], maximumTokens: number): Promise<TextInput> {
    const { specialTokens, inputs } = this.#description;
    const tokenize = (segment: string, atMost: number) => this.#tokenizer.tokenize(segment, atMost);
    const sequence = await tokenSequence(segments, tokenize, specialTokens, maximumTokens);
    return { ...sequence, targetTokens: null, inputs: { [inputs.tokens]: [[...sequence.tokens.ids]] }, notes: [] };
  }
}

/** As an export's own tokenizer tells: a text or two. */
class GraphTextInputs implements TextInputs {
  readonly #tokenizer: TextTokenizer;
  /** How many tokens it was made for, or no bound. */
  readonly #length: number;
  readonly #hasDecoder: boolean;
  readonly #pad: PadToken;

  private constructor(tokenizer: TextTokenizer, length: number, hasDecoder: boolean, pad: PadToken) {
    this.#tokenizer = tokenizer;
    this.#length = length;
    this.#hasDecoder = hasDecoder;
    this.#pad = pad;
  }

  static async open({ location, model }: ReadSites, config: EncoderConfig, pad: PadToken): Promise<GraphTextInputs> {
    const tokenizer = await TextTokenizer.open(location.folder, knownTokens(model));
    return new GraphTextInputs(tokenizer, config.trainedLength ?? Infinity, readsTarget(model.graph.inputs), pad);
  }

  /** A pair, or an encoder-decoder's source and target. */
  async tokenize(segments: readonly string[], maximumTokens: number, layout: TriedLayout): Promise<TextInput> {
    const [text, second] = segments;
    if (text === undefined)
      throw new Failure("nothingToEncode", l10n.t("There is no text to encode here; select some words."));
    if (segments.length > 2) {
      throw new Failure("inputsWrong", l10n.t("This encoder reads one text, or two as a pair; select at most two."));
    }
    const own = Math.min(this.#length, this.#tokenizer.longest);
    const isPair = second !== undefined && !this.#hasDecoder;
    const bounds = { source: layout.lengths.source ?? Infinity, target: layout.lengths.target ?? Infinity };
    const bound = Math.min(maximumTokens, own);
    const source = await this.#tokenizer.tokenize(isPair ? [text, second] : [text], Math.min(bound, bounds.source));
    const target = this.#hasDecoder ? await this.#target(second, Math.min(bound, bounds.target)) : null;
    const truncation = joined(source.truncation, target?.truncation ?? null);
    const cutBy = Math.min(
      own,
      source.truncation ? bounds.source : Infinity,
      target?.truncation ? bounds.target : Infinity,
    );
    const [read, written] = [
      withPadding(source, layout, "source", this.#pad),
      target && withPadding(target, layout, "target", this.#pad),
    ];
    return {
      tokens: read.tokens,
      targetTokens: written?.tokens ?? null,
      truncation: truncation && cutBy <= maximumTokens ? { ...truncation, encoderBound: cutBy } : truncation,
      inputs: inputsOf(read, written),
      notes: [...read.notes, ...(written?.notes ?? [])],
    };
  }

  async #target(text: string | undefined, bound: number): Promise<TokenizedText> {
    if (text === undefined) {
      throw new Failure(
        "inputsWrong",
        l10n.t("This is an encoder with a decoder, which reads a text of its own; select two texts, the source first."),
      );
    }
    const { tokens, ...rest } = await this.#tokenizer.tokenize([text], bound);
    // The target is the second of the segments.
    const segments = tokens.segments.map((segment) => (segment === -1 ? -1 : 1));
    return { tokens: { ...tokens, segments }, ...rest };
  }
}

function inputsOf(source: TokenizedText, target: TokenizedText | null): ModelInputs {
  return {
    input_ids: [[...source.tokens.ids]],
    token_type_ids: [source.types],
    ...(target ? { decoder_input_ids: [[...target.tokens.ids]] } : {}),
  };
}

function joined(source: Truncation | null, target: Truncation | null): Truncation | null {
  if (!source || !target) return source ?? target;
  return { kept: source.kept + target.kept, total: source.total + target.total };
}
