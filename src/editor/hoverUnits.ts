import * as l10n from "@vscode/l10n";
import { shownName } from "../attention/shownName.js";
import type { Recipe } from "../attention/recipe.js";
import { visible } from "../attention/tokenLabels.js";
import type { TraceSummary } from "../attention/trace.js";
import { tokensOf, type BySide, type TokenSide } from "../attention/traceGroup.js";
import type { Units } from "../attention/units.js";

/** Code points of the name of a unit in a hover: a line of text may be as long as the text. */
const longestUnitName = 60;

/** What a unit of a map is called: the label of its token, or the text that its tokens span. */
export function unitName(
  trace: TraceSummary,
  labels: BySide<readonly string[]>,
  side: TokenSide,
  { firsts, counts }: Units,
  unit: number,
): string {
  const [first, count] = [firsts[unit]!, counts[unit]!];
  if (count === 1) return labels[side][first]!;
  const tokens = tokensOf(trace, side);
  const text = trace.segments[tokens.segments[first]!] ?? "";
  const [start, end] = [tokens.starts[first]!, tokens.ends[first + count - 1]!];
  return shownName(visible(text.slice(start, Math.min(end, start + 4 * longestUnitName))), longestUnitName);
}

/** Where a unit's tokens stand, counted from 0. */
export function unitPosition({ firsts, counts }: Units, unit: number): string {
  const [first, count] = [firsts[unit]!, counts[unit]!];
  return count === 1 ? String(first) : `${first}–${first + count - 1}`;
}

/** What the panel's recipe did to the weights, in its order; none for weights as the encoder computed them. */
export function recipeSteps({ dropSpecial, merge, threshold, topK }: Recipe): string[] {
  const steps: string[] = [];
  if (dropSpecial) steps.push(l10n.t("special tokens dropped, rows sum to 1"));
  if (merge === "words") steps.push(l10n.t("merged into words"));
  if (merge === "identifiers") steps.push(l10n.t("merged into identifiers"));
  if (merge === "lines") steps.push(l10n.t("merged into lines"));
  if (threshold > 0) steps.push(l10n.t("weights below {0} set to 0", threshold));
  if (topK !== null) steps.push(l10n.t("only the {0} strongest keys of a query kept", topK));
  return steps;
}
