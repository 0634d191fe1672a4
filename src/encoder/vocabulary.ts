import * as l10n from "@vscode/l10n";
import { shownName } from "../attention/shownName.js";
import { Failure } from "../protocol/failure.js";
import { standIn } from "./onnx/textKind.js";

/** What a tokenizer.json says of its ids. */
export interface Vocabulary {
  /** One more than the largest id of its model, without the tokens that were added. */
  readonly modelSize: number;
  /** One more than the largest id of all: as many rows an embedding needs. */
  readonly size: number;
}

/** The ids that a tokenizer's library can hold, and an encoder's int32 inputs too. */
const largestId = 2 ** 31 - 1;

/**
 * Reads the ids of a tokenizer.json without running it, and checks that each stands for one token.
 *
 * @param json its text
 * @param path the file's, for the message
 * @throws Failure `tokenizerDamaged`
 */
export function readVocabulary(json: string, path: string): Vocabulary {
  const name = shownName(path, 300);
  const damaged = (sentence: string) => new Failure("tokenizerDamaged", sentence);
  const file = asRecord(parsed(json, name));
  const entries = vocabularyOf(asRecord(file?.model)?.vocab);
  if (entries === null) {
    throw damaged(
      l10n.t(
        "{0} has no vocabulary of a known kind; take the tokenizer.json that the encoder was exported with.",
        name,
      ),
    );
  }
  const owners = new Map<number, string>();
  const add = (token: string, id: unknown): void => {
    if (typeof id !== "number" || !Number.isInteger(id) || id < 0 || id > largestId) {
      throw damaged(
        typeof id === "number"
          ? l10n.t(
              "{0} gives the token {1} the id {2}, and ids are whole numbers from 0; take the tokenizer.json that the encoder was exported with.",
              name,
              shownName(token),
              String(id),
            )
          : l10n.t(
              "{0} gives the token {1} the id no number, and ids are whole numbers from 0; take the tokenizer.json that the encoder was exported with.",
              name,
              shownName(token),
            ),
      );
    }
    const owner = owners.get(id);
    if (owner !== undefined && owner !== token) {
      throw damaged(
        l10n.t(
          "{0} gives the id {1} to two tokens, {2} and {3}; take the tokenizer.json that the encoder was exported with.",
          name,
          String(id),
          shownName(owner),
          shownName(token),
        ),
      );
    }
    owners.set(id, token);
  };
  let modelSize = 0;
  for (const [token, id] of entries) {
    add(token, id);
    modelSize = Math.max(modelSize, (id as number) + 1);
  }
  let size = modelSize;
  for (const added of Array.isArray(file?.added_tokens) ? (file.added_tokens as unknown[]) : []) {
    const { content, id } = asRecord(added) ?? {};
    if (typeof content !== "string") {
      throw damaged(
        l10n.t(
          "{0} has an added token without a text; take the tokenizer.json that the encoder was exported with.",
          name,
        ),
      );
    }
    add(content, id);
    size = Math.max(size, (id as number) + 1);
  }
  return { modelSize, size };
}

/**
 * Checks that every id of a tokenizer has a row in its encoder's embedding.
 *
 * @param size one more than the tokenizer's largest id
 * @param embeddingRows of the encoder
 * @throws Failure `inputsWrong`
 */
export function checkVocabulary(size: number, embeddingRows: number): void {
  if (size <= embeddingRows) return;
  throw new Failure(
    "inputsWrong",
    l10n.t(
      "The tokenizer knows {0} tokens, and the encoder's embedding has rows for {1}: they do not belong together; put the encoder's own tokenizer.json beside it.",
      size,
      embeddingRows,
    ),
  );
}

/** @param name the file's, for the message */
function parsed(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Failure("tokenizerDamaged", notJson(json, name));
  }
}

function notJson(json: string, name: string): string {
  const kind = standIn(json.slice(0, 4096));
  switch (kind?.kind) {
    case "webPage":
      return l10n.t(
        "{0} is a web page, not a tokenizer; the download was refused or needs a login, so sign in and download it again.",
        name,
      );
    case "pointer":
      return kind.megabytes === null
        ? l10n.t(
            "{0} is a Git LFS pointer that only stands for the real file, not a tokenizer; run git lfs pull.",
            name,
          )
        : l10n.t(
            "{0} is a Git LFS pointer that only stands for {1} MB, not a tokenizer; run git lfs pull.",
            name,
            kind.megabytes,
          );
    default:
      return l10n.t("{0} is not JSON; take the tokenizer.json that the encoder was exported with.", name);
  }
}

/** Tokens and ids: as an object (WordPiece, BPE, WordLevel), or as a list of tokens and scores (Unigram). */
function vocabularyOf(vocab: unknown): readonly (readonly [string, unknown])[] | null {
  if (!Array.isArray(vocab)) {
    const entries = asRecord(vocab);
    return entries && Object.entries(entries);
  }
  const pieces = vocab.map((piece: unknown): unknown => (Array.isArray(piece) ? piece[0] : null));
  return pieces.every((piece) => typeof piece === "string") ? pieces.map((piece, id) => [piece, id]) : null;
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
