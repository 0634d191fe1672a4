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
