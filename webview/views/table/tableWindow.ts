/** The height of a row in CSS pixels: table.css has it too. */
export const ROW_HEIGHT = 24;

/** Rows in the document, at most: each is some fifteen nodes. The table is no higher than they reach: table.css. */
const MOST_ROWS = 60;
/** Rows beyond either edge, so that a scroll of a few pixels shows no gap. */
const BEYOND = 3;

/** The rows that are in the document. */
export interface RowWindow {
  readonly first: number;
  /** One past the last. */
  readonly past: number;
}

/** The rows that a window shows that is scrolled so far. */
export function rowWindow(count: number, scrolled: number, height: number): RowWindow {
  const shown = Math.min(MOST_ROWS, Math.ceil(height / ROW_HEIGHT) + 2 * BEYOND + 1);
  const first = Math.max(0, Math.min(Math.floor(scrolled / ROW_HEIGHT) - BEYOND, count - shown));
  return { first, past: Math.min(count, first + shown) };
}

/** How far to scroll so that a row is in sight below the head, which stays on top; above it is the caption, a row high. */
export function scrollToRow(row: number, scrolled: number, height: number): number {
  if (row === 0) return 0;
  const covered = (row + 1) * ROW_HEIGHT;
  const past = (row + 3) * ROW_HEIGHT;
  return Math.min(covered, Math.max(scrolled, past - height));
}
