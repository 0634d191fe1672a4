import assert from "node:assert/strict";
import fc from "fast-check";
import { longestTokenText } from "../../../src/attention/shortened.js";
import { tokenLabels, visible } from "../../../src/attention/tokenLabels.js";

/** A surrogate that stands alone. */
const LONE = /\p{Cs}/u;

describe("A token's label", () => {
  const labels: readonly (readonly [string, string])[] = [
    [" tea", "·tea"],
    ["  ", "··"],
    ["\n", "⏎"],
    ["\r\n", "⏎"],
    ["\r", "⟨0D⟩"],
    ["\t\t", "⇥⇥"],
    ["\u00a0", "⍽"],
    ["", "∅"],
    ["\u0301", "◌\u0301"],
    ["e\u0301", "e\u0301"],
    ["\u202Egnp", "⟨202E⟩gnp"],
    ["\u200b", "⟨200B⟩"],
    ["\ufeff", "⟨FEFF⟩"],
    ["\u0000", "⟨00⟩"],
    ["👩‍👩‍👧", "👩‍👩‍👧"],
    ["❤\ufe0f", "❤\ufe0f"],
    ["\u200d", "⟨200D⟩"],
    ["\ud800", "⟨D800⟩"],
    ["커피", "커피"],
    ["__proto__", "__proto__"],
  ];
  for (const [text, label] of labels) {
    it(`is ${JSON.stringify(label)} for ${JSON.stringify(text)}`, () => assert.equal(visible(text), label));
  }

  it("tells the parts of one character from one another, and only those", () => {
    const tokens = {
      ids: Int32Array.of(0, 1, 2, 3, 4, 5, 6),
      texts: ["<s>", "a", "🙂", "🙂", "🙂", "a", "</s>"],
      segments: Int32Array.of(-1, 0, 0, 0, 0, 1, -1),
      starts: Int32Array.of(-1, 0, 1, 1, 1, 1, -1),
      ends: Int32Array.of(-1, 1, 3, 3, 3, 3, -1),
    };
    assert.deepEqual(tokenLabels(tokens), ["<s>", "a", "🙂₁", "🙂₂", "🙂₃", "a", "</s>"]);
  });

  it("numbers what shares text, though not all of it, and passes over what stands for none", () => {
    const tokens = {
      ids: new Int32Array(7),
      texts: [" 금", "금", "요", "▁", "ab", "b", "bc"],
      segments: new Int32Array(7),
      starts: Int32Array.of(0, 1, 2, 3, 3, 4, 4),
      ends: Int32Array.of(2, 2, 3, 3, 5, 5, 6),
    };
    assert.deepEqual(tokenLabels(tokens), ["·금₁", "금₂", "요", "▁", "ab₁", "b₂", "bc₃"]);
  });

  it("is of bounded length, and whole characters, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 400 }), (text) => {
        const label = visible(text);
        assert.ok(label.length <= longestTokenText + 8 * 17, `${label.length}`);
        if (text.length <= 16) assert.ok(!label.includes("…") || text.includes("…"));
        if (!LONE.test(text)) assert.doesNotMatch(label, LONE);
      }),
    );
    assert.equal(visible("x".repeat(1e6)).length, longestTokenText);
  });
});
