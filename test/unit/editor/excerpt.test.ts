import assert from "node:assert/strict";
import { excerptOf } from "../../../src/editor/excerpt.js";

describe("an excerpt", () => {
  it("is a short text as it is, on one line", () => {
    assert.equal(excerptOf(["\tfor each:\r\n\t\t커피 ☕\n"]), "for each: 커피 ☕");
  });

  it("has the segments beside each other", () => {
    assert.equal(excerptOf(["tea", "  ", "coffee"]), "tea ⋯ coffee");
  });

  it("of a long text is its beginning, in whole characters", () => {
    const excerpt = excerptOf(["😀".repeat(1000), "more"]);
    assert.equal(excerpt, "😀".repeat(79) + "…");
  });

  it("shows what is invisible", () => {
    assert.equal(excerptOf(["a\u202eb\u0000"]), "a⟨202E⟩b⟨00⟩");
  });
});
