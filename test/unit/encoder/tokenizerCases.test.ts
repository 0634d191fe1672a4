import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SegmentTokenizer } from "../../../src/encoder/segmentTokenizer.js";
import { bundledEncoder, descriptionOf, fixtures, tokenizerJson } from "./support/fixtures.js";

/** What Python's tokenizers made of a text; offsets count code points. */
interface TokenizerCase {
  readonly text: string;
  readonly ids: readonly number[];
  readonly tokens: readonly string[];
  readonly offsets: readonly (readonly [number, number])[];
}

const cases = JSON.parse(readFileSync(join(fixtures, "tokenizer/cases.json"), "utf8")) as readonly TokenizerCase[];

describe("the bundled tokenizer, against Python's", () => {
  let tokenizer: SegmentTokenizer;
  before(async () => {
    const { vocabularySize } = descriptionOf(bundledEncoder);
    tokenizer = await SegmentTokenizer.fromJson(tokenizerJson(bundledEncoder), vocabularySize);
  });

  it("has cases enough to tell", () => assert(cases.length >= 50, `${cases.length}`));

  for (const [index, { text, ids, offsets }] of cases.entries()) {
    it(`makes the same of case ${index}: ${JSON.stringify(text.slice(0, 24))}`, async () => {
      const tokens = await tokenizer.tokenize(text, Infinity);
      assert.deepEqual([...tokens.ids], ids);
      const characters = Array.from(text);
      const units = (codePoints: number) => characters.slice(0, codePoints).join("").length;
      assert.deepEqual(
        Array.from(tokens.starts, (start, token) => [start, tokens.ends[token]]),
        offsets.map(([start, end]) => [units(start), units(end)]),
      );
    });
  }
});
