import type { TraceSummary } from "../../src/attention/trace.js";
import { tokenLabels } from "../../src/attention/tokenLabels.js";

/** What a trace's tokens are called, in labels and in sentences. */
export interface TraceLabels {
  readonly labels: readonly string[];
  /** Whether other tokens bear the same label, so that a sentence has to name the position too. */
  readonly ambiguous: readonly boolean[];
}

const known = new WeakMap<TraceSummary, TraceLabels>();

/** The labels of a trace; made once. */
export function labelsOf(trace: TraceSummary): TraceLabels {
  let found = known.get(trace);
  if (!found) {
    const labels = tokenLabels(trace.tokens);
    const counts = new Map<string, number>();
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    found = { labels, ambiguous: labels.map((label) => counts.get(label)! > 1) };
    known.set(trace, found);
  }
  return found;
}
