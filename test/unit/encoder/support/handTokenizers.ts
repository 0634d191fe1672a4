import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TextTokenizer } from "../../../../src/encoder/textTokenizer.js";

/** A tokenizer.json without steps of its own. */
export const blank = {
  version: "1.0",
  truncation: null,
  padding: null,
  added_tokens: [] as unknown[],
  normalizer: null as unknown,
  pre_tokenizer: null as unknown,
  post_processor: null as unknown,
  decoder: null,
};

export const bytes = Array.from(
  { length: 256 },
  (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
);
export const index = (tokens: readonly string[]) => Object.fromEntries(tokens.map((token, id) => [token, id]));

/** BPE over characters, with bytes for what it lacks. */
export const characterBpe = (tokens: readonly string[], merges: readonly (readonly [string, string])[] = []) => ({
  type: "BPE",
  dropout: null,
  unk_token: "<unk>",
  continuing_subword_prefix: null,
  end_of_word_suffix: null,
  fuse_unk: false,
  byte_fallback: true,
  ignore_merges: false,
  vocab: index(["<unk>", "▁", ...tokens, ...merges.map((pair) => pair.join("")), ...bytes]),
  merges,
});

/** A post-processor that puts special tokens before a text: each with its ids and its texts. */
export const template = (
  special: Readonly<Record<string, { readonly ids: readonly number[]; readonly tokens: readonly string[] }>>,
) => {
  const before = Object.keys(special).map((id) => ({ SpecialToken: { id, type_id: 0 } }));
  return {
    type: "TemplateProcessing",
    single: [...before, { Sequence: { id: "A", type_id: 0 } }],
    pair: [...before, { Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 1 } }],
    special_tokens: Object.fromEntries(Object.entries(special).map(([id, facts]) => [id, { id, ...facts }])),
  };
};

/** Opens a tokenizer.json that a test has put together. */
export async function openTokenizer(file: object): Promise<TextTokenizer> {
  const folder = mkdtempSync(join(tmpdir(), "tokenizer-"));
  try {
    writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(file));
    return await TextTokenizer.open(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
