import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import type { Encoding, Tokenizer } from "tokenizers";
import { shownName } from "../attention/shownName.js";
import type { Tokens } from "../attention/tokens.js";
import type { Truncation } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import { codePointOffsets } from "./codePointOffsets.js";
import { maximumTokenizerBytes } from "./limits.js";
import { thrownMessage } from "./thrownMessage.js";
import { checkVocabulary, readVocabulary } from "./vocabulary.js";

/** A text, or a pair of them, as an encoder is to read it. */
export interface TokenizedText {
  readonly tokens: Tokens;
  /** `[N]` which text of a pair a token belongs to, as the tokenizer says it. */
  readonly types: readonly number[];
  readonly truncation: Truncation | null;
}

/** Hugging Face's tokenizer as an export brings it: with its own special tokens, pairs and truncation. */
export class TextTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #path: string;
  /** How many tokens the file itself bounds a sequence to, or null. */
  readonly #ownLength: number | null;
  readonly #embeddingRows: number;

  private constructor(tokenizer: Tokenizer, path: string, ownLength: number | null, embeddingRows: number) {
    this.#tokenizer = tokenizer;
    this.#path = path;
    this.#ownLength = ownLength;
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
      tokenizer.disablePadding();
      tokenizer.disableTruncation();
      return new TextTokenizer(tokenizer, path, truncationOf(json), embeddingRows);
    } catch (thrown) {
      throw damaged(path, thrownMessage(thrown));
    }
  }

  /** How many tokens the file itself bounds a sequence to; no bound where it does not. */
  get longest(): number {
    return this.#ownLength ?? Infinity;
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
   * Ranges are in order and never split a surrogate pair; a token that is part of a character bears the character's range.
   *
   * @param maximumTokens special tokens included; a bound of the tokenizer's own holds besides
   * @throws Failure `nothingToEncode`, `runFailed`
   */
  async tokenize(
    segments: readonly [string] | readonly [string, string],
    maximumTokens: number,
  ): Promise<TokenizedText> {
    const bound = Math.min(maximumTokens, this.longest);
    const whole = await this.#encode(segments);
    const total = textTokens(whole);
    let encoding = whole;
    if (whole.getLength() > bound) {
      this.#tokenizer.setTruncation(bound);
      try {
        encoding = await this.#encode(segments);
      } finally {
        this.#tokenizer.disableTruncation();
      }
    }
    // An added token may be beyond the embedding where nobody uses it.
    checkVocabulary(encoding.getIds().reduce((largest, id) => Math.max(largest, id), 0) + 1, this.#embeddingRows);
    const kept = textTokens(encoding);
    if (kept === 0) throw new Failure("nothingToEncode", l10n.t("There is no text to encode here; select some words."));
    return {
      tokens: tokensOf(encoding, segments),
      types: encoding.getTypeIds(),
      truncation: kept < total ? { kept, total } : null,
    };
  }

  async #encode([text, pair]: readonly [string] | readonly [string, string]): Promise<Encoding> {
    try {
      return await this.#tokenizer.encode(text, pair ?? null);
    } catch {
      // What it says may quote the text, which must not get into a log.
      throw new Failure(
        "runFailed",
        l10n.t("{0} cannot tokenize this text; take the model's own tokenizer.json.", shownName(this.#path)),
      );
    }
  }
}

/** Tokens that stand for text. */
function textTokens(encoding: Encoding): number {
  return encoding.getSpecialTokensMask().reduce((count, special) => count + (special === 0 ? 1 : 0), 0);
}

function tokensOf(encoding: Encoding, segments: readonly string[]): Tokens {
  const n = encoding.getLength();
  const special = encoding.getSpecialTokensMask();
  const sequences = encoding.getSequenceIds();
  const names = encoding.getTokens();
  const offsets = segments.map((segment) => codePointOffsets(segment));
  const texts: string[] = [];
  const [places, starts, ends] = [new Int32Array(n).fill(-1), new Int32Array(n).fill(-1), new Int32Array(n).fill(-1)];
  const previous = segments.map(() => 0);
  const all = encoding.getOffsets();
  for (let token = 0; token < n; token++) {
    const segment = sequences[token] ?? null;
    if (special[token] === 1 || segment === null) {
      texts.push(names[token]!);
      continue;
    }
    const own = offsets[segment]!;
    const [start = 0, end = 0] = all[token]!;
    // Normalizers that reorder marks could step back; a range never begins before that of the token before it.
    previous[segment] = Math.max(previous[segment]!, start);
    places[token] = segment;
    starts[token] = own[Math.min(previous[segment], own.length - 1)]!;
    ends[token] = own[Math.min(Math.max(previous[segment], end), own.length - 1)]!;
    texts.push(segments[segment]!.slice(starts[token], ends[token]));
  }
  return { ids: Int32Array.from(encoding.getIds()), texts, segments: places, starts, ends };
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

/** What a tokenizer.json truncates to, or null. */
function truncationOf(json: string): number | null {
  const { truncation } = JSON.parse(json) as { truncation?: { max_length?: unknown } | null };
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
