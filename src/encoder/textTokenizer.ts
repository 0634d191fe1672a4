import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import type { Tokenizer } from "tokenizers";
import { shownName } from "../attention/shownName.js";
import type { Tokens } from "../attention/tokens.js";
import type { Truncation } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import { checkedEncoding, textTokens, type CheckedEncoding } from "./checkedEncoding.js";
import { maximumTokenizerBytes } from "./limits.js";
import { placedTokens } from "./placedTokens.js";
import { thrownMessage } from "./thrownMessage.js";
import { tooFewTokens } from "./tooFewTokens.js";
import { checkVocabulary, readVocabulary } from "./vocabulary.js";
import { VocabularyTexts } from "./vocabularyTexts.js";

/** A text, or a pair of them, as an encoder is to read it. */
export interface TokenizedText {
  readonly tokens: Tokens;
  /** `[N]` which text of a pair a token belongs to, as the tokenizer says it. */
  readonly types: readonly number[];
  readonly truncation: Truncation | null;
}

/** Hugging Face's tokenizer as an export brings it: with its own special tokens and pairs. */
export class TextTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #texts: VocabularyTexts;
  readonly #path: string;
  readonly #embeddingRows: number;

  private constructor(
    tokenizer: Tokenizer,
    texts: VocabularyTexts,
    path: string,
    /** The longest sequence by the file's "truncation", special tokens included; null if it has none. */
    readonly ownLength: number | null,
    embeddingRows: number,
  ) {
    this.#tokenizer = tokenizer;
    this.#texts = texts;
    this.#path = path;
    this.#embeddingRows = embeddingRows;
  }

  /**
   * @param folder that of the export
   * @param embeddingRows how many tokens the encoder knows
   * @throws Failure `tokenizerMissing`, `tokenizerDamaged`; `inputsWrong` where it is another encoder's
   */
  static async open(folder: string, embeddingRows = Infinity): Promise<TextTokenizer> {
    const path = join(folder, "tokenizer.json");
    const json = await readTokenizer(path);
    checkVocabulary(readVocabulary(json, path).modelSize, embeddingRows);
    const { Tokenizer } = await import("tokenizers");
    try {
      const tokenizer = Tokenizer.fromString(json);
      // Padding is no text, and the caller says how long a sequence may be.
      tokenizer.disablePadding();
      tokenizer.disableTruncation();
      const file: unknown = JSON.parse(json);
      const texts = new VocabularyTexts(tokenizer, file);
      return new TextTokenizer(tokenizer, texts, path, truncationOf(file), embeddingRows);
    } catch (thrown) {
      throw damaged(path, thrownMessage(thrown));
    }
  }

  /** A token's name, such as `<pad>`; null for an id that no token has. */
  tokenOf(id: number): string | null {
    return this.#tokenizer.idToToken(id) ?? null;
  }

  /** A token's id; null for a name that no token has. */
  idOf(token: string): number | null {
    return this.#tokenizer.tokenToId(token) ?? null;
  }

  /**
   * Tokenizes a text or a pair, special tokens included.
   *
   * Ranges are those of `tokenRanges`; a token that is part of a character bears the character's range.
   *
   * @param maximumTokens special tokens included; the result never has more
   * @throws Failure `nothingToEncode`, `runFailed`, `tokenizerDamaged`; `inputsWrong` if the special tokens leave no room
   */
  async tokenize(
    segments: readonly [string] | readonly [string, string],
    maximumTokens: number,
  ): Promise<TokenizedText> {
    const whole = await this.#encode(segments);
    const cut = whole.ids.length > maximumTokens ? await this.#cut(segments, whole, maximumTokens) : whole;
    // An added token may be beyond the embedding where nobody uses it.
    checkVocabulary(cut.ids.reduce((largest, id) => Math.max(largest, id), 0) + 1, this.#embeddingRows);
    const [kept, total] = [textTokens(cut), textTokens(whole)];
    if (kept === 0) throw nothingToEncode();
    return {
      tokens: placedTokens(cut, whole, segments, this.#texts),
      types: cut.types,
      truncation: kept < total ? { kept, total } : null,
    };
  }

  async #cut(
    segments: readonly [string] | readonly [string, string],
    whole: CheckedEncoding,
    maximumTokens: number,
  ): Promise<CheckedEncoding> {
    const texts = textTokens(whole);
    const special = whole.ids.length - texts;
    const fewest = special + segments.length;
    if (fewest > maximumTokens) {
      // Without text there is nothing to make room for.
      if (texts === 0) throw nothingToEncode();
      throw tooFewTokens(special, maximumTokens, fewest);
    }
    this.#tokenizer.setTruncation(maximumTokens);
    try {
      const cut = await this.#encode(segments);
      if (cut.ids.length > maximumTokens) throw tooFewTokens(special, maximumTokens, cut.ids.length);
      return cut;
    } finally {
      this.#tokenizer.disableTruncation();
    }
  }

  async #encode([text, pair]: readonly [string] | readonly [string, string]): Promise<CheckedEncoding> {
    let encoding;
    try {
      encoding = await this.#tokenizer.encode(text, pair ?? null);
    } catch {
      // What it says may quote the text, which must not get into a log.
      throw new Failure(
        "runFailed",
        l10n.t("{0} cannot tokenize this text; take the model's own tokenizer.json.", shownName(this.#path)),
      );
    }
    const checked = checkedEncoding(encoding, pair === undefined ? 1 : 2);
    if (checked === null) throw damaged(this.#path, "its arrays are of different lengths");
    return checked;
  }
}

function nothingToEncode(): Failure {
  return new Failure("nothingToEncode", l10n.t("There is no text to encode here; select some words."));
}

async function readTokenizer(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) {
    throw new Failure(
      "tokenizerMissing",
      l10n.t(
        "{0} is missing: this encoder cannot read text without it; make one with AutoTokenizer.from_pretrained(…).save_pretrained(folder) of Python's transformers, or take the one it was published with.",
        shownName(path),
      ),
    );
  }
  if (found.size > maximumTokenizerBytes) throw damaged(path, `${found.size} bytes`);
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw damaged(path, thrownMessage(error));
  }
}

/** What a parsed tokenizer.json truncates to, or null. */
function truncationOf(file: unknown): number | null {
  const { truncation } = file as { truncation?: { max_length?: unknown } | null };
  const length = truncation?.max_length;
  return typeof length === "number" && length > 0 ? length : null;
}

function damaged(path: string, detail: string): Failure {
  return new Failure(
    "tokenizerDamaged",
    l10n.t("{0} cannot be read as a tokenizer; download or export it again.", shownName(path)),
    detail,
  );
}
