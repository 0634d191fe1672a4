import * as l10n from "@vscode/l10n";
import type { Tokens } from "../attention/tokens.js";
import type { DecoderTokens } from "./decoderTokens.js";
import type { TriedLayout } from "./layoutTrial.js";
import type { InputSide } from "./modelInputs.js";
import type { PadToken } from "./padToken.js";
import type { TokenizedText } from "./textTokenizer.js";

/** A tokenized text with padding that is shown, and what to say of it. */
export interface PaddedText extends TokenizedText {
  readonly notes: readonly string[];
}

/**
 * Fills a text up to the length that a model demands with tokens that are shown, if the model attends to its padding: what
 * they get is part of the attention. Padding that nothing attends to is added where the model is fed, and not shown.
 */
export function withPadding(text: TokenizedText, layout: TriedLayout, side: InputSide, pad: PadToken): PaddedText {
  const { tokens, types, truncation } = text;
  const n = tokens.ids.length;
  const length = shownLength(n, layout, side);
  if (length === n) return { ...text, notes: [] };
  const more = new Array<number>(length - n).fill(0);
  return {
    tokens: paddedTokens(tokens, length, pad),
    types: [...types, ...more],
    truncation,
    notes: noteOf(length, n),
  };
}

/** The same of a decoder's tokens: where it reads padding, padding is what it is to produce. */
export function withDecoderPadding(
  target: DecoderTokens,
  layout: TriedLayout,
  pad: PadToken,
): DecoderTokens & { readonly notes: readonly string[] } {
  const { inputs, produced } = target;
  const n = inputs.ids.length;
  const length = shownLength(n, layout, "target");
  if (length === n) return { ...target, notes: [] };
  return {
    ...target,
    inputs: paddedTokens(inputs, length, pad),
    produced: paddedTokens(produced, length, pad),
    notes: noteOf(length, n),
  };
}

function shownLength(n: number, { lengths, hidesPadding }: TriedLayout, side: InputSide): number {
  return hidesPadding ? n : Math.max(n, lengths[side] ?? n);
}

function noteOf(length: number, n: number): readonly string[] {
  return [
    l10n.t(
      "The model reads exactly {0} tokens and masks no padding: {1} of padding follow the {2} of the text, are attended to as they are, and are shown.",
      length,
      length - n,
      n,
    ),
  ];
}

function paddedTokens({ ids, texts, segments, starts, ends }: Tokens, length: number, pad: PadToken): Tokens {
  const extended = (numbers: Int32Array, value: number) => {
    const longer = new Int32Array(length).fill(value);
    longer.set(numbers);
    return longer;
  };
  return {
    ids: extended(ids, pad.id),
    texts: [...texts, ...new Array<string>(length - texts.length).fill(pad.text)],
    segments: extended(segments, -1),
    starts: extended(starts, -1),
    ends: extended(ends, -1),
  };
}
