import * as vscode from "vscode";
import { encodeFor } from "../attention/encodeFor.js";
import type { ChosenEncoder } from "./chosenEncoder.js";
import type { CurrentTrace } from "./currentTrace.js";

/**
 * A status bar item that says which trace is shown and leads to its panel. It names the encoder that was chosen; without
 * a trace it leads to the choice, and is there only where another than the bundled one was chosen.
 */
export function traceStatus(current: CurrentTrace, chosen: ChosenEncoder): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("attentionInspector.trace", vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t("Attention");
  const show = () => {
    const label = chosen.label;
    if (!current.text) {
      if (label === null) return item.hide();
      item.command = "attentionInspector.chooseEncoder";
      item.text = `$(eye) ${encodeFor("statusBar", label)}`;
      item.tooltip = encodeFor("tooltip", vscode.l10n.t("Attention is shown of {0}: choose another encoder", label));
      return item.show();
    }
    const { title, trace } = current.text;
    const { tokens, provider, encoder } = trace;
    const count = vscode.l10n.t("{0} tokens", tokens.ids.length);
    item.command = "attentionInspector.openInPanel";
    // The trace may still be another encoder's than the chosen one, which failed.
    const isBundled = label === null && encoder.version !== "";
    item.text = `$(eye) ${isBundled ? count : encodeFor("statusBar", `${count} · ${encoder.name}`)}`;
    const sentence = vscode.l10n.t(
      "Attention of {0} in {1}, run on {2}: open the panel",
      encoder.name,
      title,
      provider.used,
    );
    item.tooltip = encodeFor("tooltip", sentence);
    item.show();
  };
  show();
  return vscode.Disposable.from(item, current.onDidChange(show), chosen.onDidChange(show));
}
