import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { maximumDescriptionBytes } from "./limits.js";

const length = v.optional(v.nullable(v.number()));

/** What there is of interest in an export's config.json and tokenizer_config.json; whatever else they hold is ignored. */
const schema = v.object({
  model_type: v.optional(v.string()),
  hidden_size: length,
  d_model: length,
  n_embd: length,
  max_position_embeddings: length,
  n_positions: length,
  model_max_length: length,
  decoder_start_token_id: length,
  pad_token_id: v.optional(v.unknown()),
});

/** What an export says of its encoder; null for what it does not say. */
export interface EncoderConfig {
  readonly dimension: number | null;
  /** The longest sequence that it was made for, in tokens. */
  readonly trainedLength: number | null;
  /** What a decoder's sequence begins with. */
  readonly decoderStart: number | null;
  /** The id of padding. */
  readonly padId: number | null;
}

/** Longer ones stand for "no bound" (`model_max_length` is 10³⁰ then). */
const LONGEST = 10_000_000;

/** Models whose learned positions begin after the padding's. */
const offsetPositions: Readonly<Record<string, number>> = {
  roberta: 2,
  "xlm-roberta": 2,
  camembert: 2,
  mpnet: 2,
  longformer: 2,
};

/** Reads an export's description. What is missing or damaged is no fault: a model runs without. */
export async function readEncoderConfig(folder: string): Promise<EncoderConfig> {
  const [config, tokenizer] = await Promise.all(
    ["config.json", "tokenizer_config.json"].map((name) => readLoose(join(folder, name))),
  );
  const positions = positive(config?.max_position_embeddings ?? config?.n_positions);
  const offset = offsetPositions[config?.model_type ?? ""] ?? 0;
  const lengths = [positions === null ? null : positions - offset, positive(tokenizer?.model_max_length)];
  const known = lengths.filter((length) => length !== null && length > 0 && length < LONGEST) as number[];
  return {
    dimension: positive(config?.hidden_size ?? config?.d_model ?? config?.n_embd),
    trainedLength: known.length === 0 ? null : Math.min(...known),
    decoderStart: config?.decoder_start_token_id ?? null,
    padId: idOf(config?.pad_token_id),
  };
}

function positive(number: number | null | undefined): number | null {
  return typeof number === "number" && number > 0 ? Math.floor(number) : null;
}

function idOf(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

async function readLoose(file: string): Promise<v.InferOutput<typeof schema> | null> {
  try {
    const found = await stat(file);
    if (!found.isFile() || found.size > maximumDescriptionBytes) return null;
    const { success, output } = v.safeParse(schema, JSON.parse(await readFile(file, "utf8")));
    return success ? output : null;
  } catch {
    return null;
  }
}
