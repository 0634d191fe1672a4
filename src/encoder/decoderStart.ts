import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { shownName } from "../attention/shownName.js";
import { Failure } from "../protocol/failure.js";
import type { StartToken } from "./decoderTokens.js";
import { asObject, looseJson } from "./looseJson.js";

/** A start token, and the file and name that tell it. */
export interface DecoderStart extends StartToken {
  /** "config.json: decoder_start_token_id", "tokenizer.json: <pad>", … */
  readonly from: string;
}

/** What of a tokenizer tells its tokens. */
export interface TokenNames {
  /** A token's name; null for an id that no token has. */
  tokenOf(id: number): string | null;
  /** A token's id; null for a name that no token has. */
  idOf(token: string): number | null;
}

type Special = "bos" | "eos" | "pad";
type Json = Readonly<Record<string, unknown>> | null;

/** The special token that decoders of a family begin with, by Transformers' own models. */
const families: readonly (readonly [family: RegExp, special: Special])[] = [
  [/t5|switch.?transformers|marian|pegasus/i, "pad"],
  [/^(bart|mbart|barthez|mvp|led|plbart|m2m|nllb)/i, "eos"],
];

/** What special tokens are called, where no file says which they are; a vocabulary without a first one begins with padding. */
const customary: Readonly<Record<Special, readonly string[]>> = {
  bos: ["<s>", "<bos>", "[BOS]", "<sos>", "[SOS]", "<start>", "[START]", "<|startoftext|>", "<go>", "[CLS]", "<pad>"],
  eos: ["</s>", "<eos>", "[EOS]", "[SEP]"],
  pad: ["<pad>", "[PAD]"],
};

/**
 * Finds the token that an export's decoder reads before its target: decoder_start_token_id of config.json or
 * generation_config.json, else the special token that its family of models begins with, else the first token by its name.
 *
 * @param folder that of the export
 * @param rows how many tokens the decoder knows
 * @returns null if nothing tells one
 * @throws Failure `inputsWrong` if a file names a token that the decoder does not know
 */
export async function decoderStart(folder: string, names: TokenNames, rows: number): Promise<DecoderStart | null> {
  const [config, generation, tokenizer, special] = await Promise.all(
    ["config.json", "generation_config.json", "tokenizer_config.json", "special_tokens_map.json"].map((name) =>
      looseJson(join(folder, name)),
    ),
  );
  const files: Files = { config: config!, generation: generation!, tokenizer: tokenizer!, special: special! };
  const told = explicit(files);
  if (told !== null) return checked(told, names, rows);
  const family = familyOf(files);
  const found = (family && ofSpecial(family, files, names)) ?? ofSpecial("bos", files, names);
  return found !== null && found.id < rows ? named(found, names) : null;
}

interface Files {
  readonly config: Json;
  readonly generation: Json;
  readonly tokenizer: Json;
  readonly special: Json;
}

interface Told {
  readonly id: number;
  readonly from: string;
}

function explicit({ config, generation }: Files): Told | null {
  const name = "decoder_start_token_id";
  return (
    idIn(config, name, `config.json: ${name}`) ??
    idIn(asObject(config?.decoder), name, `config.json: decoder.${name}`) ??
    idIn(generation, name, `generation_config.json: ${name}`)
  );
}

function familyOf({ config, tokenizer }: Files): Special | null {
  const told = [config?.model_type, tokenizer?.tokenizer_class].filter((name) => typeof name === "string");
  return families.find(([family]) => told.some((name) => family.test(name)))?.[1] ?? null;
}

/** A special token as the files tell it: by its id, else by its name, else by the vocabulary's customary one. */
function ofSpecial(special: Special, files: Files, names: TokenNames): Told | null {
  const id = `${special}_token_id`;
  const byId =
    idIn(files.config, id, `config.json: ${id}`) ?? idIn(files.generation, id, `generation_config.json: ${id}`);
  if (byId !== null) return byId;
  const token = `${special}_token`;
  for (const [json, file] of [
    [files.tokenizer, "tokenizer_config.json"],
    [files.special, "special_tokens_map.json"],
  ] as const) {
    const content = asObject(json?.[token])?.content ?? json?.[token];
    const known = typeof content === "string" ? names.idOf(content) : null;
    if (known !== null) return { id: known, from: `${file}: ${token}` };
  }
  const name = customary[special].find((one) => names.idOf(one) !== null);
  return name === undefined ? null : { id: names.idOf(name)!, from: `tokenizer.json: ${name}` };
}

/** An id, or the first of a list of them (generation_config.json may have one for each sequence). */
function idIn(json: Json, name: string, from: string): Told | null {
  const value = json?.[name];
  const id: unknown = Array.isArray(value) ? value[0] : value;
  return typeof id === "number" && Number.isSafeInteger(id) ? { id, from } : null;
}

function checked(told: Told, names: TokenNames, rows: number): DecoderStart {
  if (told.id >= 0 && told.id < rows) return named(told, names);
  throw new Failure(
    "inputsWrong",
    l10n.t(
      "{0} is {1}, and this model's decoder knows ids from 0 to {2}; correct it.",
      told.from,
      String(told.id),
      rows - 1,
    ),
  );
}

function named({ id, from }: Told, names: TokenNames): DecoderStart {
  return { id, token: shownName(names.tokenOf(id) ?? `⟨${id}⟩`), from };
}
