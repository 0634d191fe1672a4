import * as l10n from "@vscode/l10n";
import type { Tokens } from "../attention/tokens.js";
import type { Truncation } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import { embeddingRows } from "./embeddingRows.js";
import type { EncoderConfig } from "./encoderConfig.js";
import type { EncoderDescription } from "./encoderDescription.js";
import { isDescribed, readEncoderFolder } from "./encoderFolder.js";
import type { ModelInputs } from "./onnxRun.js";
import type { ReadSites } from "./readSites.js";
import { SegmentTokenizer } from "./segmentTokenizer.js";
import { TextTokenizer, type TokenizedText } from "./textTokenizer.js";
import { tokenSequence } from "./tokenSequence.js";

/** What an encoder is to read, and what it is fed for it. */
export interface TextInput {
  readonly tokens: Tokens;
  readonly targetTokens: Tokens | null;
  readonly truncation: Truncation | null;
  readonly inputs: ModelInputs;
}

/** Makes a model's inputs of text. */
export interface TextInputs {
  /**
   * Tokenizes segments.
   *
   * @param maximumTokens special tokens included
   * @throws Failure `nothingToEncode`, `inputsWrong`, `runFailed`
   */
  tokenize(segments: readonly string[], maximumTokens: number): Promise<TextInput>;
}

/**
 * Opens what makes a model's inputs of text: its encoder.json where it has one, else its own tokenizer and its graph.
 *
 * @throws Failure `tokenizerMissing`, `tokenizerDamaged`, `encoderDamaged`, `inputsWrong` for another encoder's tokenizer
 */
export async function openTextInputs(read: ReadSites, config: EncoderConfig): Promise<TextInputs> {
  const { folder } = read.location;
  return (await isDescribed(folder)) ? DescribedTextInputs.open(folder) : GraphTextInputs.open(read, config);
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
    return { ...sequence, targetTokens: null, inputs: { [inputs.tokens]: [[...sequence.tokens.ids]] } };
  }
}

/** As an export's own tokenizer tells: a text or two. */
class GraphTextInputs implements TextInputs {
  readonly #tokenizer: TextTokenizer;
  /** How many tokens it was made for, or no bound. */
  readonly #length: number;
  readonly #hasDecoder: boolean;

  private constructor(tokenizer: TextTokenizer, length: number, hasDecoder: boolean) {
    this.#tokenizer = tokenizer;
    this.#length = length;
    this.#hasDecoder = hasDecoder;
  }

  static async open({ location, model }: ReadSites, { trainedLength }: EncoderConfig): Promise<GraphTextInputs> {
    const rows = embeddingRows(model.graph).get("input_ids") ?? Infinity;
    const tokenizer = await TextTokenizer.open(location.folder, rows);
    const hasDecoder = model.graph.inputs.some(({ name }) => name === "decoder_input_ids");
    return new GraphTextInputs(tokenizer, trainedLength ?? Infinity, hasDecoder);
  }

  /** A pair, or an encoder-decoder's source and target. */
  async tokenize(segments: readonly string[], maximumTokens: number): Promise<TextInput> {
    const [text, second] = segments;
    if (text === undefined)
      throw new Failure("nothingToEncode", l10n.t("There is no text to encode here; select some words."));
    if (segments.length > 2) {
      throw new Failure("inputsWrong", l10n.t("This encoder reads one text, or two as a pair; select at most two."));
    }
    const own = Math.min(this.#length, this.#tokenizer.longest);
    const bound = Math.min(maximumTokens, own);
    const isPair = second !== undefined && !this.#hasDecoder;
    const source = await this.#tokenizer.tokenize(isPair ? [text, second] : [text], bound);
    const target = this.#hasDecoder ? await this.#target(second, bound) : null;
    const truncation = joined(source.truncation, target?.truncation ?? null);
    return {
      tokens: source.tokens,
      targetTokens: target?.tokens ?? null,
      truncation: truncation && own <= maximumTokens ? { ...truncation, encoderBound: own } : truncation,
      inputs: inputsOf(source, target),
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
