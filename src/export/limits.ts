// Every number that bounds what is written, with its reason.

/** Cells that are written as rectangles; more of them make a file slow to open and to edit, and are a picture. */
export const mostVectorCells = 4096;

/** Code points of a file's name before its extension: file systems take 255 bytes, and Hangul has three each. */
export const longestFileName = 60;
