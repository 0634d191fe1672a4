import { tokenLabels } from "../../src/attention/tokenLabels.js";
import type { Tokens } from "../../src/attention/tokens.js";
import type { Units } from "../../src/attention/units.js";
import { unitTexts } from "../../src/attention/unitTexts.js";

/** What units are called, in labels and in sentences. */
export interface UnitLabels {
  readonly labels: readonly string[];
  /** Whether other units bear the same label, so that a sentence has to name the position too. */
  readonly ambiguous: readonly boolean[];
}

/**
 * The labels of one side's units.
 *
 * @param segments the texts that the tokens' offsets count in
 * @param read what a decoder reads for each of the tokens, which it produces; null for tokens that are read
 */
export function unitLabels(tokens: Tokens, segments: readonly string[], units: Units, read: Tokens | null): UnitLabels {
  return named(unitTexts(tokens, segments, units, read));
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
