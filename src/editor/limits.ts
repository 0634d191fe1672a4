/** The longest selection, in UTF-16 units: the tokenizer counts every token of it, which takes a second for some million. */
export const longestText = 4_000_000;

/** How long a run may take before its progress is shown, in milliseconds; sooner, it would only flicker. */
export const progressDelay = 400;

/** How many of a token's most attended tokens a hover lists. */
export const attendedInHover = 5;
