import * as vscode from "vscode";
import type { TraceSummary } from "../attention/trace.js";
import { mostTokens } from "./limits.js";
import type { SelectedText } from "./selectedText.js";

/** What a person should read with a trace: how its text was chosen, what was left out, what to doubt. */
export function noticesOf(text: SelectedText, trace: TraceSummary): string[] {
  const { tokens, targetTokens, truncation, encoder, segments } = trace;
  const notices = text.notice === null ? [] : [text.notice];
  if (segments.length === 2 && targetTokens === null && truncation === null && !tokens.segments.includes(1))
    notices.push(vscode.l10n.t("The second selection was not read; the trace's notes say why."));
  const count = tokens.ids.length;
  if (truncation) {
    const [kept, total] = [grouped(truncation.kept), grouped(truncation.total)];
    const { encoderBound } = truncation;
    notices.push(
      encoderBound !== undefined
        ? vscode.l10n.t(
            "Shown are the first {0} of {1} tokens, for the encoder takes at most {2}; select less to see the rest.",
            kept,
            total,
            grouped(encoderBound),
          )
        : count >= mostTokens
          ? vscode.l10n.t("Shown are the first {0} of {1} tokens; select less to see the rest.", kept, total)
          : vscode.l10n.t(
              "Shown are the first {0} of {1} tokens; the setting attentionInspector.maximumTokens takes more, up to {2}.",
              kept,
              total,
              grouped(mostTokens),
            ),
    );
  }
  if (encoder.trainedLength !== null && count > encoder.trainedLength) {
    const most = grouped(encoder.trainedLength);
    notices.push(vscode.l10n.t("The encoder was trained on at most {0} tokens; later positions are new to it.", most));
  }
  return notices;
}

function grouped(count: number): string {
  return count.toLocaleString(vscode.env.language);
}
