import assert from "node:assert/strict";

/** How far a computed number may be from the reference, where that is at most 1. */
const tolerance = 1e-5;

/** The largest magnitude, or 1 where that is larger: what a tolerance is relative to. */
export function magnitude(values: ArrayLike<number>): number {
  return Array.from(values).reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
}

/** Checks that numbers are as many as expected and within `tolerance` times `scale` of them; NaN never is. */
export function assertClose(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  what: string,
  scale = magnitude(expected),
): void {
  assert.equal(found.length, expected.length, `${what}: length`);
  for (let index = 0; index < expected.length; index++) {
    const difference = Math.abs(found[index]! - expected[index]!);
    assert(difference <= tolerance * scale, `${what}: off by ${difference} at ${index}`);
  }
}
