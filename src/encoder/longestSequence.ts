import { maximumAttentionBytes } from "./limits.js";

/** How many tokens a trace may have whose attention has so many maps, of all layers together. */
export function longestSequence(maps: number): number {
  return Math.floor(Math.sqrt(maximumAttentionBytes / (4 * maps)));
}
