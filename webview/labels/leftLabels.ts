/** How much attention is left where special tokens were dropped. */
export const leftLabels = {
  /** After a row's sentence. */
  after: "{sentence}. {left}",
  share: "{share} of its attention is left; the rest is on special tokens.",
  faint: "Only {share} of its attention is left; the rest is on special tokens, so it is grey.",
  several: "At least {share} of the attention of each is left; the rest is on special tokens.",
  grey: "{count} rows have under {least} of their attention left without special tokens, and are grey.",
  oneGrey: "1 row has under {least} of its attention left without special tokens, and is grey.",
};
