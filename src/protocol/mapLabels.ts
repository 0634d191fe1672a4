import { mapUnits } from "../attention/attentionMap.js";
import type { TraceSummary } from "../attention/trace.js";
import { groupOf, readFor, tokensOf, type TokenSide } from "../attention/traceGroup.js";
import { unitTexts } from "../attention/unitTexts.js";
import type { Units } from "../attention/units.js";
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
  const labels = (side: TokenSide, along: Units) =>
    unitTexts(tokensOf(trace, side), trace.segments, along, readFor(trace, side));
  return { queries: labels(group.queries, units.queries), keys: labels(group.keys, units.keys) };
}
