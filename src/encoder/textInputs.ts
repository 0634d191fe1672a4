import * as l10n from "@vscode/l10n";
import { shownName } from "../attention/shownName.js";
import type { Tokens } from "../attention/tokens.js";
import type { Truncation } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import { decoderStart, type DecoderStart } from "./decoderStart.js";
import { decoderTokens, textTokens, type DecoderTokens } from "./decoderTokens.js";
import { embeddingRows } from "./embeddingRows.js";
import type { EncoderConfig } from "./encoderConfig.js";
import type { EncoderDescription } from "./encoderDescription.js";
import { isDescribed, readEncoderFolder } from "./encoderFolder.js";
import type { TriedLayout } from "./layoutTrial.js";
import { halfSentence } from "./modelHalf.js";
import { idsName, type InputSide, type ModelInput } from "./modelInputs.js";
import type { ModelInputs } from "./onnxRun.js";
import { positionRows } from "./onnx/positions/positionRows.js";
import type { PadToken } from "./padToken.js";
import type { ReadSites } from "./readSites.js";
import { boundedBy, noOwnLengths, sequenceLength, type AllowedLength, type OwnLengths } from "./sequenceLength.js";
import { SegmentTokenizer } from "./segmentTokenizer.js";
import { TextTokenizer, type TokenizedText } from "./textTokenizer.js";
import { tokenSequence } from "./tokenSequence.js";
import { checkVocabulary } from "./vocabulary.js";
import { withDecoderPadding, withPadding } from "./visiblePadding.js";

/** What an encoder is to read, and what it is fed for it. */
export interface TextInput {
  readonly tokens: Tokens;
  /** What the decoder of an encoder-decoder reads; null for other models. */
  readonly targetTokens: Tokens | null;
  /** What the decoder produces, row by row of what it reads; null for other models. */
  readonly producedTokens: Tokens | null;
  /** The token in front of the target; null if there is no decoder, or none was found. */
  readonly decoderStart: DecoderStart | null;
  readonly truncation: Truncation | null;
  /** As many tokens as the longest sequence has where it is run: with padding and repetitions, as if they were one. */
  readonly runTokens: number;
  /** By the names of Transformers' exports, `input_ids` and `decoder_input_ids`. */
  readonly inputs: ModelInputs;
  /** Sentences for the person about how the text was read. */
  readonly notes: readonly string[];
}

/** What a text is to a model that has no decoder. */
const noDecoder = { targetTokens: null, producedTokens: null, decoderStart: null, notes: [] } as const;

/** Makes a model's inputs of text. */
export interface TextInputs {
  /**
   * Tokenizes segments. Each sequence, an encoder-decoder's source and its target, has at most as many tokens as allowed.
   *
   * @param layout with the numbers of tokens that the model demands, to which a text is cut
   * @param memory the longest sequence whose attention fits into memory
   * @throws Failure `nothingToEncode`, `inputsWrong`, `runFailed`
   */
  tokenize(
    segments: readonly string[],
    allowed: AllowedLength,
    layout: TriedLayout,
    memory?: number,
  ): Promise<TextInput>;
}

/**
 * Opens what makes a model's inputs of text: its encoder.json where it has one, else its own tokenizer and its graph.
 *
 * @throws Failure `tokenizerMissing`, `tokenizerDamaged`, `encoderDamaged`, `inputsWrong` for another encoder's tokenizer
 */
