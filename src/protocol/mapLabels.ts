import { mapUnits } from "../attention/attentionMap.js";
import type { TraceSummary } from "../attention/trace.js";
import { groupOf, tokensOf } from "../attention/traceGroup.js";
import { unitTexts } from "../attention/unitTexts.js";
import type { OfMap } from "./traceMethods.js";

/** What the rows and the columns of a map are called. */
export interface MapLabels {
  readonly queries: readonly string[];
  readonly keys: readonly string[];
}

/** What the rows and the columns of a map are called under its recipe. @throws RangeError */
export function mapLabels(trace: TraceSummary, { heads, recipe }: OfMap): MapLabels {
  const group = groupOf(trace, heads.group);
  const units = mapUnits(trace, heads.group, recipe);
  return {
    queries: unitTexts(tokensOf(trace, group.queries), trace.segments, units.queries),
    keys: unitTexts(tokensOf(trace, group.keys), trace.segments, units.keys),
  };
}
