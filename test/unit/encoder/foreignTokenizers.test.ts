import assert from "node:assert/strict";
import fc from "fast-check";
import { SegmentTokenizer } from "../../../src/encoder/segmentTokenizer.js";
import { failure } from "./support/failures.js";
import { hardText } from "./support/hardText.js";

const blank = {
  version: "1.0",
  truncation: null,
  padding: null,
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: null,
  post_processor: null,
  decoder: null,
};
const letters = ["a", "c", "e", "f", "h", "i", "o", "t", "한", "가", "é"];
const bytes = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
const index = (tokens: readonly string[]) => Object.fromEntries(tokens.map((token, id) => [token, id]));
const metaspace = { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true };
const wordPiece = {
  type: "WordPiece",
  unk_token: "[UNK]",
  continuing_subword_prefix: "##",
  max_input_chars_per_word: 100,
  vocab: index(["[UNK]", ...letters, ...letters.map((letter) => `##${letter}`)]),
};

/** Tokenizers of kinds that other encoders come with: they trim, lower, decompose, insert and skip. */
const kinds = {
  "WordPiece with BERT's normalizer": {
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: true,
      lowercase: true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    model: wordPiece,
  },
  "Unigram with bytes to fall back on": {
    pre_tokenizer: metaspace,
    model: {
      type: "Unigram",
      unk_id: 0,
      byte_fallback: true,
      vocab: [["<unk>", 0], ["▁", -2], ...letters.map((letter) => [letter, -3]), ...bytes.map((byte) => [byte, -9])],
    },
  },
  "BPE with bytes to fall back on": {
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "Prepend", prepend: "▁" },
        { type: "Replace", pattern: { String: " " }, content: "▁" },
      ],
    },
    model: {
      type: "BPE",
      dropout: null,
      unk_token: "<unk>",
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      ignore_merges: false,
      vocab: index(["<unk>", "▁", ...letters, ...bytes]),
      merges: [],
    },
  },
  "WordPiece over NFKD": { normalizer: { type: "NFKD" }, pre_tokenizer: { type: "Whitespace" }, model: wordPiece },
  "WordPiece over NFC": { normalizer: { type: "NFC" }, pre_tokenizer: { type: "Whitespace" }, model: wordPiece },
};

const splitsPair = (text: string, offset: number) => {
  const codePoint = offset > 0 ? text.codePointAt(offset - 1)! : 0;
  return codePoint > 0xffff;
};

describe("a tokenizer of another encoder", () => {
  for (const [name, kind] of Object.entries(kinds)) {
    it(`(${name}) gives ranges that are in order, within the text, and split no surrogate pair`, async function () {
      this.timeout(30_000);
      const tokenizer = await SegmentTokenizer.fromJson(JSON.stringify({ ...blank, ...kind }), 1000);
      await fc.assert(
        fc.asyncProperty(hardText, async (text) => {
          const { ids, starts, ends } = await tokenizer.tokenize(text, Infinity);
          for (let token = 0; token < ids.length; token++) {
            const [start, end] = [starts[token]!, ends[token]!];
            assert(0 <= start && start <= end && end <= text.length, `[${start}, ${end}] of ${text.length}`);
            assert(token === 0 || start >= starts[token - 1]!, "in order");
            assert(!splitsPair(text, start) && !splitsPair(text, end), "whole characters");
          }
        }),
        { numRuns: 400 },
      );
    });
  }

  it("gives a byte that stands for part of a character the character's range", async () => {
    const kind = kinds["BPE with bytes to fall back on"];
    const tokenizer = await SegmentTokenizer.fromJson(JSON.stringify({ ...blank, ...kind }), 1000);
    const { starts, ends } = await tokenizer.tokenize("a😀a", Infinity);
    assert.deepEqual([...starts.subarray(1)], [0, 1, 1, 1, 1, 3]);
    assert.deepEqual([...ends.subarray(1)], [1, 3, 3, 3, 3, 4]);
  });

  it("may skip white space and lower letters; ranges are still those of the text", async () => {
    const kind = kinds["WordPiece with BERT's normalizer"];
    const tokenizer = await SegmentTokenizer.fromJson(JSON.stringify({ ...blank, ...kind }), 1000);
    const text = "  Tea\t é";
    const { starts, ends } = await tokenizer.tokenize(text, Infinity);
    assert.deepEqual(
      Array.from(starts, (start, token) => text.slice(start, ends[token])),
      ["T", "e", "a", "é"],
    );
  });

  it("is not cut or padded by what its own file says of that", async () => {
    const truncation = { direction: "Right", max_length: 2, strategy: "LongestFirst", stride: 0 };
    const padding = {
      strategy: { Fixed: 9 },
      direction: "Right",
      pad_to_multiple_of: null,
      pad_id: 0,
      pad_type_id: 0,
      pad_token: "[UNK]",
    };
    const json = JSON.stringify({ ...blank, ...kinds["WordPiece over NFC"], truncation, padding });
    const tokenizer = await SegmentTokenizer.fromJson(json, 1000);
    assert.equal((await tokenizer.tokenize("tea", Infinity)).total, 3);
  });

  it("that has no token for a text says so without quoting it", async () => {
    const model = { type: "WordLevel", vocab: { tea: 0 }, unk_token: "[UNK]" };
    const json = JSON.stringify({ ...blank, pre_tokenizer: { type: "Whitespace" }, model });
    const tokenizer = await SegmentTokenizer.fromJson(json, 10);
    await assert.rejects(tokenizer.tokenize("secret", 10), (thrown) => {
      failure("runFailed", /tokenizer cannot read this text/)(thrown);
      assert.doesNotMatch(JSON.stringify(thrown), /secret/);
      return true;
    });
  });
});
