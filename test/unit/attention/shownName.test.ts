import assert from "node:assert/strict";
import fc from "fast-check";
import { shownName } from "../../../src/attention/shownName.js";

describe("A name out of a file", () => {
  const names: readonly (readonly [string, string])[] = [
    ["/encoder/layer.0/MatMul_output_0", "/encoder/layer.0/MatMul_output_0"],
    ["__proto__", "__proto__"],
    ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
    ["어텐션 가중치", "어텐션 가중치"],
    ["", "∅"],
    ["a\u202Etxt.exe", "a⟨202E⟩txt.exe"],
    ["\u2066x\u2069", "⟨2066⟩x⟨2069⟩"],
    ["two\nlines\r\n", "two⟨0A⟩lines⟨0D⟩⟨0A⟩"],
    ["\u0000\u001b[31m", "⟨00⟩⟨1B⟩[31m"],
    ["a\u200bb\ufeff", "a⟨200B⟩b⟨FEFF⟩"],
    ["a\u00a0\u3164b", "a⟨A0⟩⟨3164⟩b"],
    ["\ud800x", "⟨D800⟩x"],
    ["\u0301x", "◌\u0301x"],
    ["a".repeat(80), "a".repeat(80)],
    ["😀".repeat(80), "😀".repeat(80)],
    ["a".repeat(50) + "b".repeat(50), "a".repeat(40) + "…" + "b".repeat(39)],
    ["😀".repeat(60) + "🙂".repeat(60), "😀".repeat(40) + "…" + "🙂".repeat(39)],
    ["x".repeat(39) + "\u202e".repeat(99), "x".repeat(39) + "…" + "⟨202E⟩".repeat(6)],
  ];
  for (const [name, shown] of names) {
    it(`is ${shown.slice(0, 60)} for ${JSON.stringify(name).slice(0, 60)}`, () => assert.equal(shownName(name), shown));
  }

  it("is one line of at most 80 visible code points, whatever it was, and shown the same way twice", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)))
        .map((units) => units.join("")),
    );
    fc.assert(
      fc.property(anything, (name) => {
        const shown = shownName(name);
        assert(Array.from(shown).length <= 80, shown);
        assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        assert.equal(shownName(shown), shown);
      }),
    );
  });

  it("takes no time where it is enormous", () => {
    const began = performance.now();
    assert.equal(shownName(`${"\u202e".repeat(50_000_000)}end`).slice(-3), "end");
    assert(performance.now() - began < 500);
  });
});
