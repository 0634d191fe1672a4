import assert from "node:assert/strict";
import fc from "fast-check";
import type { Tokens } from "../../../src/attention/tokens.js";
import { decoderTokens, textTokens } from "../../../src/encoder/decoderTokens.js";

/** Tokens of a text, one a word; those in angle brackets are special. */
function labels(text: string): Tokens {
  const texts = text.split(" ");
  const special = texts.map((word) => /^<.+>$/.test(word));
  let at = 0;
  const starts = texts.map((word, token) => (special[token] ? -1 : (at += word.length) - word.length));
  return {
    ids: Int32Array.from(texts, (word) => idOf(word)),
    texts,
    segments: Int32Array.from(special, (is) => (is ? -1 : 1)),
    starts: Int32Array.from(starts),
    ends: Int32Array.from(starts, (start, token) => (start < 0 ? -1 : start + texts[token]!.length)),
  };
}

const idOf = (word: string) =>
  Array.from(word).reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 10_007, 7);
const start = (token: string | null) => (token === null ? null : { id: idOf(token), token });

describe("what a decoder reads and produces", () => {
  for (const [name, made, first, reads, produces] of [
    ["T5 and Marian", "y1 y2 </s>", "<pad>", "<pad> y1 y2", "y1 y2 </s>"],
    ["BART", "<s> y1 y2 </s>", "</s>", "</s> <s> y1 y2", "<s> y1 y2 </s>"],
    ["BART that begins with what its tokenizer puts in front", "<s> y1 </s>", "<s>", "<s> y1", "y1 </s>"],
    ["a tokenizer without special tokens", "y1 y2", "<sos>", "<sos> y1 y2", "y1 y2 ?"],
    ["no start token", "y1 y2 </s>", null, "y1 y2", "y2 </s>"],
    ["no start token and none at the end", "y1 y2", null, "y1 y2", "y2 ?"],
    ["a tokenizer's own start token", "<s> y1 </s>", null, "<s> y1", "y1 </s>"],
    ["a word that is the start token's namesake", "y1 y1", "y1", "y1 y1 y1", "y1 y1 ?"],
    ["one token", "y1", null, "y1", "?"],
  ] as const) {
    it(`is shifted by one: ${name}`, () => {
      const made_ = labels(made);
      const { inputs, produced, truncation } = decoderTokens(made_, start(first), textTokens(made_), 64);
      assert.deepEqual([inputs.texts.join(" "), produced.texts.join(" ")], [reads, produces]);
      assert.equal(truncation, null);
    });
  }

  it("is cut from the end, and the last row says what came next", () => {
    const all = labels("y1 y2 y3 </s>");
    const { inputs, produced, truncation } = decoderTokens(all, start("<pad>"), 3, 2);
    assert.deepEqual(
      [inputs.texts, produced.texts],
      [
        ["<pad>", "y1"],
        ["y1", "y2"],
      ],
    );
    assert.deepEqual(truncation, { kept: 1, total: 3 });
  });

  it("does not end where the tokenizer cut the text: what comes next is not known then", () => {
    const { inputs, produced, truncation } = decoderTokens(labels("y1 y2 </s>"), start("<pad>"), 9, 64);
    assert.deepEqual(
      [inputs.texts, produced.texts],
      [
        ["<pad>", "y1", "y2"],
        ["y1", "y2", "?"],
      ],
    );
    assert.deepEqual(truncation, { kept: 2, total: 9 });
  });

  it("is of one length, and each row but the last produces what the next one reads", () => {
    const word = fc.constantFrom("a", "b", "c", "d");
    const special = fc.constantFrom("", "<s> ", "<x> ");
    const given = fc.record({
      words: fc.array(word, { minLength: 1, maxLength: 9 }),
      before: special,
      after: fc.constantFrom("", " </s>"),
      first: fc.constantFrom(null, "<s>", "<pad>", "</s>"),
      bound: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(given, ({ words, before, after, first, bound }) => {
        const all = labels(before + words.join(" ") + after);
        const { inputs, produced } = decoderTokens(all, start(first), words.length, bound);
        const n = inputs.ids.length;
        assert.ok(n >= 1 && n <= bound);
        assert.deepEqual([...produced.ids].slice(0, -1), [...inputs.ids].slice(1));
        assert.deepEqual([produced.ids.length, produced.texts.length, produced.starts.length], [n, n, n]);
        // No special token is read twice in a row, whatever the tokenizer puts in front.
        assert.ok(!(inputs.segments[0] === -1 && inputs.segments[1] === -1 && inputs.ids[0] === inputs.ids[1]));
      }),
    );
  });
});
