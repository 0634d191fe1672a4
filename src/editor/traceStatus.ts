import * as vscode from "vscode";
import type { CurrentTrace } from "./currentTrace.js";

/** A status bar item that says which trace is shown and leads to its panel. */
export function traceStatus(current: CurrentTrace): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("attentionInspector.trace", vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t("Attention");
  item.command = "attentionInspector.openInPanel";
  const subscription = current.onDidChange((text) => {
    if (!text) return item.hide();
    const { tokens, provider, encoder } = text.trace;
    item.text = `$(eye) ${vscode.l10n.t("{0} tokens", tokens.ids.length)}`;
    item.tooltip = vscode.l10n.t(
      "Attention of {0} in {1}, run on {2}: open the panel",
      encoder.name,
      text.title,
      provider.used,
    );
    item.show();
  });
  return vscode.Disposable.from(item, subscription);
}
