import assert from "node:assert/strict";
import { plainRecipe, type Recipe } from "../../../src/attention/recipe.js";
import { headsInWords } from "../../../src/export/headsInWords.js";
import { provenanceJson } from "../../../src/export/provenanceJson.js";
import { provenanceLines } from "../../../src/export/provenanceLines.js";
import { recipeInWords } from "../../../src/export/recipeInWords.js";
import type { Selection } from "../../../src/export/selection.js";
import { hostileProvenance } from "./support/provenance.js";

describe("provenance in words", () => {
  it("is a fact a line, whatever names hold", () => {
    const lines = provenanceLines(hostileProvenance);
    assert.equal(lines.length, 6);
    for (const line of lines) assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    assert.ok(lines[1]!.startsWith("Encoder: 코드</metadata>⟨202E⟩ --> ⟨0A⟩% \\end{x} 1,=cmd()"));
  });

  it("says which numbers are shown, where not all of them are", () => {
    const of = [
      { position: 5, text: "·mat" },
      { position: 7, text: "⏎\n</svg>\u202e" },
    ];
    const list = { by: "weight", descending: true, sought: "" } as const;
    const wordsOf = (selection: Selection) => {
      const line = provenanceLines({ ...hostileProvenance, selection }).at(-1)!;
      assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      const json = JSON.parse(provenanceJson({ ...hostileProvenance, selection })) as Record<string, unknown>;
      assert.deepEqual(json.selection, selection);
      assert.equal(line, `Shown: ${json.selectionInWords as string}`);
      return line.slice("Shown: ".length);
    };
    assert.equal(
      wordsOf({ kind: "row", of, combine: "sum", list: null }),
      "sum of the rows of 2 queries: 5 “·mat”, 7 “⏎⟨0A⟩</svg>⟨202E⟩”",
    );
    assert.equal(
      wordsOf({ kind: "column", of: of.slice(0, 1), combine: null, list }),
      "column of key 5 “·mat”; sorted by weight, descending",
    );
    assert.equal(
      wordsOf({ kind: "row", of: of.slice(0, 1), combine: null, list: { ...list, descending: false, sought: "a\r" } }),
      "row of query 5 “·mat”; sorted by weight, ascending; only tokens with “a⟨0D⟩” in them",
    );
    const many = Array.from({ length: 23 }, (_, position) => ({ position, text: "a" }));
    assert.match(
      wordsOf({ kind: "column", of: many, combine: "mean", list: null }),
      /^mean of the columns of 23 keys: /,
    );
    assert.match(wordsOf({ kind: "column", of: many, combine: "mean", list: null }), /, 19 “a”, and 3 more$/);
    assert.equal(
      wordsOf({ kind: "pairs", most: 5, least: 0.02 }),
      "of each head by itself at most the 5 strongest keys of a query, with weights of at least 0.02",
    );
    assert.match(wordsOf({ kind: "pairs", most: 5, least: 0 }), /, with weights above 0$/);
  });

  it("names no head and, of statistics, no recipe where it is all heads that are shown", () => {
    const of = { group: "encoder", layers: 2, heads: 3 } as const;
    const recipe: Recipe = { ...plainRecipe, dropSpecial: true };
    const told = (selection: Selection) => ({
      lines: provenanceLines({ ...hostileProvenance, recipe, selection }).slice(3),
      json: JSON.parse(provenanceJson({ ...hostileProvenance, recipe, selection })) as Record<string, unknown>,
    });
    const statistics = told({ kind: "statistics", ...of });
    assert.deepEqual(statistics.lines, [
      "Attention: encoder, all heads (6 in 2 layers), each by itself",
      "Recipe: as computed, no recipe applied",
      "Shown: the statistics of every head, over all tokens",
    ]);
    assert.deepEqual([statistics.json.heads, statistics.json.recipe], [null, null]);
    const thumbnails = told({ kind: "thumbnails", ...of, pooling: "max" });
    assert.deepEqual(thumbnails.lines, [
      "Attention: encoder, all heads (6 in 2 layers), each by itself",
      "Recipe: special tokens left out and rows divided by what remains",
      "Colours: square root of the largest weight",
      "Shown: the map of every head, small and on its own scale; a cell is the largest weight of its block",
    ]);
    assert.deepEqual([thumbnails.json.heads, thumbnails.json.recipe], [null, recipe]);
    assert.match(told({ kind: "thumbnails", ...of, pooling: null }).lines.at(-1)!, /; a cell is one weight$/);
  });

  it("does not hide that a hash is not known", () => {
    const lines = provenanceLines({ ...hostileProvenance, encoder: { name: "x", version: null, sha256: null } });
    assert.equal(lines[1], "Encoder: x; SHA-256 not known; run on cpu");
  });

  it("names heads as people count them", () => {
    const heads = [
      { layer: 0, head: 0 },
      { layer: 2, head: 1 },
      { layer: 2, head: 5 },
    ];
    assert.equal(headsInWords({ group: "cross", heads: heads.slice(0, 1), combine: "max" }), "cross layer 1 head 1");
    assert.equal(
      headsInWords({ group: "encoder", heads, combine: "max" }),
      "max of encoder layer 1 head 1; layer 3 head 2+6",
    );
  });

  it("tells every step of a recipe, in order", () => {
    const recipe: Recipe = { ...plainRecipe, dropSpecial: true, merge: "words", threshold: 0.05, topK: 3 };
    assert.equal(
      recipeInWords(recipe),
      "special tokens left out and rows divided by what remains; " +
        "merged into words (columns add up and rows are averaged); weights below 0.05 set to 0; " +
        "all but the 3 strongest keys of a query set to 0",
    );
    const dropped = { ...plainRecipe, dropSpecial: true };
    assert.equal(
      recipeInWords(dropped, { least: 1.234e-9, faint: 2, rows: 7 }),
      "special tokens left out and rows divided by what remains (at least 1.2e-9 of a row's attention, under 0.01 in 2 of 7 rows)",
    );
    assert.equal(
      recipeInWords(dropped, { least: 0.25, faint: 0, rows: 7 }),
      "special tokens left out and rows divided by what remains (at least 0.25 of a row's attention)",
    );
    assert.equal(recipeInWords({ ...plainRecipe, scale: "linear" }), "weights as the encoder computed them");
  });
});
