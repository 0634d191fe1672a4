import assert from "node:assert/strict";
import fc from "fast-check";
import { merges, type Merge } from "../../../src/attention/recipe.js";
import { isSpecial, type Tokens } from "../../../src/attention/tokens.js";
import { unitsOf } from "../../../src/attention/units.js";
import { tokensOf, type Piece } from "./tokensOf.js";

/** The units' texts; a special token's is its name. */
function unitTexts(segments: readonly (readonly Piece[])[], merge: Merge, dropSpecial = false): string[] {
  const { tokens, segments: whole } = tokensOf(...segments);
  const { firsts, counts } = unitsOf(tokens, whole, dropSpecial, merge);
  return Array.from(firsts, (first, unit) => {
    const last = first + counts[unit]! - 1;
    const segment = tokens.segments[first]!;
    return segment < 0 ? tokens.texts[first]! : whole[segment]!.slice(tokens.starts[first], tokens.ends[last]);
  });
}

const cases: readonly [what: string, pieces: readonly Piece[], merge: Merge, units: readonly string[]][] = [
  ["WordPiece, whose tokens have no spaces", [null, "un", "aff", "able", "!"], "words", ["</s>", "unaffable", "!"]],
  [
    "byte-level BPE, whose tokens begin with them",
    ["un", "aff", " able", " ta", "bles"],
    "words",
    ["unaff", " able", " tables"],
  ],
  [
    "SentencePiece, whose spaces may stand alone",
    [" ", "un", "able", " ", "cups"],
    "words",
    [" ", "unable", " ", "cups"],
  ],
  ["Korean, whose syllables go on", ["주전", "자", "에서", " 커", "피", "."], "words", ["주전자에서", " 커피", "."]],
  ["a mark of the letter before it", ["cafe", "\u0301s"], "words", ["cafe\u0301s"]],
  ["camelCase, which is several words", ["get", "HTTP", "Url", "2"], "words", ["get", "HTTPUrl2"]],
  [
    "camelCase and _, which are one identifier",
    ["get", "HTTP", "_", "url", "$", "(", "x"],
    "identifiers",
    ["getHTTP_url$", "(", "x"],
  ],
  ["_, which is no letter", ["my", "_", "name"], "words", ["my", "_", "name"]],
  ["numbers in identifiers", ["x", "12", ".", "3"], "identifiers", ["x12", ".", "3"]],
  ["a token that reaches into two words, which joins them", ["foo", "Ba", "r (", "x"], "words", ["foo", "Bar (", "x"]],
  ["parts of one character", ["ok", ["👍🏽", 3], "!"], "words", ["ok", "👍🏽", "!"]],
  ["letters outside of the first plane", ["𝒳", "𝒴", " 𝟏"], "words", ["𝒳𝒴", " 𝟏"]],
  [
    "lines with CRLF",
    ["one", " two", "\r\n", "three", "\r", "\n", "\n", " four"],
    "lines",
    ["one two\r\n", "three\r\n", "\n", " four"],
  ],
  ["a break that stands with what is before it", ["a;", "\n\n  ", "b"], "lines", ["a;\n\n  ", "b"]],
  ["a break that stands with what comes after it", ["a", "\n  b", "c"], "lines", ["a", "\n  bc"]],
  ["nothing but blanks", ["  ", "\n"], "lines", ["  \n"]],
];

describe("the units of tokens", () => {
  for (const [what, pieces, merge, expected] of cases) {
    it(`are ${merge}: ${what}`, () => assert.deepEqual(unitTexts([pieces], merge), expected));
  }

  it("are the tokens themselves where nothing is merged", () => {
    assert.deepEqual(unitTexts([[null, "a", "b", null]], "tokens"), ["</s>", "a", "b", "</s>"]);
  });

  it("end with their segment", () => {
    for (const merge of merges) {
      assert.deepEqual(
        unitTexts(
          [
            ["fo", "o"],
            ["ba", "r"],
          ],
          merge,
        ),
        merge === "tokens" ? ["fo", "o", "ba", "r"] : ["foo", "bar"],
      );
    }
  });

  it("are parted by special tokens, dropped or not", () => {
    assert.deepEqual(unitTexts([["fo", "o", null, "ba"]], "words"), ["foo", "</s>", "ba"]);
    assert.deepEqual(unitTexts([["fo", "o", null, "ba"]], "words", true), ["foo", "ba"]);
  });

  it("are all kept of tokens that stand for no text, as those that a decoder was given", () => {
    assert.deepEqual(unitTexts([[null, null]], "words", true), ["</s>", "</s>"]);
  });

  it("are its tokens where the text is not known", () => {
    const { tokens } = tokensOf(["fo", "o"]);
    assert.deepEqual([...unitsOf(tokens, [], false, "words").counts], [1, 1]);
  });

  const piece = fc.oneof(
    fc.constantFrom(null, "a", "B", "cD", "_", " e", "9", "\n", "\r\n", "  ", "한", "국어", "é", "\u0301", "(", "𝒳"),
    fc.tuple(fc.constantFrom("👍🏽", "한"), fc.integer({ min: 2, max: 4 })),
  );
  const texts = fc.array(fc.array(piece, { maxLength: 12 }), { minLength: 1, maxLength: 3 });

  it("partition the tokens, each coarser kind the finer ones", () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (segments, drop) => {
        const { tokens, segments: whole } = tokensOf(...segments);
        const all = merges.map((merge) => unitsOf(tokens, whole, drop, merge));
        for (const { unitOf, firsts, counts } of all) assertPartition(tokens, drop, unitOf, firsts, counts);
        // Tokens, words and identifiers are made of each other; a line may end within a token's word.
        for (const [finer, coarser] of [
          [all[0]!, all[1]!],
          [all[1]!, all[2]!],
        ] as const) {
          for (let token = 1; token < tokens.ids.length; token++) {
            const together = finer.unitOf[token]! >= 0 && finer.unitOf[token] === finer.unitOf[token - 1];
            if (together) assert.equal(coarser.unitOf[token], coarser.unitOf[token - 1]);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});

function assertPartition(tokens: Tokens, drop: boolean, ...[unitOf, firsts, counts]: Int32Array[]): void {
  const anyText = tokens.segments.some((segment) => segment >= 0);
  const left = Array.from(tokens.ids.keys()).filter((token) => !(drop && anyText && isSpecial(tokens, token)));
  assert.deepEqual(
    Array.from(firsts!, (first, unit) => Array.from({ length: counts![unit]! }, (_, place) => first + place)).flat(),
    left,
  );
  for (const [token, unit] of unitOf!.entries()) {
    const isLeft = left.includes(token);
    assert.equal(unit >= 0, isLeft);
    if (isLeft) assert.ok(token >= firsts![unit]! && token < firsts![unit]! + counts![unit]!);
  }
}
