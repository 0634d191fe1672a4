import { plainRecipe } from "../../../../src/attention/recipe.js";
import type { Provenance } from "../../../../src/export/provenance.js";

/** Where something comes from whose every name is hostile. */
export const hostileProvenance: Provenance = {
  extensionVersion: "0.1.0",
  date: "2026-11-21T12:00:00.000Z",
  encoder: { name: "코드</metadata>\u202e --> \n% \\end{x}", version: '1,=cmd()"', sha256: "ab".repeat(32) },
  provider: "cpu",
  source: {
    title: 'a",\n=HYPERLINK("x")\u2028.ts',
    ranges: [
      { start: 0, end: 10, firstLine: 1, lastLine: 2 },
      { start: 20, end: 30, firstLine: null, lastLine: null },
    ],
  },
  heads: { group: "encoder", heads: [{ layer: 1, head: 3 }], combine: "mean" },
  recipe: plainRecipe,
  selection: null,
  tokens: ["한글", "</svg>"],
  targetTokens: null,
  producedTokens: null,
};
