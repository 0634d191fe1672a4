import { tokenLabels } from "../../src/attention/tokenLabels.js";
import type { Tokens } from "../../src/attention/tokens.js";

/** What tokens are called, in labels and in sentences. */
export interface TraceLabels {
  readonly labels: readonly string[];
  /** Whether other tokens bear the same label, so that a sentence has to name the position too. */
  readonly ambiguous: readonly boolean[];
}

const known = new WeakMap<Tokens, TraceLabels>();

/** The labels of one side's tokens; made once. */
export function labelsOf(tokens: Tokens): TraceLabels {
  let found = known.get(tokens);
  if (!found) {
    const labels = tokenLabels(tokens);
    const counts = new Map<string, number>();
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    found = { labels, ambiguous: labels.map((label) => counts.get(label)! > 1) };
    known.set(tokens, found);
  }
  return found;
}
