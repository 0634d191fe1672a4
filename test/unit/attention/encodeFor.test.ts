import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeFor, type Place } from "../../../src/attention/encodeFor.js";

/** How many code points each place shows at most; each stands for one character, or one with a backslash before it. */
const longest: Readonly<Record<Place, number>> = {
  notification: 1000,
  progress: 300,
  dialog: 2500,
  picker: 400,
  inputBox: 400,
  statusBar: 100,
  tooltip: 1000,
  tab: 100,
  hover: 500,
  page: 2500,
  log: 100_000,
  terminal: 2500,
};
const places = Object.keys(longest) as Place[];

/** VS Code's own pattern (src/vs/base/common/linkedText.ts) of what becomes a live link in a message. */
const liveLink = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u;
const link = '[Fix](command:workbench.action.terminal.new?{"config":{"executable":"xcalc"}})';

/** Texts made of what places give a meaning to, in any order. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(link, "[", "]", "](", ")", "command:a", "$(", "$", "(trash)", "\u202e", "\u200b", "\u0000", "\n"),
      fc.constantFrom(
        "\r\n",
        "\u2028",
        "\t",
        " ",
        "<img src=x>",
        "|",
        "`",
        "\\",
        "\ud83d",
        "😀",
        "가",
        "&lt;",
        "\u001b[2J",
      ),
      fc.string({ unit: "binary", maxLength: 40 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

describe("a text encoded for a place", () => {
  it("stays as it is where nothing in it means anything there", () => {
    const sentence = "model.onnx (q4) takes at most 512 tokens, not 1,024; 다른 인코더를 고르십시오 [2] é 😀.";
    for (const place of places.filter((one) => one !== "hover")) assert.equal(encodeFor(place, sentence), sentence);
  });

  for (const place of places) {
    it(`runs no command, draws no icon, turns nothing and has an end: ${place}`, () => {
      fc.assert(
        fc.property(hostile, (text) => {
          const encoded = encodeFor(place, text);
          if (place !== "page" && place !== "tab" && place !== "terminal" && place !== "log") {
            assert.equal(encoded.match(liveLink), null);
            assert.equal(/(?<!\\)\$\(/.test(encoded), false);
          }
          assert.equal(
            invisible.test(place === "dialog" || place === "log" ? encoded.replaceAll("\n", "") : encoded),
            false,
          );
        }),
        { numRuns: 200 },
      );
      for (const filler of ["a", "]", link, "\u202e", "\n", "😀", "\u0301"]) {
        const encoded = encodeFor(place, filler.repeat(Math.ceil(500_000 / filler.length)));
        assert.ok(encoded.length <= 2 * longest[place], `${filler}: ${encoded.length}`);
      }
    });
  }

  it("leaves out the middle of a long sentence, so that what to do stays", () => {
    const encoded = encodeFor("notification", `${"a".repeat(500_000)} cannot be used; choose another encoder.`);
    assert.match(encoded, /^a{100,}….*a cannot be used; choose another encoder\.$/);
  });

  it("is cut between characters, never within one", () => {
    for (const shift of ["", "a"]) {
      assert.equal(/[\ud800-\udfff]/u.test(encodeFor("notification", shift + "😀".repeat(1000))), false);
    }
  });

  it("is Markdown that reads as the text, in a hover", () => {
    assert.equal(encodeFor("hover", "[a](b) $(c)"), "\\[a\\]\\(b\\) \\$ \\(c\\)");
  });

  it("forges no entry of the log", () => {
    const entry = encodeFor("log", "it failed\r\n2026-12-01 00:00:00.000 [info] all is well");
    assert.equal(entry, "it failed\n    2026-12-01 00:00:00.000 [info] all is well");
  });
});
