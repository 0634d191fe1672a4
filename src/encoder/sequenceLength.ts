import type { Truncation, TruncationBound } from "../attention/trace.js";

/** The sequence length that a request allows. */
export interface AllowedLength {
  /** Tokens, special tokens included. */
  readonly tokens: number;
  /** True if the person asked for it: then it goes before the tokenizer's own bound. */
  readonly asked: boolean;
}

/** The bounds that an encoder's files give, in tokens, special tokens included; null for none. */
export interface OwnLengths {
  /** The longest sequence that the model has positions for. */
  readonly model: number | null;
  /** The longest sequence by the "truncation" of tokenizer.json. */
  readonly tokenizerFile: number | null;
  /** The longest sequence by tokenizer_config.json. */
  readonly tokenizerConfig: number | null;
}

/** The bounds of an encoder whose files give none. */
export const noOwnLengths: OwnLengths = { model: null, tokenizerFile: null, tokenizerConfig: null };

/** How many tokens a sequence may have, and what bounds it if it is not what was asked for. */
export interface SequenceLength {
  readonly tokens: number;
  readonly bound: TruncationBound | null;
}

/**
 * Decides the bound of a sequence. A tokenizer's bound is a default of who published it, so a person may lift it; the
 * model's cannot be lifted, nor can that of memory.
 *
 * @param memory the longest sequence whose attention fits into memory
 */
export function sequenceLength(allowed: AllowedLength, own: OwnLengths, memory = Infinity): SequenceLength {
  const most = Math.min(own.model ?? Infinity, memory);
  const liftable = Number.isFinite(most) ? most : null;
  const bounds: readonly (readonly [TruncationBound["of"], number | null, number | null])[] = [
    ["tokenizer_config.json", allowed.asked ? null : own.tokenizerConfig, liftable],
    ["tokenizer.json", allowed.asked ? null : own.tokenizerFile, liftable],
    ["model", own.model, null],
    ["memory", memory, null],
  ];
  let smallest: SequenceLength = { tokens: allowed.tokens, bound: null };
  // Of equal bounds the one that cannot be lifted is said: to lift the other would change nothing.
  for (const [of, tokens, most] of bounds) {
    if (tokens !== null && tokens <= smallest.tokens) smallest = { tokens, bound: { of, tokens, most } };
  }
  return smallest;
}

/** A truncation with what bounded the sequence. */
export function boundedBy(truncation: Truncation | null, { bound }: SequenceLength): Truncation | null {
  return truncation && bound ? { ...truncation, bound } : truncation;
}
