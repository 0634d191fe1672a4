import * as vscode from "vscode";
import { wholeText } from "../attention/tokens.js";
import { groupOf, tokensOf } from "../attention/traceGroup.js";
import type { CurrentTrace } from "./currentTrace.js";
import { hoverMarkdown } from "./hoverMarkdown.js";
import { settings } from "./settings.js";

/** What a token of the current trace attends to, from the trace alone: the model is never run. */
export class AttentionHover implements vscode.HoverProvider {
  readonly #current: CurrentTrace;

  constructor(current: CurrentTrace) {
    this.#current = current;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | null {
    const { text, view, attended } = this.#current;
    if (!text?.isOf(document)) return null;
    const { hoverEnabled, hoverAttention } = settings();
    const from = attended[hoverAttention];
    if (!hoverEnabled || !from) return null;
    const { queries } = groupOf(text.trace, from.place.group);
    const tokens = text.touching(new vscode.Range(position, position), queries);
    const token = tokens[0];
    const range = token === undefined ? null : text.rangeOf(token, queries);
    if (token === undefined || !range) return null;
    const stood = wholeText(tokensOf(text.trace, queries), text.trace.segments, token);
    if (document.getText(range) !== stood) return null;
    const markdown = new vscode.MarkdownString(
      hoverMarkdown({
        trace: text.trace,
        labels: text.labels,
        token,
        parts: tokens.length,
        attended: from,
        view,
      }),
    );
    markdown.isTrusted = {
      enabledCommands: ["attentionInspector.openInPanel", "attentionInspector.switchHoverAttention"],
    };
    void vscode.commands.executeCommand("setContext", "attentionInspector.hovered", true);
    return new vscode.Hover(markdown, range);
  }
}
