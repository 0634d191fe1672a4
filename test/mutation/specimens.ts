import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { EncoderFiles } from "./mutant.js";

const zoo = "test/fixtures/zoo";

/** An encoder that is whole, to be damaged, and a text that it reads. */
export interface Specimen {
  readonly name: string;
  readonly files: EncoderFiles;
  readonly segments: readonly string[];
}

/** A described encoder, and the zoo's: those without a tokenizer are given one that knows a word for every id. */
export function specimens(): Specimen[] {
  const ofZoo = readdirSync(zoo)
    .filter((name) => existsSync(join(zoo, name, "inputs.json")))
    .flatMap((name) => specimen(name) ?? []);
  // Often enough that encoder.json is damaged in one case of ten.
  return [...ofZoo, ...Array.from({ length: 8 }, described)];
}

function described(): Specimen {
  const folder = "test/fixtures/tiny-encoder";
  const files: EncoderFiles = new Map();
  files.set("encoder.onnx", new Uint8Array(readFileSync(join(folder, "encoder.onnx"))));
  for (const name of ["encoder.json", "tokenizer.json"]) files.set(name, readFileSync(join(folder, name), "utf8"));
  return { name: "tiny-encoder", files, segments: ["the cat sat on a mat"] };
}

function specimen(name: string): Specimen | null {
  const folder = join(zoo, name);
  const files: EncoderFiles = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /^(expected|inputs|text)\./.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(
      relative(folder, path),
      entry.name.endsWith(".json") ? readFileSync(path, "utf8") : new Uint8Array(readFileSync(path)),
    );
  }
  if (existsSync(join(folder, "text.json"))) {
    const { text, pair } = readJson(join(folder, "text.json")) as { text: string; pair: string | null };
    return { name, files, segments: pair === null ? [text] : [text, pair] };
  }
  const {
    input_ids: ids,
    decoder_input_ids: target,
    encoder_hidden_states: states,
  } = readJson(join(folder, "inputs.json")) as Record<string, number[][]>;
  // One that reads vectors reads no text.
  if (!ids?.[0] || states) return null;
  files.set("tokenizer.json", wordTokenizer(1 + Math.max(...ids.flat(), ...(target ?? []).flat())));
  return {
    name,
    files,
    segments: [ids[0], ...(target?.[0] ? [target[0]] : [])].map((row) => row.map((id) => `t${id}`).join(" ")),
  };
}

/** A tokenizer.json of the words t0, t1, … with their numbers as ids. */
function wordTokenizer(size: number): string {
  const vocab = Object.fromEntries(Array.from({ length: size }, (_, id) => [`t${id}`, id]));
  return JSON.stringify({
    version: "1.0",
    added_tokens: [],
    pre_tokenizer: { type: "WhitespaceSplit" },
    model: { type: "WordLevel", vocab, unk_token: "t0" },
  });
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