export async function openTextInputs(
  read: ReadSites,
  config: EncoderConfig,
  modelInputs: readonly ModelInput[],
  pad: PadToken,
): Promise<TextInputs> {
  const { folder } = read.location;
  if (read.half?.half === "decoder") throw new Failure("inputsWrong", halfSentence(read.half));
  return (await isDescribed(folder))
    ? DescribedTextInputs.open(folder)
    : GraphTextInputs.open(read, config, modelInputs, pad);
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

  async tokenize(
    segments: readonly string[],
    allowed: AllowedLength,
    _layout: TriedLayout,
    memory?: number,
  ): Promise<TextInput> {
    const { specialTokens, inputs } = this.#description;
    const length = sequenceLength(allowed, noOwnLengths, memory);
    const tokenize = (segment: string, atMost: number) => this.#tokenizer.tokenize(segment, atMost);
    const { tokens, truncation } = await tokenSequence(segments, tokenize, specialTokens, length.tokens);
    return {
      tokens,
      ...noDecoder,
      truncation: boundedBy(truncation, length),
      runTokens: tokens.ids.length,
      inputs: { [inputs.tokens]: [[...tokens.ids]] },
    };
  }
}

/** As an export's own tokenizer tells: a text or two. */
class GraphTextInputs implements TextInputs {
  readonly #tokenizer: TextTokenizer;
  readonly #lengths: OwnLengths;
  /** Null if the model has no decoder. */
  readonly #decoder: Decoder | null;
  /** Whether its decoder is in another file. */
  readonly #isHalf: boolean;
  readonly #pad: PadToken;

  private constructor(
    tokenizer: TextTokenizer,
    lengths: OwnLengths,
    decoder: Decoder | null,
    isHalf: boolean,
    pad: PadToken,
  ) {
    this.#tokenizer = tokenizer;
    this.#lengths = lengths;
    this.#decoder = decoder;
    this.#isHalf = isHalf;
    this.#pad = pad;
  }

  static async open(
    { location: { folder }, model, sites, half }: ReadSites,
    config: EncoderConfig,
    modelInputs: readonly ModelInput[],
    pad: PadToken,
  ): Promise<GraphTextInputs> {
    const rows = embeddingRows(model.graph);
    const rowsOf = (input: string | null) => (input === null ? undefined : rows.get(input)) ?? Infinity;
    const tokenizer = await TextTokenizer.open(folder, rowsOf(idsName(modelInputs, "source")));
    const target = idsName(modelInputs, "target");
    const rowsOfTarget = rowsOf(target);
    const decoder =
      target === null ? null : { start: await decoderStart(folder, tokenizer, rowsOfTarget), rows: rowsOfTarget };
    const lengths = ownLengths(config, positionRows(model, sites), tokenizer.ownLength);
    return new GraphTextInputs(tokenizer, lengths, decoder, half !== null, pad);
  }

