import assert from "node:assert/strict";
import fc from "fast-check";
import { SegmentTokenizer } from "../../../src/encoder/segmentTokenizer.js";
import { tokenSequence, type TokenizeSegment } from "../../../src/encoder/tokenSequence.js";
import { failure } from "./support/failures.js";
import { descriptionOf, tinyEncoder, tokenizerJson } from "./support/fixtures.js";
import { hardText } from "./support/hardText.js";

const special = descriptionOf(tinyEncoder).specialTokens;

/** One token a word; spaces are skipped. */
const words: TokenizeSegment = (segment, atMost) => {
  const matches = [...segment.matchAll(/\S+/g)];
  const kept = matches.slice(0, atMost);
  return Promise.resolve({
    ids: Int32Array.from(kept, () => 50),
    texts: kept.map(([word]) => word),
    starts: Int32Array.from(kept, ({ index }) => index),
    ends: Int32Array.from(kept, ({ index, 0: word }) => index + word.length),
    total: matches.length,
  });
};

const textsOf = async (segments: readonly string[], maximumTokens: number) => {
  const { tokens, truncation } = await tokenSequence(segments, words, special, maximumTokens);
  return [tokens.texts.join(" "), truncation] as const;
};

describe("the sequence of tokens", () => {
  it("begins once and ends every segment", async () => {
    const { tokens, truncation } = await tokenSequence(["the tea", "milk"], words, special, 10);
    assert.deepEqual(tokens, {
      ids: Int32Array.of(1, 50, 50, 2, 50, 2),
      texts: ["<s>", "the", "tea", "</s>", "milk", "</s>"],
      segments: Int32Array.of(-1, 0, 0, -1, 1, -1),
      starts: Int32Array.of(-1, 0, 4, -1, 0, -1),
      ends: Int32Array.of(-1, 3, 7, -1, 4, -1),
    });
    assert.equal(truncation, null);
  });

  it("is cut at the end, and says what was left out", async () => {
    const segments = ["a b c", "d e", "f"];
    assert.deepEqual(await textsOf(segments, 10), ["<s> a b c </s> d e </s> f </s>", null]);
    assert.deepEqual(await textsOf(segments, 9), ["<s> a b c </s> d e </s>", { kept: 5, total: 6 }]);
    assert.deepEqual(await textsOf(segments, 8), ["<s> a b c </s> d e </s>", { kept: 5, total: 6 }]);
    assert.deepEqual(await textsOf(segments, 7), ["<s> a b c </s> d </s>", { kept: 4, total: 6 }]);
    assert.deepEqual(await textsOf(segments, 6), ["<s> a b c </s>", { kept: 3, total: 6 }]);
    assert.deepEqual(await textsOf(segments, 5), ["<s> a b c </s>", { kept: 3, total: 6 }]);
    assert.deepEqual(await textsOf(segments, 3), ["<s> a </s>", { kept: 1, total: 6 }]);
  });

  it("leaves out a segment without tokens, and keeps the others' numbers", async () => {
    const { tokens, truncation } = await tokenSequence(["", "tea", "  \n", "milk"], words, special, 10);
    assert.deepEqual(tokens.texts, ["<s>", "tea", "</s>", "milk", "</s>"]);
    assert.deepEqual([...tokens.segments], [-1, 1, -1, 3, -1]);
    assert.equal(truncation, null);
  });

  it("cannot be made of nothing", async () => {
    await assert.rejects(tokenSequence([], words, special, 10), failure("nothingToEncode"));
    await assert.rejects(tokenSequence(["", " \t"], words, special, 10), failure("nothingToEncode"));
  });

  it("of any segments keeps a beginning of them, and never exceeds its length", async () => {
    const segment = fc.array(fc.constantFrom("tea", "milk", " "), { maxLength: 8 }).map((parts) => parts.join(" "));
    await fc.assert(
      fc.asyncProperty(
        fc.array(segment, { maxLength: 6 }),
        fc.integer({ min: 3, max: 30 }),
        async (segments, longest) => {
          const all = segments.flatMap((text, index) => [...text.matchAll(/\S+/g)].map(([word]) => `${index}:${word}`));
          fc.pre(all.length > 0);
          const { tokens, truncation } = await tokenSequence(segments, words, special, longest);
          const { texts } = tokens;
          const kept = texts.flatMap((text, token) =>
            tokens.segments[token]! < 0 ? [] : [`${tokens.segments[token]}:${text}`],
          );
          assert(texts.length <= longest);
          assert.deepEqual(kept, all.slice(0, kept.length));
          assert(kept.length > 0);
          assert.deepEqual(truncation, kept.length < all.length ? { kept: kept.length, total: all.length } : null);
          assert.doesNotMatch(texts.join(""), /(<s>|<\/s>)<\/s>/, "no separator without a segment");
          // Nothing that would have fitted was left out.
          const next = all[kept.length]?.split(":")[0];
          const last = kept[kept.length - 1]!.split(":")[0];
          if (next !== undefined) assert(texts.length + (next === last ? 1 : 2) > longest);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("of any selections gives each token the text that stands there", async function () {
    this.timeout(60_000);
    const tokenizer = await SegmentTokenizer.fromJson(tokenizerJson(tinyEncoder), 1000);
    await fc.assert(
      fc.asyncProperty(fc.array(hardText, { minLength: 1, maxLength: 4 }), async (segments) => {
        fc.pre(segments.some((segment) => segment !== ""));
        const { tokens } = await tokenSequence(segments, (text, n) => tokenizer.tokenize(text, n), special, 100_000);
        const covered = segments.map(() => 0);
        for (const [token, text] of tokens.texts.entries()) {
          const segment = tokens.segments[token]!;
          const [start, end] = [tokens.starts[token]!, tokens.ends[token]!];
          if (segment === -1) {
            assert.deepEqual([start, end], [-1, -1]);
            assert([special.begin.id, special.separator.id].includes(tokens.ids[token]!));
            continue;
          }
          assert.equal(text, segments[segment]!.slice(start, end));
          assert(start < end && start <= covered[segment]! && end >= covered[segment]!, "no gap, no step back");
          covered[segment] = end;
        }
        assert.deepEqual(
          covered,
          segments.map((segment) => segment.length),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
