/**
 * The tokens of one run, as parallel arrays of length N.
 *
 * Offsets count UTF-16 units from the start of the token's segment, end exclusive. A special token, which stands for no
 * text, has segment, start and end -1. Byte-level tokens that are parts of one character all bear that character's range.
 */
export interface Tokens {
  /** `[N]` ids in the tokenizer's vocabulary. */
  readonly ids: Int32Array;
  /** `[N]` the text each token stands for; for a special token its name, such as `<s>`. */
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
