import { tokenLabels, visible } from "../../src/attention/tokenLabels.js";
import type { Tokens } from "../../src/attention/tokens.js";
import type { Units } from "../../src/attention/units.js";

/** What units are called, in labels and in sentences. */
export interface UnitLabels {
  readonly labels: readonly string[];
  /** Whether other units bear the same label, so that a sentence has to name the position too. */
  readonly ambiguous: readonly boolean[];
}

/** The labels of one side's units. @param segments the texts that the tokens' offsets count in */
export function unitLabels(tokens: Tokens, segments: readonly string[], units: Units): UnitLabels {
  const ofTokens = tokenLabels(tokens);
  const labels = Array.from(units.firsts, (first, unit) => {
    const count = units.counts[unit]!;
    if (count === 1) return ofTokens[first]!;
    const text = segments[tokens.segments[first]!] ?? "";
    return visible(text.slice(tokens.starts[first], tokens.ends[first + count - 1]));
  });
  return named(labels);
}

const known = new WeakMap<Tokens, UnitLabels>();

/** The labels of one side's tokens, each by itself; made once. */
export function tokenNames(tokens: Tokens): UnitLabels {
  let found = known.get(tokens);
  if (!found) known.set(tokens, (found = named(tokenLabels(tokens))));
  return found;
}

function named(labels: readonly string[]): UnitLabels {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return { labels, ambiguous: labels.map((label) => counts.get(label)! > 1) };
}
