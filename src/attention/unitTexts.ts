import { tokenLabels, visible } from "./tokenLabels.js";
import type { Tokens } from "./tokens.js";
import type { Units } from "./units.js";

/**
 * `[units]` what each unit is called, as one line of visible text: a token's label, or the text that its tokens span.
 *
 * @param segments the texts that the tokens' offsets count in
 */
export function unitTexts(tokens: Tokens, segments: readonly string[], { firsts, counts }: Units): readonly string[] {
  const ofTokens = tokenLabels(tokens);
  return Array.from(firsts, (first, unit) => {
    const count = counts[unit]!;
    if (count === 1) return ofTokens[first]!;
    const text = segments[tokens.segments[first]!] ?? "";
    return visible(text.slice(tokens.starts[first], tokens.ends[first + count - 1]));
  });
}
