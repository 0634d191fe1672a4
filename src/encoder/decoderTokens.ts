import type { Tokens } from "../attention/tokens.js";
import type { Truncation } from "../attention/trace.js";

/** A token that is put in front of a decoder's tokens. */
export interface StartToken {
  readonly id: number;
  /** Its name, such as `<pad>`. */
  readonly token: string;
}

/** What a decoder reads and what it produces: its row i reads the token i of `inputs` and produces the token i of `produced`. */
export interface DecoderTokens {
  /** `[N]` the start token, then the target. */
  readonly inputs: Tokens;
  /** `[N]` the target, then its end; the last one has id -1 and the text "?" if what comes after the target is not known. */
  readonly produced: Tokens;
  readonly truncation: Truncation | null;
}

/**
 * Shifts a target by one place, as a decoder is trained: "we offset the output embeddings by one position" (Vaswani et al.
 * 2017, §3.1). A special token that the tokenizer puts at the end is produced and never read; one that it puts in front is
 * the start token if it is the same, or if none is given.
 *
 * @param labels the target as the tokenizer makes it, special tokens included
 * @param start null if none is known
 * @param whole how many of the target's tokens stand for text, before the tokenizer cut any
 * @param maximumTokens of what the decoder reads, the start token included
 */
export function decoderTokens(
  labels: Tokens,
  start: StartToken | null,
  whole: number,
  maximumTokens: number,
): DecoderTokens {
  const begins = start !== null && !(labels.segments[0] === -1 && labels.ids[0] === start.id);
  const end = textTokens(labels) < whole ? lastOfText(labels) + 1 : labels.ids.length;
  const all = [...(begins ? [startRow(start)] : []), ...rowsOf(labels).slice(0, end), ...unknownEnd(labels, end)];
  const read = Math.min(all.length - 1, maximumTokens);
  const inputs = tokensOfRows(all.slice(0, read));
  const kept = textTokens(inputs);
  return {
    inputs,
    produced: tokensOfRows(all.slice(1, read + 1)),
    truncation: kept < whole ? { kept, total: whole } : null,
  };
}

/** How many tokens stand for text. */
export function textTokens({ segments }: Tokens): number {
  return segments.reduce((count, segment) => count + (segment === -1 ? 0 : 1), 0);
}

type Row = readonly [id: number, text: string, segment: number, start: number, end: number];

function startRow({ id, token }: StartToken): Row {
  return [id, token, -1, -1, -1];
}

/** What stands for the token after a target that does not end in a special one. */
function unknownEnd({ segments }: Tokens, end: number): readonly Row[] {
  return segments[end - 1] === -1 && end > 1 ? [] : [[-1, "?", -1, -1, -1]];
}

function lastOfText({ segments }: Tokens): number {
  return segments.findLastIndex((segment) => segment !== -1);
}

function rowsOf({ ids, texts, segments, starts, ends }: Tokens): Row[] {
  return texts.map((text, token) => [ids[token]!, text, segments[token]!, starts[token]!, ends[token]!]);
}

function tokensOfRows(rows: readonly Row[]): Tokens {
  return {
    ids: Int32Array.from(rows, ([id]) => id),
    texts: rows.map(([, text]) => text),
    segments: Int32Array.from(rows, ([, , segment]) => segment),
    starts: Int32Array.from(rows, ([, , , start]) => start),
    ends: Int32Array.from(rows, ([, , , , end]) => end),
  };
}
