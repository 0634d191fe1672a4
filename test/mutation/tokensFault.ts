import { longestTokenText } from "../../src/attention/shortened.js";
import { isSpecial, type Tokens } from "../../src/attention/tokens.js";
import type { TraceSummary } from "../../src/attention/trace.js";

/** Says what is wrong with the tokens of a trace: too many, arrays of unequal lengths, places outside of the text. */
export function tokensFault(summary: TraceSummary, maximumTokens: number): string | null {
  const sides = [summary.tokens, ...(summary.targetTokens ? [summary.targetTokens] : [])];
  for (const tokens of sides) {
    const fault = lengthsFault(tokens, maximumTokens) ?? placesFault(tokens, summary.segments);
    if (fault !== null) return fault;
  }
  return null;
}

function lengthsFault({ ids, texts, segments, starts, ends }: Tokens, maximumTokens: number): string | null {
  const n = ids.length;
  if (n === 0 || n > maximumTokens) return `there are ${n} tokens of at most ${maximumTokens}`;
  const lengths = [texts, segments, starts, ends].map(({ length }) => length);
  return lengths.every((length) => length === n) ? null : `${n} ids have arrays of ${lengths.join(", ")} beside them`;
}

function placesFault(tokens: Tokens, segments: readonly string[]): string | null {
  for (let token = 0; token < tokens.ids.length; token++) {
    const [text, start, end] = [tokens.texts[token], tokens.starts[token]!, tokens.ends[token]!];
    if (typeof text !== "string") return `token ${token} has no text`;
    const segment = segments[tokens.segments[token]!];
    if (isSpecial(tokens, token)) {
      if (text.length > longestTokenText) return `special token ${token} has ${text.length} characters`;
      if (start !== -1 || end !== -1) return `special token ${token} has a place`;
      continue;
    }
    if (segment === undefined) return `token ${token} is of no segment`;
    if (start < 0 || start > end || end > segment.length) return `token ${token} stands at ${start} to ${end}`;
    // A mark that the tokenizer puts in, such as ▁, stands for nothing of the text and bears its own name.
    if (text.length > (start === end ? longestTokenText : end - start))
      return `token ${token} has more text than its place`;
  }
  return null;
}
