// What of a figure the host takes from a page, and what it gives to a file, with the reason.

/** CSS pixels along a figure's side: 2,048 tokens of 8 pixels and their labels. */
export const largestFigure = 20_000;

/** CSS pixels from the figure's corner: what is cut off lies outside, and a map that is enlarged reaches far. */
export const farthestPlace = 1_000_000;

/** Marks of a figure: the lines of 144 heads with 64 keys for each of 512 tokens would be more, and unreadable. */
export const mostMarks = 500_000;

/** UTF-16 units of one text of a figure: a token's label, or a sentence below. */
export const longestText = 10_000;

/** Pixels of a raster: those of the largest figure at one for each CSS pixel. */
export const mostCells = 64 * 1024 ** 2;

/** Bytes of a PNG from the page. */
export const mostPngBytes = 512 * 1024 ** 2;

/** Pixels along a side to which a raster is enlarged for PDF: 300 for each inch of a column of a page. */
export const enlargedSide = 2048;

/** Milliseconds after which others of the extension host are given a turn. */
export const turn = 10;

/** Marks that are checked and handed over at once: some milliseconds of them. */
export const marksAtOnce = 1000;

/** Units of a row or a column, of which a trace has some thousand: so many are checked within a turn. */
export const mostUnits = 65_536;
