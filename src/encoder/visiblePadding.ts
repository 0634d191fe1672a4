import * as l10n from "@vscode/l10n";
import type { Tokens } from "../attention/tokens.js";
import type { TokenSide } from "../attention/traceGroup.js";
import type { TriedLayout } from "./layoutTrial.js";
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
export function withPadding(text: TokenizedText, layout: TriedLayout, side: TokenSide, pad: PadToken): PaddedText {
  const { tokens, types, truncation } = text;
  const n = tokens.ids.length;
  const length = layout.lengths[side] ?? n;
  if (length <= n || layout.hidesPadding) return { ...text, notes: [] };
  const more = length - n;
  const extended = (numbers: Int32Array, value: number) => {
    const longer = new Int32Array(length).fill(value);
    longer.set(numbers);
    return longer;
  };
  const padded: Tokens = {
    ids: extended(tokens.ids, pad.id),
    texts: [...tokens.texts, ...new Array<string>(more).fill(pad.text)],
    segments: extended(tokens.segments, -1),
    starts: extended(tokens.starts, -1),
    ends: extended(tokens.ends, -1),
  };
  const note = l10n.t(
    "The model reads exactly {0} tokens and masks no padding: {1} of padding follow the {2} of the text, are attended to as they are, and are shown.",
    length,
    more,
    n,
  );
  return { tokens: padded, types: [...types, ...new Array<number>(more).fill(0)], truncation, notes: [note] };
}
