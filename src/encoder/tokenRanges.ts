import { codePointOffsets } from "./codePointOffsets.js";
import { longestSharedText } from "./limits.js";

/** Tokens of one text as a tokenizer tells them, from the first on. */
export interface TokenizedPieces {
  /** `[pieces]` first code point. */
  readonly starts: Int32Array;
  /** `[pieces]` one past the last code point. */
  readonly ends: Int32Array;
  /** `[pieces]` how many marks of a word's beginning (such as "▁") a piece is made of; 0 if it has anything else. */
  readonly marks: Int32Array;
}

/** Ranges in UTF-16 units, end exclusive; empty for a token that stands for nothing of the text. */
export interface TokenRanges {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * The range of text of each token.
 *
 * Starts never decrease, and no range splits a surrogate pair. A mark that the tokenizer inserted stands for nothing of
 * the text. What a normalizer dropped or composed within a grapheme cluster belongs to the token beside it. A range
 * reaches back by at most `longestSharedText` units into the text of the tokens before it, so that all ranges together
 * are bounded.
 *
 * @param text that the offsets count in
 * @param cut true if the last token is followed by others: their text is not given to it
 */
export function tokenRanges(text: string, pieces: TokenizedPieces, cut = false): TokenRanges {
  const ranges = placed(text, pieces);
  coverGraphemes(text, ranges, cut);
  boundShared(text, ranges);
  return ranges;
}

function placed(text: string, { starts, ends, marks }: TokenizedPieces): TokenRanges {
  const count = starts.length;
  const units = codePointOffsets(
    text,
    ends.reduce((most, end) => Math.max(most, end), 0),
  );
  const unitAt = (codePoint: number) => units[Math.max(0, Math.min(codePoint, units.length - 1))]!;
  const ranges = { starts: new Int32Array(count), ends: new Int32Array(count) };
  let previous = 0;
  let covered = 0;
  for (let piece = 0; piece < count; piece++) {
    const isMark = marks[piece]! > 0;
    const isEmpty = ends[piece]! <= starts[piece]!;
    // An inserted mark bears the range of the character before which it was inserted.
    const inserted = isMark && !isEmpty && piece + 1 < count && starts[piece + 1]! <= starts[piece]!;
    // Normalizers that reorder characters could step back.
    previous = Math.max(previous, inserted ? starts[piece + 1]! : starts[piece]!);
    const start = unitAt(previous);
    const end = inserted ? start : unitAt(Math.max(previous, ends[piece]!));
    ranges.starts[piece] = isMark && isEmpty ? trimmedStart(text, covered, start, marks[piece]!) : start;
    ranges.ends[piece] = end;
    covered = Math.max(covered, end);
  }
  return ranges;
}

/** Where the white space begins that a post-processor trimmed from the range of a mark. */
function trimmedStart(text: string, covered: number, end: number, marks: number): number {
  const start = Math.max(covered, end - marks);
  return start < end && text.slice(start, end).trim() === "" ? start : end;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Units of text before and after a gap that are looked at to tell where its grapheme clusters begin and end. */
const beside = 64;

/** Extends ranges over text in no token, as far as it is in one grapheme cluster with the text of the token beside it. */
function coverGraphemes(text: string, { starts, ends }: TokenRanges, cut: boolean): void {
  let covered = 0;
  /** The tokens that reach as far as `covered`. */
  let reaching: number[] = [];
  for (let token = 0; token <= starts.length; token++) {
    if (token === starts.length && cut) break;
    const next = starts[token] ?? text.length;
    if (next > covered && /\S/u.test(text.slice(covered, next))) {
      const { from, to } = gapOutsideGraphemes(text, covered, next);
      for (const before of reaching) ends[before] = from;
      covered = from;
      for (let after = token; after < starts.length && starts[after] === next; after++) {
        if (ends[after] === next) ends[after] = to;
        starts[after] = to;
      }
    }
    if (token === starts.length || ends[token]! < covered || ends[token] === starts[token]) continue;
    if (ends[token]! > covered) reaching = [];
    reaching.push(token);
    covered = ends[token]!;
  }
}

/** The part of a gap `[start, end)` that shares no grapheme cluster with the text before it or after it. */
function gapOutsideGraphemes(text: string, start: number, end: number): { from: number; to: number } {
  const first = wholeCharacter(text, Math.max(0, start - beside));
  const last = Math.min(text.length, end + beside);
  let from = start;
  let to = end;
  for (const { index, segment } of graphemes.segment(text.slice(first, last))) {
    const [begins, finishes] = [first + index, first + index + segment.length];
    if (begins < start && finishes > start) from = Math.min(end, finishes);
    if (begins < end && finishes > end) to = Math.max(from, begins);
  }
  return { from, to: Math.max(from, to) };
}

function boundShared(text: string, { starts, ends }: TokenRanges): void {
  let covered = 0;
  for (let token = 0; token < starts.length; token++) {
    const least = wholeCharacter(text, covered - longestSharedText);
    if (starts[token]! < least) {
      starts[token] = least;
      ends[token] = Math.max(least, ends[token]!);
    }
    covered = Math.max(covered, ends[token]!);
  }
}

/** An offset, or the one after it if it would split a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  return offset > 0 && text.codePointAt(offset - 1)! > 0xffff ? offset + 1 : offset;
}
