import * as vscode from "vscode";
import type { TraceSummary, Truncation } from "../attention/trace.js";
import { mostTokens } from "./limits.js";
import type { SelectedText } from "./selectedText.js";

/** What a person should read with a trace: how its text was chosen, what was left out, what to doubt. */
export function noticesOf(text: SelectedText, trace: TraceSummary): string[] {
  const { tokens, targetTokens, truncation, encoder, segments } = trace;
  const notices = text.notice === null ? [] : [text.notice];
  if (segments.length === 2 && targetTokens === null && truncation === null && !tokens.segments.includes(1))
    notices.push(vscode.l10n.t("The second selection was not read; the trace's notes say why."));
  const count = Math.max(tokens.ids.length, targetTokens?.ids.length ?? 0);
  if (truncation) notices.push(truncationNotice(truncation, count));
  if (encoder.trainedLength !== null && count > encoder.trainedLength) {
    const most = grouped(encoder.trainedLength);
    notices.push(vscode.l10n.t("The encoder was trained on at most {0} tokens; later positions are new to it.", most));
  }
  return notices;
}

function truncationNotice({ kept: keptCount, total: all, bound }: Truncation, count: number): string {
  const [kept, total] = [grouped(keptCount), grouped(all)];
  if (!bound) {
    if (count >= mostTokens)
      return vscode.l10n.t("Shown are the first {0} of {1} tokens; select less to see the rest.", kept, total);
    return vscode.l10n.t(
      "Shown are the first {0} of {1} tokens; the setting attentionInspector.maximumTokens takes more, up to {2}.",
      kept,
      total,
      grouped(mostTokens),
    );
  }
  const tokens = grouped(bound.tokens);
  switch (bound.of) {
    case "model":
      return vscode.l10n.t(
        "Shown are the first {0} of {1} tokens, for the encoder takes at most {2}; select less to see the rest.",
        kept,
        total,
        tokens,
      );
    case "memory":
      return vscode.l10n.t(
        "Shown are the first {0} of {1} tokens, for the attention of more than {2} takes too much memory; select less to see the rest.",
        kept,
        total,
        tokens,
      );
    default:
      return vscode.l10n.t(
        "Shown are the first {0} of {1} tokens, for the encoder's {2} bounds a sequence to {3}; set attentionInspector.maximumTokens to read up to {4}.",
        kept,
        total,
        bound.of,
        tokens,
        grouped(Math.min(mostTokens, bound.most ?? mostTokens)),
      );
  }
}

function grouped(count: number): string {
  return count.toLocaleString(vscode.env.language);
}
