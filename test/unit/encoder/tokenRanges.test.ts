import assert from "node:assert/strict";
import fc from "fast-check";
import { longestSharedText } from "../../../src/encoder/limits.js";
import { tokenRanges } from "../../../src/encoder/tokenRanges.js";
import { TextTokenizer } from "../../../src/encoder/textTokenizer.js";
import { tokenLabels } from "../../../src/attention/tokenLabels.js";
import type { Tokens } from "../../../src/attention/tokens.js";
import { hardText } from "./support/hardText.js";
import { blank, bytes, characterBpe, index, openTokenizer } from "./support/handTokenizers.js";

const metaspace = (prepend_scheme: string, replacement = "▁") => ({
  type: "Metaspace",
  replacement,
  prepend_scheme,
  split: true,
});
const letters = ["中", "文", "a", "b", "한", "국"];
const llama = {
  type: "Sequence",
  normalizers: [
    { type: "Prepend", prepend: "▁" },
    { type: "Replace", pattern: { String: " " }, content: "▁" },
  ],
};
const unigram = {
  type: "Unigram",
  unk_id: 0,
  byte_fallback: false,
  vocab: [["<unk>", 0], ["▁", -2], ...letters.map((letter) => [letter, -3]), ["é", -3]],
};
const byteLevel = (add_prefix_space: boolean) => ({
  type: "ByteLevel",
  add_prefix_space,
  trim_offsets: true,
  use_regex: true,
});
/** GPT-2's letters for bytes. */
const byteLetters = (() => {
  const printable = [...Array(256).keys()].filter(
    (byte) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173) || byte === 161,
  );
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable.includes(byte) ? byte : next++));
})();
const byteBpe = {
  ...characterBpe([]),
  unk_token: null,
  byte_fallback: false,
  vocab: index([...byteLetters, "Ġê", "Ġê¸"]),
  merges: [
    ["Ġ", "ê"],
    ["Ġê", "¸"],
  ],
};

const kinds = {
  "metaspace always": { pre_tokenizer: metaspace("always"), model: characterBpe(letters, [["中", "文"]]) },
  "metaspace first": { pre_tokenizer: metaspace("first"), model: characterBpe(letters) },
  "metaspace never": { pre_tokenizer: metaspace("never"), model: characterBpe(letters) },
  "metaspace of its own": {
    pre_tokenizer: metaspace("always", "█"),
    model: { ...characterBpe(letters), vocab: index(["<unk>", "█", ...letters, ...bytes]) },
  },
  "Llama 2": { normalizer: llama, model: characterBpe(letters) },
  "NFKC and metaspace": { normalizer: { type: "NFKC" }, pre_tokenizer: metaspace("always"), model: unigram },
  "NFKC and bytes": { normalizer: { type: "NFKC" }, pre_tokenizer: metaspace("always"), model: characterBpe(letters) },
  "byte-level": { pre_tokenizer: byteLevel(false), model: byteBpe },
  "byte-level with a space before": { pre_tokenizer: byteLevel(true), model: byteBpe },
  "byte-level, trimmed": { pre_tokenizer: byteLevel(false), post_processor: byteLevel(false), model: byteBpe },
  "WordPiece without accents": {
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: true,
      lowercase: true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: index(["[UNK]", "a", "e", "##a", "##e", "中"]),
    },
  },
} as const;

type Kind = keyof typeof kinds;
const tokensOf = async (kind: Kind, text: string) =>
  (await (await openTokenizer({ ...blank, ...kinds[kind] })).tokenize([text], Infinity)).tokens;
const shown = ({ starts, ends, ...tokens }: Tokens) =>
  tokenLabels({ starts, ends, ...tokens })
    .map((label, token) => `${label}[${starts[token]},${ends[token]}]`)
    .join(" ");

