import type { AttentionGroup } from "../attention/attentionGroup.js";
import type { TraceSummary } from "../attention/trace.js";
import { groupOf, nearestHead, type BySide } from "../attention/traceGroup.js";
import type { ViewState } from "../protocol/look.js";
import type { AttendedFrom } from "./currentTrace.js";

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

/** How a layer is called, where a trace has more than one group. */
const LAYERS: Readonly<Record<AttentionGroup, string>> = {
  encoder: "encoder layer",
  decoder: "decoder layer",
  cross: "cross-attention layer",
};

/** What a token attends to, as Markdown; the person's text in it is escaped. Layers and heads are counted from 1. */
export function hoverMarkdown({ trace, labels, token, parts, attended, view }: HoverContent): string {
  const { place } = attended;
  const { heads, queries, keys } = groupOf(trace, place.group);
  const several = trace.groups.length > 1;
  const inView = place.head !== "mean";
  const layer = `${several ? LAYERS[place.group] : "layer"} ${place.layer + 1}`;
  const whose = place.head === "mean" ? `mean over ${heads} heads, ${layer}` : `${layer} head ${place.head + 1}`;
  const part = parts > 1 ? `, the first of ${parts} tokens of this character` : "";
  const openLink = (label: string, index: number, to: ViewState) =>
    commandLink(label, "openInPanel", inView || several ? [index, to] : [index]);
  // A key is looked at as a query, which it may be in another group alone, or in none.
  const asQuery = keys === queries ? view.group : trace.groups.find((group) => group.queries === keys)?.group;
  const keyLink = (key: number) => {
    const name = escaped(labels[keys][key]!);
    return asQuery === undefined ? name : openLink(name, key, nearestHead(trace, { ...view, group: asQuery }));
  };
  const other = inView ? "Show the mean over the last layer's heads" : "Show the head in view";
  return [
    `**${escaped(labels[queries][token]!)}** attends to (${whose}${part})`,
    "",
    ...weightTable(attended, token, keyLink),
    "",
    `${openLink("Open in panel", token, view)} · ${commandLink(other, "switchHoverAttention", [])}`,
  ].join("\n");
}

function weightTable({ weights }: AttendedFrom, token: number, keyLink: (key: number) => string): string[] {
  const { count } = weights;
  const [keys, row] = [weights.keys, weights.weights].map((all) => all.subarray(token * count, (token + 1) * count));
  const rows = Array.from(keys!).flatMap((key, rank) =>
    key < 0 ? [] : [`| ${row![rank]!.toFixed(3)} | ${keyLink(key)} | ${key} |`],
  );
  if (rows.length === 0) return ["n/a: every weight is NaN or infinite."];
  if (row![0] === 0) return ["Nothing: every weight is 0."];
  return ["| weight | token | position |", "| ---: | :--- | ---: |", ...rows];
}

function commandLink(label: string, command: string, args: readonly unknown[]): string {
  return `[${label}](command:attentionInspector.${command}?${encodeURIComponent(JSON.stringify(args))})`;
}

/** Markdown takes a backslash before any ASCII punctuation as that character itself. */
function escaped(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, "\\$&");
}
