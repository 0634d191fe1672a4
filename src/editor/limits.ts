/** How long a run may take before its progress is shown, in milliseconds; sooner, it would only flicker. */
export const progressDelay = 400;

/** How many of a token's most attended tokens a hover lists. */
export const attendedInHover = 5;
