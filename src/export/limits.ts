// Every number that bounds what is written, with its reason.

/** Cells that are written as rectangles; more of them make a file slow to open and to edit, and are a picture. */
export const mostVectorCells = 4096;

/** Code points of a file's name before its extension: file systems take 255 bytes, and Hangul has three each. */
export const longestFileName = 60;

/** Bytes of a stand-alone page in one file, as long as a head's weights fit: mail and browsers still take it. */
export const largestStandalone = 48_000_000;

/** Bytes of positional encodings in such a page: BERT-base's for 512 positions are 1.6 MB. */
export const largestPositions = 8_000_000;

/** Tokens that a line of provenance names, of those that were pinned: more nobody reads. Programs are told all. */
export const mostNamedTokens = 20;

/** Code points of such a name: a merged line of code still fits. */
export const longestTokenName = 80;

/** Positions that a column's name holds of the tokens whose weights were combined in it: file names in .npz have a bound. */
export const mostPositionsInName = 8;
