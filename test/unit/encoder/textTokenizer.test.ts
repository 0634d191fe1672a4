import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TextTokenizer } from "../../../src/encoder/textTokenizer.js";
import { failure } from "./support/failures.js";

const zoo = "test/fixtures/zoo";
const cases = readdirSync(zoo).filter((name) => existsSync(join(zoo, name, "text.json")));

interface TextCase {
  readonly text: string;
  readonly pair: string | null;
  readonly ids: readonly number[];
  readonly token_type_ids?: readonly number[];
}

describe("an export's own tokenizer", () => {
  it("is tried on five of them", () => assert.equal(cases.length, 5));

  for (const name of cases) {
    const folder = join(zoo, name);
    const expected = JSON.parse(readFileSync(join(folder, "text.json"), "utf8")) as TextCase;
    const segments = expected.pair === null ? ([expected.text] as const) : ([expected.text, expected.pair] as const);

    it(`gives Python's ids, special tokens included: ${name}`, async () => {
      const tokenizer = await TextTokenizer.open(folder);
      const { tokens, types, truncation } = await tokenizer.tokenize(segments, 512);
      assert.deepEqual([...tokens.ids], expected.ids);
      if (expected.token_type_ids) assert.deepEqual(types, expected.token_type_ids);
      assert.equal(truncation, null);
    });

    it(`gives every token the text that it stands for: ${name}`, async () => {
      const { tokens } = await (await TextTokenizer.open(folder)).tokenize(segments, 512);
      for (const [token, segment] of tokens.segments.entries()) {
        if (segment === -1) assert.deepEqual([tokens.starts[token], tokens.ends[token]], [-1, -1]);
        else {
          const text = segments[segment]!.slice(tokens.starts[token], tokens.ends[token]);
          if (text === "") assert.equal(tokens.texts[token], "▁", "the mark of a word's beginning");
          else assert.equal(tokens.texts[token], text);
          assert.ok(isWellFormed(text), JSON.stringify(text));
        }
      }
    });

    it(`is cut to a length, special tokens kept: ${name}`, async () => {
      const tokenizer = await TextTokenizer.open(folder);
      const { tokens, truncation } = await tokenizer.tokenize(segments, 8);
      assert.equal(tokens.ids.length, 8);
      const special = (ids: Iterable<number>, of: Int32Array) => [...ids].filter((_, token) => of[token] === -1).length;
      const whole = await tokenizer.tokenize(segments, 512);
      assert.equal(special(tokens.ids, tokens.segments), special(whole.tokens.ids, whole.tokens.segments));
      assert.ok(truncation && truncation.kept < truncation.total);
    });
  }

  it("that is missing is told how to be made", async () => {
    await assert.rejects(TextTokenizer.open(join(zoo, "bert-eager")), failure("tokenizerMissing", /save_pretrained/));
  });
});

/** Whether no surrogate stands alone. */
function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}
