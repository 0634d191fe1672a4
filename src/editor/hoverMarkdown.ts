import * as l10n from "@vscode/l10n";
import { encodeFor } from "../attention/encodeFor.js";
import { unitOfToken } from "../attention/attendedKeys.js";
import type { AttentionGroup } from "../attention/attentionGroup.js";
import type { TraceSummary } from "../attention/trace.js";
import { groupOf, nearestHead, type BySide } from "../attention/traceGroup.js";
import type { ViewState } from "../protocol/look.js";
import { recipeSteps, unitName, unitPosition } from "./hoverUnits.js";
import type { AttendedFrom } from "./keptText.js";

export interface HoverContent {
  readonly trace: TraceSummary;
  /** What the tokens are called. */
  readonly labels: BySide<readonly string[]>;
  /** One of the queries. */
  readonly token: number;
  /** How many tokens stand at the same place: parts of one character. */
  readonly parts: number;
  readonly attended: AttendedFrom;
  readonly view: ViewState;
}

/**
 * What a token attends to in what the panel shows, as Markdown: its strongest keys, what special tokens have together, and
 * the recipe if it changes weights. The person's text is escaped. Layers and heads are counted from 1.
 */
export function hoverMarkdown({ trace, labels, token, parts, attended, view }: HoverContent): string {
  const { place, units } = attended;
  const { heads, queries, keys } = groupOf(trace, place.group);
  const several = trace.groups.length > 1;
  const inView = place.head !== "mean";
  const whose = whoseAttention(place, heads, several ? place.group : null);
  const openLink = (label: string, index: number, to: ViewState) =>
    commandLink(label, "openInPanel", inView || several ? [index, to] : [index]);
  // A key is looked at as a query, which it may be in another group alone, or in none.
  const asQuery = keys === queries ? view.group : trace.groups.find((group) => group.queries === keys)?.group;
  const keyLink = (unit: number) => {
    const name = encodeFor("hover", unitName(trace, labels, keys, units.keys, unit));
    if (asQuery === undefined) return name;
    return openLink(name, units.keys.firsts[unit]!, nearestHead(trace, { ...view, group: asQuery }));
  };
  const unit = unitOfToken(units, token) ?? 0;
  const other = inView ? l10n.t("Show the mean over the last layer's heads") : l10n.t("Show the head in view");
  const name = `**${encodeFor("hover", unitName(trace, labels, queries, units.queries, unit))}**`;
  return [
    parts > 1 && units.queries.counts[unit] === 1
      ? l10n.t("{0} attends to ({1}, the first of {2} tokens of this character)", name, whose, parts)
      : l10n.t("{0} attends to ({1})", name, whose),
    "",
    ...weightTable(attended, unit, keyLink),
    "",
    ...remarks(trace, attended, unit, token).flatMap((remark) => [remark, ""]),
    `${openLink(l10n.t("Open in panel"), token, view)} · ${commandLink(other, "switchHoverAttention", [])}`,
  ].join("\n");
}

/**
 * Which attention a hover lists.
 *
 * @param heads how many the layer has
 * @param group null where a trace has no other
 */
function whoseAttention({ layer, head }: AttendedFrom["place"], heads: number, group: AttentionGroup | null): string {
  const number = layer + 1;
  const mean = head === "mean";
  const one = head === "mean" ? 0 : head + 1;
  switch (group) {
    case "encoder":
      return mean
        ? l10n.t("mean over {0} heads, encoder layer {1}", heads, number)
        : l10n.t("encoder layer {0} head {1}", number, one);
    case "decoder":
      return mean
        ? l10n.t("mean over {0} heads, decoder layer {1}", heads, number)
        : l10n.t("decoder layer {0} head {1}", number, one);
    case "cross":
      return mean
        ? l10n.t("mean over {0} heads, cross-attention layer {1}", heads, number)
        : l10n.t("cross-attention layer {0} head {1}", number, one);
    default:
      return mean ? l10n.t("mean over {0} heads, layer {1}", heads, number) : l10n.t("layer {0} head {1}", number, one);
  }
}

function weightTable({ weights, units }: AttendedFrom, unit: number, keyLink: (unit: number) => string): string[] {
  const { count } = weights;
  const [keys, row] = [weights.keys, weights.weights].map((all) => all.subarray(unit * count, (unit + 1) * count));
  const ranked = Array.from(keys!, (key, rank) => ({ key, weight: row![rank]! })).filter(({ key }) => key >= 0);
  const special = weights.special[unit]!;
  if (ranked.length === 0 && !(special > 0)) return [l10n.t("n/a: every weight is NaN or infinite.")];
  const rows = ranked.filter(({ weight }) => weight !== 0);
  if (rows.length === 0) return special > 0 ? [] : [l10n.t("Nothing: every weight is 0.")];
  const header = [l10n.t("weight"), l10n.t("token"), l10n.t("position")];
  return [
    `| ${header.join(" | ")} |`,
    "| ---: | :--- | ---: |",
    ...rows.map(({ key, weight }) => `| ${weight.toFixed(3)} | ${keyLink(key)} | ${unitPosition(units.keys, key)} |`),
  ];
}

/** What stands below the table, a sentence each. */
function remarks(trace: TraceSummary, { weights, recipe }: AttendedFrom, unit: number, token: number): string[] {
  const special = weights.special[unit]!;
  const steps = recipeSteps(recipe);
  const { trainedLength } = trace.encoder;
  return [
    ...(special > 0
      ? recipe.dropSpecial
        ? [l10n.t("Left out: special tokens, {0} together", special.toFixed(3))]
        : [l10n.t("Special tokens: {0} together", special.toFixed(3))]
      : []),
    ...(steps.length > 0 ? [l10n.t("As in the panel: {0}", steps.join("; "))] : []),
    ...(trainedLength !== null && token >= trainedLength
      ? [l10n.t("Position {0} is new to the encoder, which was trained on {1} tokens.", token, trainedLength)]
      : []),
  ];
}

function commandLink(label: string, command: string, args: readonly unknown[]): string {
  return `[${label}](command:attentionInspector.${command}?${encodeURIComponent(JSON.stringify(args))})`;
}
