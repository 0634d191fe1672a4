import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import type { EncoderConfig } from "./encoderConfig.js";
import { maximumTokenizerBytes } from "./limits.js";

/** What fills a sequence up to the length that a model demands. */
export interface PadToken {
  readonly id: number;
  readonly text: string;
}

const id = v.pipe(v.number(), v.integer(), v.minValue(0));

const schema = v.object({
  padding: v.optional(v.nullable(v.object({ pad_id: id, pad_token: v.string() }))),
  added_tokens: v.optional(v.array(v.object({ id, content: v.string() }))),
});

/** Names that padding has in tokenizers of many families. */
const named = /^(\[pad\]|<pad>|<\|pad\|>|<\|endoftext\|>|<\/s>)$/i;

/**
 * An encoder's padding, as its config.json or tokenizer.json says; the first token of its vocabulary if neither does.
 *
 * @param folder that of the encoder
 * @param rows how many tokens it knows
 */
export async function readPadToken(folder: string, { padId }: EncoderConfig, rows: number): Promise<PadToken> {
  const tokenizer = await readLoose(join(folder, "tokenizer.json"));
  const added = tokenizer?.added_tokens ?? [];
  const { padding } = tokenizer ?? {};
  const found =
    padId !== null
      ? { id: padId, text: added.find((token) => token.id === padId)?.content ?? "[PAD]" }
      : padding
        ? { id: padding.pad_id, text: padding.pad_token }
        : added.filter(({ content }) => named.test(content)).map((token) => ({ id: token.id, text: token.content }))[0];
  return found && found.id < rows ? found : { id: 0, text: added.find((token) => token.id === 0)?.content ?? "[PAD]" };
}

/** What is missing or damaged is told by who tokenizes. */
async function readLoose(file: string): Promise<v.InferOutput<typeof schema> | null> {
  try {
    const found = await stat(file);
    if (!found.isFile() || found.size > maximumTokenizerBytes) return null;
    const { success, output } = v.safeParse(schema, JSON.parse(await readFile(file, "utf8")));
    return success ? output : null;
  } catch {
    return null;
  }
}
