import { join } from "node:path";
import * as v from "valibot";
import { looseJson } from "./looseJson.js";

const length = v.optional(v.nullable(v.number()));

/** What there is of interest in an export's config.json, tokenizer_config.json or encoder.json; whatever else they hold is ignored. */
const schema = v.object({
  model_type: v.optional(v.string()),
  hidden_size: length,
  d_model: length,
  n_embd: length,
  max_position_embeddings: length,
  n_positions: length,
  model_max_length: length,
  pad_token_id: v.optional(v.unknown()),
  trainedLength: length,
});

/** What an export says of its encoder; null for what it does not say. */
export interface EncoderConfig {
  readonly dimension: number | null;
  /** The longest sequence that it was made for, in tokens: the smaller of the next two. */
  readonly trainedLength: number | null;
  /** The longest sequence that the model has positions for, in tokens. */
  readonly modelLength: number | null;
  /** The longest sequence by tokenizer_config.json, in tokens. */
  readonly tokenizerLength: number | null;
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
  const [config, tokenizer, described] = await Promise.all(
    ["config.json", "tokenizer_config.json", "encoder.json"].map((name) => readLoose(join(folder, name))),
  );
  const positions = positive(config?.max_position_embeddings ?? config?.n_positions);
  const offset = offsetPositions[config?.model_type ?? ""] ?? 0;
  const modelLength = bound(positions === null ? null : positions - offset);
  const tokenizerLength = bound(positive(tokenizer?.model_max_length));
  const lengths = [modelLength, tokenizerLength, bound(positive(described?.trainedLength))];
  const known = lengths.filter((length) => length !== null);
  return {
    dimension: positive(config?.hidden_size ?? config?.d_model ?? config?.n_embd),
    trainedLength: known.length === 0 ? null : Math.min(...known),
    modelLength,
    tokenizerLength,
    padId: idOf(config?.pad_token_id),
  };
}

function positive(number: number | null | undefined): number | null {
  return typeof number === "number" && number > 0 ? Math.floor(number) : null;
}

function idOf(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function bound(length: number | null): number | null {
  return length !== null && length > 0 && length < LONGEST ? length : null;
}

async function readLoose(file: string): Promise<v.InferOutput<typeof schema> | null> {
  const { success, output } = v.safeParse(schema, await looseJson(file));
  return success ? output : null;
}
