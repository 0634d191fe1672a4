/**
 * Under this share of its attention, a row that is divided by what is left of it says little: what is shown as 1 was hardly
 * looked at.
 */
export const leastLeft = 0.01;

/** True if a row is shown that has nearly all of its attention on tokens that were dropped. @param left in [0, 1] */
export function isFaint(left: number | undefined): boolean {
  return left !== undefined && left < leastLeft;
}

/** How many rows are faint. @param left `[rows]` as in `AttentionMap`; null if nothing was dropped */
export function faintRows(left: Float32Array | null): number {
  return left === null ? 0 : left.reduce((count, share) => count + (isFaint(share) ? 1 : 0), 0);
}

/** How much of their attention is left of a map's rows. */
export interface LeftOfRows {
  /** The least share, in [0, 1]. */
  readonly least: number;
  readonly faint: number;
  readonly rows: number;
}

/** Summarises what is left of rows; null if nothing was dropped, or no row is numbers. */
export function leftOfRows(left: Float32Array | null): LeftOfRows | null {
  if (left === null) return null;
  const shares = left.filter(Number.isFinite);
  if (shares.length === 0) return null;
  const least = shares.reduce((least, share) => Math.min(least, share), Infinity);
  return { least, faint: faintRows(left), rows: left.length };
}
