import { producedLabels, tokenLabels, visible } from "./tokenLabels.js";
import type { Tokens } from "./tokens.js";
import type { Units } from "./units.js";

/**
 * `[units]` what each unit is called, as one line of visible text: a token's label, or the text that its tokens span.
 *
 * @param segments the texts that the tokens' offsets count in
 * @param read `[N]` what a decoder reads for each of the tokens, which it produces; null for tokens that are read
 */
export function unitTexts(
  tokens: Tokens,
  segments: readonly string[],
  { firsts, counts }: Units,
  read: Tokens | null = null,
): readonly string[] {
  const ofTokens = tokenLabels(tokens);
  const texts = Array.from(firsts, (first, unit) => {
    const count = counts[unit]!;
    if (count === 1) return ofTokens[first]!;
    const text = segments[tokens.segments[first]!] ?? "";
    return visible(text.slice(tokens.starts[first], tokens.ends[first + count - 1]));
  });
  if (!read) return texts;
  const ofRead = tokenLabels(read);
  return producedLabels(
    texts,
    Array.from(firsts, (first) => ofRead[first]!),
  );
}
