import type { MostAttended } from "../attention/mostAttended.js";
import type { TraceSummary } from "../attention/trace.js";
import type { ViewState } from "../protocol/pageProtocol.js";
import type { HoverAttention } from "./currentTrace.js";

export interface HoverContent {
  readonly trace: TraceSummary;
  /** `[N]` what the tokens are called. */
  readonly labels: readonly string[];
  readonly token: number;
  /** How many tokens stand at the same place: parts of one character. */
  readonly parts: number;
  readonly weights: MostAttended;
  readonly attention: HoverAttention;
  readonly view: ViewState;
}

/** What a token attends to, as Markdown; the person's text in it is escaped. Layers and heads are counted from 1. */
export function hoverMarkdown({ trace, labels, token, parts, weights, attention, view }: HoverContent): string {
  const { layers, heads } = trace.encoder;
  const name = (index: number) => escaped(labels[index]!);
  const inView = attention === "headInView";
  const whose = inView ? `layer ${view.layer + 1} head ${view.head + 1}` : `mean over ${heads} heads, layer ${layers}`;
  const part = parts > 1 ? `, the first of ${parts} tokens of this character` : "";
  const openLink = (label: string, index: number) =>
    commandLink(label, "openInPanel", inView ? [index, view] : [index]);
  const rows = Array.from({ length: weights.count }, (_, rank) => {
    const key = weights.keys[token * weights.count + rank]!;
    const weight = weights.weights[token * weights.count + rank]!;
    return `| ${weight.toFixed(3)} | ${openLink(name(key), key)} | ${key} |`;
  });
  const other = inView ? "Show the mean over the last layer's heads" : "Show the head in view";
  return [
    `**${name(token)}** attends to (${whose}${part})`,
    "",
    "| weight | token | position |",
    "| ---: | :--- | ---: |",
    ...rows,
    "",
    `${openLink("Open in panel", token)} · ${commandLink(other, "switchHoverAttention", [])}`,
  ].join("\n");
}

function commandLink(label: string, command: string, args: readonly unknown[]): string {
  return `[${label}](command:attentionInspector.${command}?${encodeURIComponent(JSON.stringify(args))})`;
}

/** Markdown takes a backslash before any ASCII punctuation as that character itself. */
function escaped(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, "\\$&");
}
