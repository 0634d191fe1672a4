/**
 * The tokens of one run, as parallel arrays of length N.
 *
 * Offsets count UTF-16 units from the start of the token's segment, end exclusive. A special token, which stands for no
 * text, has segment, start and end -1. Byte-level tokens that are parts of one character all bear that character's range.
 * A mark of a word's beginning that the tokenizer inserted, such as "▁", has an empty range.
 */
export interface Tokens {
  /** `[N]` ids in the tokenizer's vocabulary. */
  readonly ids: Int32Array;
  /**
   * `[N]` the text each token stands for, its middle left out if it is long (`shortened`); the token's name, such as `<s>`,
   * if it stands for none.
   */
  readonly texts: readonly string[];
  /** `[N]` index of the segment, or -1. */
  readonly segments: Int32Array;
  /** `[N]` first UTF-16 unit, or -1. */
  readonly starts: Int32Array;
  /** `[N]` one past the last UTF-16 unit, or -1. */
  readonly ends: Int32Array;
}

/** The tokens of nothing. */
export const noTokens: Tokens = {
  ids: new Int32Array(0),
  texts: [],
  segments: new Int32Array(0),
  starts: new Int32Array(0),
  ends: new Int32Array(0),
};

/** Whether a token is special: it stands for no text of the person's. */
export function isSpecial(tokens: Tokens, token: number): boolean {
  return tokens.segments[token] === -1;
}

/** The whole text of a token; "" if it stands for none. @param segments the texts that the tokens' offsets count in */
export function wholeText({ segments: of, starts, ends }: Tokens, segments: readonly string[], token: number): string {
  return segments[of[token]!]?.slice(starts[token], ends[token]) ?? "";
}
