/** How long a run may take before its progress is shown, in milliseconds; sooner, it would only flicker. */
export const progressDelay = 400;

/** How many of a token's most attended tokens a hover lists. */
export const attendedInHover = 5;

/** How many edits that cost a token its place can be undone: more than a person takes back in one go. */
export const rememberedPlaces = 50;

/** The longest sequence that may be asked for, in tokens: its attention takes 0.5 GB with 4 layers of 8 heads. */
export const mostTokens = 2048;

/** The shortest one: less is no text. */
export const fewestTokens = 16;

/** Encoders that are remembered as used before: more than a person goes back and forth between. */
export const rememberedEncoders = 10;

/** How often the list of encoders is shown anew while the search goes on, in milliseconds: oftener, it would flicker. */
export const searchRefresh = 150;
