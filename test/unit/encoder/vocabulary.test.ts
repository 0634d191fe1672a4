import assert from "node:assert/strict";
import fc from "fast-check";
import { checkVocabulary, readVocabulary } from "../../../src/encoder/vocabulary.js";
import { failure } from "./support/failures.js";
import { bundledEncoder, descriptionOf, tinyEncoder, tokenizerJson } from "./support/fixtures.js";

const path = "/models/tokenizer.json";
const read = (file: unknown) => readVocabulary(JSON.stringify(file), path);
const withVocab = (vocab: unknown, added_tokens?: unknown) => ({ model: { vocab }, added_tokens });

describe("a tokenizer's vocabulary", () => {
  for (const folder of [bundledEncoder, tinyEncoder]) {
    it(`is as large as its encoder knows: ${folder.slice(-12)}`, () => {
      assert.equal(readVocabulary(tokenizerJson(folder), path).size, descriptionOf(folder).vocabularySize);
    });
  }

  it("is read from an object, with holes, and with names that objects have themselves", () => {
    assert.deepEqual(read(withVocab({ a: 0, b: 7, 3: 2, constructor: 1 })), { modelSize: 8, size: 8 });
    assert.deepEqual(readVocabulary('{"model":{"vocab":{"__proto__":4}}}', path), { modelSize: 5, size: 5 });
    assert.deepEqual(read(withVocab({})), { modelSize: 0, size: 0 });
  });

  it("is read from a list of tokens and scores", () => {
    const vocab = [
      ["<unk>", 0],
      ["▁a", -2.5],
      ["b", -3],
    ];
    assert.deepEqual(read(withVocab(vocab)), { modelSize: 3, size: 3 });
  });

  it("is larger by the tokens that were added", () => {
    const added = [
      { id: 0, content: "a" },
      { id: 9, content: "[MASK]" },
    ];
    assert.deepEqual(read(withVocab({ a: 0, b: 1 }, added)), { modelSize: 2, size: 10 });
  });

  for (const [name, file, sentence] of [
    ["a negative id", withVocab({ a: -1 }), /gives the token a the id -1, and ids are whole numbers from 0; take the/],
    ["a fraction", withVocab({ a: 1.5 }), /the id 1\.5/],
    ["an id too large", withVocab({ a: 2 ** 31 }), /the id 2147483648/],
    ["a text for an id", withVocab({ a: "1" }), /the token a the id no number/],
    ["an id twice", withVocab({ a: 3, "\u202eb": 3 }), /gives the id 3 to two tokens, a and ⟨202E⟩b;/],
    [
      "an added token's id twice",
      withVocab({ a: 0 }, [{ id: 0, content: "<s>" }]),
      /the id 0 to two tokens, a and <s>;/,
    ],
    ["an added token without an id", withVocab({ a: 0 }, [{ content: "<s>" }]), /token <s> the id no number/],
    ["an added token with a negative id", withVocab({ a: 0 }, [{ id: -5, content: "<s>" }]), /token <s> the id -5/],
    ["an added token without a text", withVocab({ a: 0 }, [null]), /an added token without a text/],
    ["no model", {}, /has no vocabulary of a known kind/],
    ["no vocabulary", { model: {} }, /has no vocabulary/],
    ["a vocabulary of numbers", withVocab([[1, 2]]), /has no vocabulary of a known kind/],
    ["nothing", null, /has no vocabulary/],
  ] as const) {
    it(`with ${name} is damaged`, () => {
      assert.throws(() => read(file), failure("tokenizerDamaged", sentence));
    });
  }

  for (const [text, sentence] of [
    ["", /^\/models\/tokenizer\.json is not JSON;/],
    ['{"model":', /is not JSON/],
    ["[".repeat(1_000_000), /is not JSON/],
    [
      "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 2000000\n",
      /is a Git LFS pointer that .* 2 MB, not a tokenizer; run git lfs pull/,
    ],
    ["<!doctype html><p>my secret", /is a web page, not a tokenizer; [^<]*$/],
  ] as const) {
    it(`that is ${JSON.stringify(text).slice(0, 40)} is damaged`, () => {
      assert.throws(() => readVocabulary(text, path), failure("tokenizerDamaged", sentence));
    });
  }

  it("of whatever JSON is read or damaged", () => {
    const id = fc.oneof(fc.nat(5), fc.anything());
    const vocab = fc.oneof(fc.dictionary(fc.string(), id), fc.array(fc.tuple(fc.string(), id)), fc.anything());
    const added = fc.oneof(fc.array(fc.record({ id, content: fc.oneof(fc.string(), fc.anything()) })), fc.anything());
    fc.assert(
      fc.property(fc.record({ model: fc.record({ vocab }), added_tokens: added }), (file) => {
        let json: string;
        try {
          json = JSON.stringify(file);
        } catch {
          return;
        }
        try {
          readVocabulary(json, path);
        } catch (thrown) {
          failure("tokenizerDamaged")(thrown);
        }
      }),
    );
  });

  it("may be smaller than the embedding, but not larger: both numbers are told", () => {
    checkVocabulary(8000, 8000);
    checkVocabulary(8000, 8192);
    assert.throws(
      () => checkVocabulary(30_522, 30_000),
      failure(
        "inputsWrong",
        /knows 30522 tokens, and the encoder's embedding has rows for 30000: .*own tokenizer\.json/,
      ),
    );
  });
});
