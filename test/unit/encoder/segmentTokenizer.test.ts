import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import fc from "fast-check";
import { SegmentTokenizer, type SegmentTokens } from "../../../src/encoder/segmentTokenizer.js";
import { byteLevelOracle } from "./support/byteLevelOracle.js";
import { failure } from "./support/failures.js";
import { bundledEncoder, descriptionOf, tinyEncoder, tokenizerJson } from "./support/fixtures.js";
import { hardText } from "./support/hardText.js";

const ranges = ({ starts, ends }: SegmentTokens) => Array.from(starts, (start, token) => [start, ends[token]!]);

async function tokenizerOf(folder: string): Promise<SegmentTokenizer> {
  return SegmentTokenizer.fromJson(tokenizerJson(folder), descriptionOf(folder).vocabularySize);
}

describe("the tokenizer", () => {
  for (const [name, folder] of [
    ["the bundled encoder", bundledEncoder],
    ["the tiny encoder", tinyEncoder],
  ] as const) {
    it(`of ${name} gives each token the range of its text, for any text`, async function () {
      this.timeout(60_000);
      assert(existsSync(folder), `${folder} must exist`);
      const tokenizer = await tokenizerOf(folder);
      const oracle = byteLevelOracle(tokenizerJson(folder));
      await fc.assert(
        fc.asyncProperty(hardText, async (text) => {
          const tokens = await tokenizer.tokenize(text, Infinity);
          assert.deepEqual(ranges(tokens), oracle.ranges(text, [...tokens.ids]));
          assert.equal(tokens.total, tokens.ids.length);
        }),
        { numRuns: 3000 },
      );
    });
  }

  it("gives every part of a character the character's range", async () => {
    const tokenizer = await tokenizerOf(tinyEncoder);
    const tokens = await tokenizer.tokenize("a😀힣b", Infinity);
    assert.deepEqual(ranges(tokens), [
      [0, 1],
      [1, 3],
      [1, 3],
      [1, 3],
      [1, 3],
      [3, 4],
      [3, 4],
      [3, 4],
      [4, 5],
    ]);
  });

  it("reads a lone surrogate as one replacement character, and what follows it where it stands", async () => {
    const tokenizer = await tokenizerOf(tinyEncoder);
    const tokens = await tokenizer.tokenize("\ud83dx", Infinity);
    assert.deepEqual(ranges(tokens), [
      [0, 1],
      [0, 1],
      [0, 1],
      [1, 2],
    ]);
  });

  it("reads the names of special tokens as text", async () => {
    const tokenizer = await tokenizerOf(tinyEncoder);
    const special = new Set(Object.values(descriptionOf(tinyEncoder).specialTokens).map(({ id }) => id));
    const tokens = await tokenizer.tokenize("<s> a</s><mask><pad>", Infinity);
    assert(tokens.ids.every((id) => !special.has(id)));
  });

  it("describes no more tokens than asked for, and counts all", async () => {
    const tokenizer = await tokenizerOf(tinyEncoder);
    const text = "😀 tea, ".repeat(50);
    const all = await tokenizer.tokenize(text, Infinity);
    for (const atMost of [0, 1, 2, 3, 100]) {
      const some = await tokenizer.tokenize(text, atMost);
      assert.equal(some.total, all.total);
      assert.deepEqual([...some.ids], [...all.ids.subarray(0, atMost)]);
      assert.deepEqual(ranges(some), ranges(all).slice(0, atMost));
    }
  });

  it("has no tokens for no text", async () => {
    const tokenizer = await tokenizerOf(tinyEncoder);
    assert.deepEqual(await tokenizer.tokenize("", 10), {
      ids: new Int32Array(0),
      texts: [],
      starts: new Int32Array(0),
      ends: new Int32Array(0),
      total: 0,
    });
  });

  for (const [characters, milliseconds] of [
    [20_000, 500],
    [1_000_000, 15_000],
  ] as const) {
    it(`reads ${characters} characters in less than ${milliseconds} ms`, async function () {
      this.timeout(60_000);
      const tokenizer = await tokenizerOf(bundledEncoder);
      const text = "The quick 한국어 😀 brown fox.\r\n".repeat(characters / 30).slice(0, characters);
      const began = performance.now();
      const { total, ids } = await tokenizer.tokenize(text, 510);
      const took = performance.now() - began;
      assert(took < milliseconds, `${took.toFixed(0)} ms`);
      assert.equal(ids.length, 510);
      assert(total > characters / 8);
    });
  }

  it("cannot be made of what is no tokenizer.json", async () => {
    for (const json of ["", "{}", "null", "[1]", '{"version":"1.0","model":{"type":"Nothing"}}', "\u0000"]) {
      await assert.rejects(SegmentTokenizer.fromJson(json, 100), failure("tokenizerDamaged", /tokenizer\.json/));
    }
  });

  it("refuses ids that the encoder does not know", async () => {
    const tokenizer = await SegmentTokenizer.fromJson(tokenizerJson(tinyEncoder), 100);
    await assert.rejects(tokenizer.tokenize("tea", 10), failure("tokenizerDamaged", /the encoder knows 100 tokens/));
  });
});
