import * as l10n from "@vscode/l10n";
import type { Tokenizer } from "tokenizers";
import { Failure } from "../protocol/failure.js";
import { thrownMessage } from "./thrownMessage.js";
import { tokenRanges } from "./tokenRanges.js";
import { VocabularyTexts } from "./vocabularyTexts.js";

/** The first tokens of one segment, as parallel arrays; offsets as in `Tokens`. */
export interface SegmentTokens {
  readonly ids: Int32Array;
  /** As in `Tokens`. */
  readonly texts: readonly string[];
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** How many tokens the whole segment has, those left out included. */
  readonly total: number;
}

/** Hugging Face's tokenizer, with ranges that an editor understands. */
export class SegmentTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #texts: VocabularyTexts;
  readonly #vocabularySize: number;

  private constructor(tokenizer: Tokenizer, texts: VocabularyTexts, vocabularySize: number) {
    this.#tokenizer = tokenizer;
    this.#texts = texts;
    this.#vocabularySize = vocabularySize;
  }

  /**
   * @param json the text of a tokenizer.json
   * @param vocabularySize how many ids the encoder knows
   * @throws Failure `tokenizerDamaged`
   */
  static async fromJson(json: string, vocabularySize: number): Promise<SegmentTokenizer> {
    // Loaded when first needed: it is native code, and a process that only answers for traces has no use for it.
    const { Tokenizer } = await import("tokenizers");
    try {
      const tokenizer = Tokenizer.fromString(json);
      // The sequence is cut and joined by us: what such a file says of it is meant for another use.
      tokenizer.disableTruncation();
      tokenizer.disablePadding();
      return new SegmentTokenizer(tokenizer, new VocabularyTexts(tokenizer, JSON.parse(json)), vocabularySize);
    } catch (thrown) {
      throw new Failure(
        "tokenizerDamaged",
        l10n.t(
          "The encoder's tokenizer.json cannot be read; choose another encoder, or reinstall the extension if it came with it.",
        ),
        thrownMessage(thrown),
      );
    }
  }

  /**
   * Tokens without special ones; a name such as `<s>` in the text is text.
   *
   * Ranges are those of `tokenRanges`; a token that is part of a character bears the character's range.
   *
   * @param atMost how many tokens to describe; the rest is only counted.
   * @throws Failure `runFailed`, `tokenizerDamaged`
   */
  async tokenize(segment: string, atMost: number): Promise<SegmentTokens> {
    const encoding = await this.#encode(segment);
    const total = encoding.getLength();
    const count = Math.min(total, atMost);
    const ids = Int32Array.from(encoding.getIds().slice(0, count));
    const largest = ids.reduce((largest, id) => Math.max(largest, id), 0);
    if (largest >= this.#vocabularySize) {
      throw new Failure(
        "tokenizerDamaged",
        l10n.t(
          "The encoder's tokenizer.json gives the id {0}, but the encoder knows {1} tokens; choose another encoder, or reinstall the extension if it came with it.",
          largest,
          this.#vocabularySize,
        ),
      );
    }
    // One more, if there is one: text between the last token and it may belong to a token that is left out.
    const described = Math.min(total, count + 1);
    const starts = new Int32Array(described);
    const ends = new Int32Array(described);
    // One call a token: getOffsets() would make an array of arrays for all of a long text.
    for (let token = 0; token < described; token++) {
      [starts[token], ends[token]] = encoding.tokenToChars(token) ?? [ends[token - 1] ?? 0, ends[token - 1] ?? 0];
    }
    const marks = Int32Array.from(starts, (_, token) => (token < count ? this.#texts.marks(ids[token]!) : 0));
    const ranges = tokenRanges(segment, { starts, ends, marks }, described < total);
    const kept = { starts: ranges.starts.slice(0, count), ends: ranges.ends.slice(0, count) };
    return { ids, texts: this.#texts.of(segment, ids, kept), ...kept, total };
  }

  async #encode(segment: string) {
    try {
      return await this.#tokenizer.encode(segment, null, { addSpecialTokens: false });
    } catch {
      // What it says may quote the text, which must not get into a log.
      throw new Failure(
        "runFailed",
        l10n.t(
          "The encoder's tokenizer cannot read this text; choose another encoder, or reinstall the extension if it came with it.",
        ),
      );
    }
  }
}
