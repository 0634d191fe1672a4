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
  const damaged = (fault: string, advice = "take the tokenizer.json that the encoder was exported with") =>
    new Failure("tokenizerDamaged", `${shownName(path, 300)} ${fault}; ${advice}.`);
  const file = asRecord(parsed(json, damaged));
  const entries = vocabularyOf(asRecord(file?.model)?.vocab);
  if (entries === null) throw damaged("has no vocabulary of a known kind");
  const owners = new Map<number, string>();
  const add = (token: string, id: unknown): void => {
    if (typeof id !== "number" || !Number.isInteger(id) || id < 0 || id > largestId) {
      const shown = typeof id === "number" ? String(id) : "no number";
      throw damaged(`gives the token ${shownName(token)} the id ${shown}, and ids are whole numbers from 0`);
    }
    const owner = owners.get(id);
    if (owner !== undefined && owner !== token) {
      throw damaged(`gives the id ${id} to two tokens, ${shownName(owner)} and ${shownName(token)}`);
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
    if (typeof content !== "string") throw damaged("has an added token without a text");
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
    `The tokenizer knows ${size} tokens, and the encoder's embedding has rows for ${embeddingRows}: they do not belong ` +
      "together; put the encoder's own tokenizer.json beside it.",
  );
}

function parsed(json: string, damaged: (fault: string, advice?: string) => Failure): unknown {
  try {
    return JSON.parse(json);
  } catch {
    const kind = standIn(json.slice(0, 4096));
    throw kind ? damaged(`is ${kind.what}, not a tokenizer`, kind.advice) : damaged("is not JSON");
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
