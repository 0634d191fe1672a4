import type { NpyArray } from "../attention/npy.js";
import { tokenLabels } from "../attention/tokenLabels.js";
import type { Tokens } from "../attention/tokens.js";
import { codePointsBefore } from "./codePointsBefore.js";

/**
 * Tokens as a file holds them: `ids` and `segments` `[N]`, `offsets` `[N, 2]` in Unicode code points from the start of the
 * token's segment, as Python counts them, end exclusive and -1 for a special token, and `tokens` `[N]`, their labels: parts of one character are numbered.
 *
 * @param prefix "", `decoder_` or `produced_`
 * @param texts the segments that the offsets count in
 */
export function tokenArrays(tokens: Tokens, prefix: string, texts: readonly string[]): Map<string, NpyArray> {
  const n = tokens.ids.length;
  const before = texts.map(codePointsBefore);
  const offsets = new Int32Array(2 * n).fill(-1);
  for (let token = 0; token < n; token++) {
    const counts = before[tokens.segments[token]!];
    if (counts === undefined) continue;
    offsets[2 * token] = counts[tokens.starts[token]!]!;
    offsets[2 * token + 1] = counts[tokens.ends[token]!]!;
  }
  return new Map<string, NpyArray>([
    [`${prefix}ids`, { kind: "int32", shape: [n], parts: [tokens.ids] }],
    [`${prefix}offsets`, { kind: "int32", shape: [n, 2], parts: [offsets] }],
    [`${prefix}segments`, { kind: "int32", shape: [n], parts: [tokens.segments] }],
    [`${prefix}tokens`, { kind: "text", shape: [n], texts: tokenLabels(tokens) }],
  ]);
}
