import assert from "node:assert/strict";
import { serialize } from "node:v8";
import fc from "fast-check";
import { longestTokenText } from "../../../src/attention/shortened.js";
import { tokenLabels } from "../../../src/attention/tokenLabels.js";
import { checkedEncoding } from "../../../src/encoder/checkedEncoding.js";
import { Failure } from "../../../src/protocol/failure.js";
import { failure } from "./support/failures.js";
import { blank, index, openTokenizer, template } from "./support/handTokenizers.js";

const names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "c"];
const added = names.slice(0, 4).map((content, id) => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
}));
const words = {
  ...blank,
  added_tokens: added,
  pre_tokenizer: { type: "Whitespace" },
  model: { type: "WordLevel", vocab: index(names), unk_token: "[UNK]" },
};
const padding = {
  strategy: { Fixed: 9 },
  direction: "Left",
  pad_to_multiple_of: null,
  pad_id: 0,
  pad_type_id: 0,
  pad_token: "[PAD]",
};

describe("special tokens", () => {
  it("bear their own names, if their template has fewer texts than ids", async () => {
    const tokenizer = await openTokenizer({
      ...words,
      post_processor: template({ q: { ids: [1, 2, 3], tokens: ["q"] } }),
    });
    const { tokens, types } = await tokenizer.tokenize(["a b c"], 99);
    assert.deepEqual(tokens.texts, ["[UNK]", "[CLS]", "[SEP]", "a", "b", "c"]);
    assert.deepEqual([...tokens.segments], [-1, -1, -1, 0, 0, 0]);
    assert.equal(types.length, 6);
    assert.deepEqual((await tokenizer.tokenize(["a"], 99)).tokens.texts, ["[UNK]", "[CLS]", "[SEP]", "a"]);
    const pair = await tokenizer.tokenize(["a", "b c"], 99);
    assert.deepEqual(pair.tokens.texts, ["[UNK]", "[CLS]", "[SEP]", "a", "b", "c"]);
    assert.deepEqual([...pair.tokens.segments], [-1, -1, -1, 0, 1, 1]);
  });

  it("are called by their id if the vocabulary lacks it", async () => {
    const post_processor = template({ q: { ids: [70], tokens: ["a"] } });
    const { tokens } = await (await openTokenizer({ ...words, post_processor })).tokenize(["a"], 99);
    assert.deepEqual(tokens.texts, ["⟨70⟩", "a"]);
  });

  it("have names of bounded length, and so have words", async () => {
    const long = "s".repeat(100_000);
    const file = {
      ...words,
      added_tokens: [...added, { ...added[0], id: 7, content: long }],
      post_processor: template({ [long]: { ids: Array<number>(500).fill(7), tokens: Array<string>(500).fill(long) } }),
    };
    const { tokens } = await (await openTokenizer(file)).tokenize([`a ${"x".repeat(1_000_000)}`], 1000);
    assert.equal(tokens.ids.length, 502);
    for (const text of tokens.texts) assert.ok(text.length <= longestTokenText);
    assert.match(tokens.texts[0]!, /^s+…s+$/);
    assert.match(tokens.texts[501]!, /^x+…x+$/);
    assert.deepEqual([tokens.starts[501], tokens.ends[501]], [2, 1_000_002]);
    // What crosses to the extension host, and what that makes of it: it would take seconds with the whole names.
    assert.ok(serialize(tokens).length < 300 * tokens.ids.length);
    assert.ok(tokenLabels(tokens).join("").length < 300 * tokens.ids.length);
  });

  it("never make a sequence longer than allowed: one that has room for text is cut, another is refused", async () => {
    const room = fc.record({
      special: fc.integer({ min: 0, max: 12 }),
      allowed: fc.integer({ min: 1, max: 20 }),
      lengths: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(room, async ({ special, allowed, lengths }) => {
        const post_processor = template({
          q: { ids: Array<number>(special).fill(2), tokens: Array<string>(special).fill("q") },
        });
        const tokenizer = await openTokenizer({ ...words, padding, post_processor });
        const segments = lengths.map((length) => "a ".repeat(length)) as [string] | [string, string];
        const all = lengths.reduce((sum, length) => sum + length);
        const result = await tokenizer.tokenize(segments, allowed).catch((thrown: unknown) => thrown as Failure);
        if (result instanceof Failure) {
          failure(
            "inputsWrong",
            new RegExp(`adds \\(${special}\\) leave no room for text among at most ${allowed} tokens`),
          )(result);
          assert.ok(special + segments.length > allowed && special + all > allowed, "there was no room");
          return;
        }
        const { tokens, truncation } = result;
        assert.equal(tokens.ids.length, Math.min(allowed, special + all));
        assert.equal(tokens.segments.filter((segment) => segment === -1).length, special);
        assert.ok(!tokens.texts.includes("[PAD]"), "padding is no token of the text");
        const kept = tokens.ids.length - special;
        assert.deepEqual(truncation, kept < all ? { kept, total: all } : null);
      }),
      { numRuns: 100 },
    );
  });

  it("of an encoding whose arrays are of different lengths are not believed", () => {
    const arrays = {
      getLength: () => 2,
      getIds: () => [1, 2],
      getTypeIds: () => [0, 0],
      getSpecialTokensMask: () => [1, 0],
      getSequenceIds: () => [null, 0],
    };
    const checked = (more: object) => checkedEncoding({ ...arrays, ...more } as never, 1);
    assert.deepEqual([...checked({})!.segments], [-1, 0]);
    for (const name of ["getIds", "getTypeIds", "getSpecialTokensMask", "getSequenceIds"]) {
      assert.equal(checked({ [name]: () => [0] }), null, name);
      assert.equal(checked({ [name]: () => [0, 0, 0] }), null, name);
    }
    assert.deepEqual([...checked({ getSequenceIds: () => [undefined, 5] })!.segments], [-1, -1], "no text 5");
  });
});
