import assert from "node:assert/strict";
import { tokenLabels, visible } from "../../../src/attention/tokenLabels.js";

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
});
