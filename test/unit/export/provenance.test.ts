import assert from "node:assert/strict";
import { plainRecipe, type Recipe } from "../../../src/attention/recipe.js";
import { headsInWords } from "../../../src/export/headsInWords.js";
import { provenanceLines } from "../../../src/export/provenanceLines.js";
import { recipeInWords } from "../../../src/export/recipeInWords.js";
import { hostileProvenance } from "./support/provenance.js";

describe("provenance in words", () => {
  it("is a fact a line, whatever names hold", () => {
    const lines = provenanceLines(hostileProvenance);
    assert.equal(lines.length, 6);
    for (const line of lines) assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    assert.ok(lines[1]!.startsWith("Encoder: 코드</metadata>⟨202E⟩ --> ⟨0A⟩% \\end{x} 1,=cmd()"));
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
    assert.equal(recipeInWords({ ...plainRecipe, scale: "linear" }), "weights as the encoder computed them");
  });
});
