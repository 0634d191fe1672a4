import assert from "node:assert/strict";
import { decoderStart, type TokenNames } from "../../../src/encoder/decoderStart.js";
import { failure } from "./support/failures.js";
import { TemporaryFolder } from "./support/temporaryFolder.js";

/** A vocabulary whose ids are the places of its tokens. */
function names(...tokens: string[]): TokenNames {
  const place = (token: string) => tokens.indexOf(token);
  return { tokenOf: (id) => tokens[id] ?? null, idOf: (token) => (place(token) < 0 ? null : place(token)) };
}

const roberta = names("<s>", "<pad>", "</s>", "<unk>", "a");
const sentencePiece = names("<pad>", "</s>", "<unk>", "a");
const marian = names("</s>", "<unk>", "a", "b", "<pad>");

describe("the token that a decoder begins with", () => {
  let folder: TemporaryFolder;
  beforeEach(() => (folder = new TemporaryFolder()));
  afterEach(() => folder.remove());

  const start = { decoder_start_token_id: 2 };
  for (const [what, files, vocabulary, token, from] of [
    ["config.json's", { "config.json": start }, roberta, "</s>", "config.json: decoder_start_token_id"],
    [
      "that of config.json's decoder",
      { "config.json": { decoder: start } },
      roberta,
      "</s>",
      "config.json: decoder.decoder_start_token_id",
    ],
    [
      "generation_config.json's",
      { "config.json": { model_type: "bart", eos_token_id: 0 }, "generation_config.json": start },
      roberta,
      "</s>",
      "generation_config.json: decoder_start_token_id",
    ],
    [
      "the first of generation_config.json's list",
      { "generation_config.json": { decoder_start_token_id: [2, 0] } },
      roberta,
      "</s>",
      "generation_config.json: decoder_start_token_id",
    ],
    [
      "T5's padding",
      { "config.json": { model_type: "t5", pad_token_id: 0, eos_token_id: 1 } },
      sentencePiece,
      "<pad>",
      "config.json: pad_token_id",
    ],
    [
      "Marian's padding, and not the token of id 0",
      { "config.json": { model_type: "marian", bos_token_id: 0, pad_token_id: 4 } },
      marian,
      "<pad>",
      "config.json: pad_token_id",
    ],
    [
      "Marian's padding by its tokenizer's class",
      { "tokenizer_config.json": { tokenizer_class: "MarianTokenizer", pad_token: "<pad>" } },
      marian,
      "<pad>",
      "tokenizer_config.json: pad_token",
    ],
    [
      "BART's end",
      { "config.json": { model_type: "bart", bos_token_id: 0, eos_token_id: 2 } },
      roberta,
      "</s>",
      "config.json: eos_token_id",
    ],
    [
      "BART's end by its tokenizer's class",
      { "tokenizer_config.json": { tokenizer_class: "BartTokenizerFast", eos_token: { content: "</s>" } } },
      roberta,
      "</s>",
      "tokenizer_config.json: eos_token",
    ],
    ["BART's end by its name", { "config.json": { model_type: "bart" } }, roberta, "</s>", "tokenizer.json: </s>"],
    ["the beginning", { "config.json": { bos_token_id: 0 } }, roberta, "<s>", "config.json: bos_token_id"],
    [
      "the beginning by its name",
      { "special_tokens_map.json": { bos_token: "<s>" } },
      roberta,
      "<s>",
      "special_tokens_map.json: bos_token",
    ],
    ["the vocabulary's, <sos>", {}, names("<pad>", "<sos>", "a"), "<sos>", "tokenizer.json: <sos>"],
    ["the vocabulary's, [CLS]", {}, names("[PAD]", "[CLS]", "a"), "[CLS]", "tokenizer.json: [CLS]"],
    ["the padding where a vocabulary has no other", {}, sentencePiece, "<pad>", "tokenizer.json: <pad>"],
    ["the vocabulary's where config.json is damaged", { "config.json": "{" }, roberta, "<s>", "tokenizer.json: <s>"],
  ] as const) {
    it(`is ${what}`, async () => {
      for (const [name, content] of Object.entries(files))
        folder.write(name, typeof content === "string" ? content : JSON.stringify(content));
      const found = await decoderStart(folder.path, vocabulary, 5);
      assert.deepEqual(found && [found.token, found.from], [token, from]);
      assert.equal(found!.id, vocabulary.idOf(token));
    });
  }

  it("is none where nothing tells it", async () => {
    assert.equal(await decoderStart(folder.path, names("a", "b"), 2), null);
  });

  it("is refused where the decoder does not know it", async () => {
    for (const id of [5, -1, 58_100]) {
      folder.write("config.json", JSON.stringify({ decoder_start_token_id: id }));
      await assert.rejects(
        decoderStart(folder.path, roberta, 5),
        failure("inputsWrong", new RegExp(`decoder_start_token_id is ${id}, and .* from 0 to 4; correct it`)),
      );
    }
  });
});