  /** A pair, or an encoder-decoder's source and target. */
  async tokenize(
    segments: readonly string[],
    allowed: AllowedLength,
    layout: TriedLayout,
    memory?: number,
  ): Promise<TextInput> {
    const [text, second] = segments;
    if (text === undefined)
      throw new Failure("nothingToEncode", l10n.t("There is no text to encode here; select some words."));
    if (segments.length > 2) {
      throw new Failure("inputsWrong", l10n.t("This encoder reads one text, or two as a pair; select at most two."));
    }
    const length = (side: InputSide) => sequenceLength(allowed, lengthsIn(this.#lengths, layout, side), memory);
    const [ofSource, ofTarget] = [length("source"), length("target")];
    // A target is nothing for the encoder to read.
    const isPair = second !== undefined && !this.#decoder && !this.#isHalf;
    const source = await this.#tokenizer.tokenize(isPair ? [text, second] : [text], ofSource.tokens);
    const target = this.#decoder && (await this.#target(second, ofTarget.tokens, this.#decoder));
    const [cut] = [source.truncation ? [ofSource] : [], target?.truncation ? [ofTarget] : []]
      .flat()
      .sort((one, other) => one.tokens - other.tokens);
    const truncation = joined(source.truncation, target?.truncation ?? null);
    const read = withPadding(source, layout, "source", this.#pad);
    const written = target && withDecoderPadding(target, layout, this.#pad);
    const decoding = written
      ? withDecoder(written, this.#decoder.start)
      : { ...noDecoder, notes: this.#notes(source.tokens, second) };
    return {
      tokens: read.tokens,
      ...decoding,
      truncation: cut ? boundedBy(truncation, cut) : truncation,
      runTokens: runTokens(layout, { source: read.tokens, target: written?.inputs ?? null }),
      inputs: inputsOf(read, written),
      notes: [...decoding.notes, ...read.notes, ...(written?.notes ?? [])],
    };
  }

  /** What to say of a second text that no decoder of the model reads. */
  #notes({ segments }: Tokens, second: string | undefined): readonly string[] {
    if (second === undefined) return [];
    if (this.#isHalf) return [l10n.t("The second text, the target, is the decoder's to read: it was left out.")];
    const place = segments.indexOf(1);
    return place > 0 && segments[place - 1] === 0
      ? [l10n.t("The tokenizer puts nothing between the two texts: the model reads them as one.")]
      : [];
  }

  async #target(text: string | undefined, bound: number, { start, rows }: Decoder): Promise<DecoderTokens> {
    if (text === undefined) {
      throw new Failure(
        "inputsWrong",
        l10n.t("This is an encoder with a decoder, which reads a text of its own; select two texts, the source first."),
      );
    }
    // What the last row produces is one token more, and special tokens at the end are not read.
    const { tokens, truncation } = await this.#tokenizer.tokenize([text], bound + 2);
    checkVocabulary(tokens.ids.reduce((largest, id) => Math.max(largest, id), 0) + 1, rows);
    // The target is the second of the segments.
    const labels = { ...tokens, segments: tokens.segments.map((segment) => (segment === -1 ? -1 : 1)) };
    return decoderTokens(labels, start, truncation?.total ?? textTokens(labels), bound);
  }
}

/**
 * The bounds of an export's files; `rows` are those of the tables of positions in its graph. What tokenizer_config.json
 * says is the model's if nothing else is known of it: of many exports that is the only place where the number of
 * positions stands.
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

/** The bounds of one side, in a layout that may fix its length. */
function lengthsIn(own: OwnLengths, { lengths }: TriedLayout, side: InputSide): OwnLengths {
  const fixed = lengths[side];
  return fixed === null ? own : { ...own, model: Math.min(own.model ?? Infinity, fixed) };
}

/** The attention of a batch of sequences is as large as that of one sequence with the root of it times as many tokens. */
function runTokens(
  { batch, lengths }: TriedLayout,
  read: Readonly<Record<"source" | "target", Tokens | null>>,
): number {
  const [source, target] = (["source", "target"] as const).map((side) =>
    read[side] === null ? 0 : Math.max(read[side].ids.length, lengths[side] ?? 0),
  );
  return Math.ceil(Math.max(source!, target!) * Math.sqrt(batch));
}

interface Decoder {
  readonly start: DecoderStart | null;
  /** How many tokens it knows. */
  readonly rows: number;
}

function withDecoder({ inputs, produced }: DecoderTokens, start: DecoderStart | null) {
  const first = { segment: inputs.segments[0], token: shownName(inputs.texts[0]!) };
  const note =
    start !== null
      ? l10n.t("The decoder reads the start token {0} ({1}) before the target.", start.token, start.from)
      : first.segment === -1
        ? l10n.t("The decoder begins with {0}, which the tokenizer puts before the target.", first.token)
        : l10n.t(
            "No start token was found in config.json, generation_config.json or the tokenizer: the decoder reads the target alone, and no row produces its first token. Set decoder_start_token_id in config.json.",
          );
  return { targetTokens: inputs, producedTokens: produced, decoderStart: start, notes: [note] };
}

function inputsOf(source: TokenizedText, target: DecoderTokens | null): ModelInputs {
  return {
    input_ids: [[...source.tokens.ids]],
    token_type_ids: [source.types],
    ...(target ? { decoder_input_ids: [[...target.inputs.ids]] } : {}),
  };
}

function joined(source: Truncation | null, target: Truncation | null): Truncation | null {
  if (!source || !target) return source ?? target;
  return { kept: source.kept + target.kept, total: source.total + target.total };
}
