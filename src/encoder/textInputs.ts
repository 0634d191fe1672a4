import * as l10n from "@vscode/l10n";
import type { Tokens } from "../attention/tokens.js";
import type { Truncation } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import { embeddingRows } from "./embeddingRows.js";
import type { EncoderConfig } from "./encoderConfig.js";
import type { EncoderDescription } from "./encoderDescription.js";
import { isDescribed, readEncoderFolder } from "./encoderFolder.js";
import type { ModelInputs } from "./onnxRun.js";
import { positionRows } from "./onnx/positions/positionRows.js";
import type { ReadSites } from "./readSites.js";
import { boundedBy, noOwnLengths, sequenceLength, type AllowedLength, type OwnLengths } from "./sequenceLength.js";
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
   * Tokenizes segments. Each sequence, an encoder-decoder's source and its target, has at most as many tokens as allowed.
   *
   * @param memory the longest sequence whose attention fits into memory
   * @throws Failure `nothingToEncode`, `inputsWrong`, `runFailed`
   */
  tokenize(segments: readonly string[], allowed: AllowedLength, memory?: number): Promise<TextInput>;
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

  async tokenize(segments: readonly string[], allowed: AllowedLength, memory?: number): Promise<TextInput> {
    const { specialTokens, inputs } = this.#description;
    const length = sequenceLength(allowed, noOwnLengths, memory);
    const tokenize = (segment: string, atMost: number) => this.#tokenizer.tokenize(segment, atMost);
    const { tokens, truncation } = await tokenSequence(segments, tokenize, specialTokens, length.tokens);
    return {
      tokens,
      targetTokens: null,
      truncation: boundedBy(truncation, length),
      inputs: { [inputs.tokens]: [[...tokens.ids]] },
    };
  }
}

/** As an export's own tokenizer tells: a text or two. */
class GraphTextInputs implements TextInputs {
  readonly #tokenizer: TextTokenizer;
  readonly #lengths: OwnLengths;
  readonly #hasDecoder: boolean;

  private constructor(tokenizer: TextTokenizer, lengths: OwnLengths, hasDecoder: boolean) {
    this.#tokenizer = tokenizer;
    this.#lengths = lengths;
    this.#hasDecoder = hasDecoder;
  }

  static async open({ location, model, sites }: ReadSites, config: EncoderConfig): Promise<GraphTextInputs> {
    const rows = embeddingRows(model.graph).get("input_ids") ?? Infinity;
    const tokenizer = await TextTokenizer.open(location.folder, rows);
    const hasDecoder = model.graph.inputs.some(({ name }) => name === "decoder_input_ids");
    return new GraphTextInputs(
      tokenizer,
      ownLengths(config, positionRows(model, sites), tokenizer.ownLength),
      hasDecoder,
    );
  }

  /** A pair, or an encoder-decoder's source and target. */
  async tokenize(segments: readonly string[], allowed: AllowedLength, memory?: number): Promise<TextInput> {
    const [text, second] = segments;
    if (text === undefined)
      throw new Failure("nothingToEncode", l10n.t("There is no text to encode here; select some words."));
    if (segments.length > 2) {
      throw new Failure("inputsWrong", l10n.t("This encoder reads one text, or two as a pair; select at most two."));
    }
    const length = sequenceLength(allowed, this.#lengths, memory);
    const isPair = second !== undefined && !this.#hasDecoder;
    const source = await this.#tokenizer.tokenize(isPair ? [text, second] : [text], length.tokens);
    const target = this.#hasDecoder ? await this.#target(second, length.tokens) : null;
    return {
      tokens: source.tokens,
      targetTokens: target?.tokens ?? null,
      truncation: boundedBy(joined(source.truncation, target?.truncation ?? null), length),
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

/**
 * The bounds of an export's files; `rows` are those of the tables of positions in its graph. What tokenizer_config.json says is the model's if nothing else is known of it: of many
 * exports that is the only place where the number of positions stands.
 */
function ownLengths(
  { modelLength, tokenizerLength }: EncoderConfig,
  rows: number | null,
  tokenizerFile: number | null,
): OwnLengths {
  if (modelLength === null && rows === null) return { model: tokenizerLength, tokenizerFile, tokenizerConfig: null };
  const model = Math.min(modelLength ?? Infinity, rows ?? Infinity);
  return { model, tokenizerFile, tokenizerConfig: tokenizerLength };
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