describe("the text of a token", () => {
  const nfdKorea = "한국".normalize("NFD");
  const family = "👨‍👩‍👧";
  const cases: readonly (readonly [Kind, string, string])[] = [
    ["metaspace always", "中文", "▁[0,0] 中文[0,2]"],
    ["metaspace always", " 中文", "·[0,1] 中文[1,3]"],
    ["metaspace always", "  中", "·[0,1] ·[1,2] 中[2,3]"],
    ["metaspace always", "a 中 文", "▁[0,0] a[0,1] ·[1,2] 中[2,3] ·[3,4] 文[4,5]"],
    ["metaspace always", "▁中", "▁[0,1] 中[1,2]"],
    ["metaspace always", "é中", "▁[0,0] é₁[0,1] é₂[0,1] 中[1,2]"],
    ["metaspace first", "中文", "▁[0,0] 中[0,1] 文[1,2]"],
    ["metaspace never", "中 文", "中[0,1] ·[1,2] 文[2,3]"],
    ["metaspace of its own", "中文", "█[0,0] 中[0,1] 文[1,2]"],
    ["Llama 2", "中文", "▁[0,0] 中[0,1] 文[1,2]"],
    ["Llama 2", " 中", "▁[0,0] ·[0,1] 中[1,2]"],
    ["Llama 2", "a  中", "▁[0,0] a[0,1] ·[1,2] ·[2,3] 中[3,4]"],
    ["Llama 2", "é", "▁[0,0] é₁[0,1] é₂[0,1]"],
    ["NFKC and metaspace", nfdKorea, `▁[0,0] ${nfdKorea.slice(0, 3)}[0,3] ${nfdKorea.slice(3)}[3,6]`],
    [
      "NFKC and metaspace",
      `a ${nfdKorea}`,
      `▁[0,0] a[0,1] ·[1,2] ${nfdKorea.slice(0, 3)}[2,5] ${nfdKorea.slice(3)}[5,8]`,
    ],
    ["NFKC and metaspace", "e\u0301a", "▁[0,0] e\u0301[0,2] a[2,3]"],
    [
      "NFKC and bytes",
      "뷁".normalize("NFD"),
      [1, 2, 3].map((part) => `${"뷁".normalize("NFD")}${"₀₁₂₃"[part]}[0,3]`).join(" "),
    ],
    ["byte-level", "a 금b", "a[0,1] ·금₁[1,3] 금₂[2,3] b[3,4]"],
    ["byte-level with a space before", "한", "Ġ[0,0] 한₁[0,1] 한₂[0,1] 한₃[0,1]"],
    ["byte-level, trimmed", "a  b", "a[0,1] ·[1,2] ·[2,3] b[3,4]"],
    ["WordPiece without accents", "ae\u0301\u0327 中", "a[0,1] e\u0301\u0327[1,4] 中[5,6]"],
    ["WordPiece without accents", `${family} a`, `${family}[0,8] a[9,10]`],
  ];
  for (const [kind, text, expected] of cases) {
    const name = `${kind}: ${JSON.stringify(text)}`;
    it(name, async () => {
      const marked = kind === "NFKC and bytes" ? `▁[0,0] ${expected}` : expected;
      assert.equal(shown(await tokensOf(kind, text)), marked);
    });
  }

  it("of T5's and XLM-R's tokenizers takes all of a decomposed text in", async () => {
    const text = `${"안녕하세요 세계".normalize("NFD")} e\u0301te\u0301 ${family}`;
    for (const name of ["tokenizer-t5", "tokenizer-xlm-roberta"]) {
      const { tokens } = await (await TextTokenizer.open(`test/fixtures/zoo/${name}`)).tokenize([text], 512);
      assert.deepEqual(uncovered(text, tokens), [], name);
    }
  });

  it("that is left out is not given to the last token that is kept", async () => {
    const tokenizer = await openTokenizer({ ...blank, ...kinds["byte-level"] });
    const { tokens } = await tokenizer.tokenize(["e\u0301\u0301"], 1);
    assert.equal(shown(tokens), "e[0,1]");
  });
});

/** UTF-16 units other than white space that lie in no token. */
function uncovered(text: string, { starts, ends }: Pick<Tokens, "starts" | "ends">): number[] {
  const covered = new Set<number>();
  for (const [token, start] of starts.entries()) for (let unit = start; unit < ends[token]!; unit++) covered.add(unit);
  return Array.from(text, (_, unit) => unit).filter((unit) => !covered.has(unit) && text[unit]!.trim() !== "");
}

describe("the ranges of any text", () => {
  for (const kind of Object.keys(kinds) as Kind[]) {
    it(`are in order, take every character in, and are told apart: ${kind}`, async function () {
      this.timeout(30_000);
      const tokenizer = await openTokenizer({ ...blank, ...kinds[kind] });
      await fc.assert(
        fc.asyncProperty(hardText, async (text) => {
          fc.pre(text !== "");
          const tokens = await tokenizer.tokenize([text], Infinity).then(
            ({ tokens }) => tokens,
            // There may be nothing left of a text of controls.
            () => null,
          );
          if (!tokens) return;
          const { starts, ends } = tokens;
          const labels = tokenLabels(tokens);
          for (let token = 0; token < starts.length; token++) {
            const [start, end] = [starts[token]!, ends[token]!];
            assert(0 <= start && start <= end && end <= text.length);
            assert(token === 0 || start >= starts[token - 1]!, "in order");
            assert(!splitsPair(text, start) && !splitsPair(text, end), "whole characters");
            for (let before = token - 1; before >= 0 && token - before < 8; before--) {
              const share = ends[before]! > start && starts[before]! < ends[before]! && start < end;
              if (share) assert.notEqual(labels[token], labels[before], `${before} and ${token} share text`);
            }
          }
          // BERT's tokenizer drops controls, accents that stand alone and what it cannot read, which are text of no token.
          const dropped = kind === "WordPiece without accents" ? /[\p{C}\p{M}\ufffd\u2028\u2029]/u : /(?!)/u;
          assert.deepEqual(
            uncovered(text, tokens).filter((unit) => !dropped.test(text[unit]!)),
            [],
          );
        }),
        { numRuns: 150 },
      );
    });
  }
});

const splitsPair = (text: string, offset: number) => offset > 0 && text.codePointAt(offset - 1)! > 0xffff;

describe("ranges of offsets that no tokenizer should give", () => {
  it("stay within the text, in order, and of bounded length together", () => {
    const offset = fc.integer({ min: -5, max: 700 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(offset, offset, fc.nat(3)), { maxLength: 40 }),
        fc.string({ unit: "binary", maxLength: 600 }),
        (pieces, text) => {
          const column = (at: 0 | 1 | 2) => Int32Array.from(pieces, (piece) => piece[at]);
          const { starts, ends } = tokenRanges(text, { starts: column(0), ends: column(1), marks: column(2) });
          let sum = 0;
          for (const [token, start] of starts.entries()) {
            assert(start >= 0 && start <= ends[token]! && ends[token]! <= text.length);
            assert(token === 0 || start >= starts[token - 1]!);
            sum += ends[token]! - start;
          }
          assert(sum <= text.length + pieces.length * longestSharedText);
        },
      ),
    );
  });

  it("share little of a cluster without end", () => {
    const text = `e${"\u0301".repeat(100_000)}`;
    const { starts, ends } = tokenRanges(text, {
      starts: new Int32Array(500),
      ends: new Int32Array(500).fill(1),
      marks: new Int32Array(500),
    });
    assert.deepEqual([starts[0], ends[0], ends[499]], [0, text.length, text.length]);
    assert.equal(starts[499], text.length - longestSharedText);
  });
});
