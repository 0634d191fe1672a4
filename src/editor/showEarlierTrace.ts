import * as vscode from "vscode";
import type { KeptTrace } from "../protocol/pageProtocol.js";
import type { CurrentTrace } from "./currentTrace.js";
import { keptTraces } from "./keptTraces.js";
import { itemsOf, openPicker, type Row } from "./picker.js";
import { sizeLabel } from "./sizeLabel.js";

interface TraceRow extends Row {
  readonly trace: number;
  readonly isShown: boolean;
}

/**
 * Lets the person choose among the traces that are kept, or drop some of them.
 *
 * @returns whether one was chosen, which is shown then
 */
export function showEarlierTrace(current: CurrentTrace): Promise<boolean> {
  const list = openPicker<TraceRow>(undefined, vscode.l10n.t("Choose what to show again"));
  const forget = { iconPath: new vscode.ThemeIcon("trash"), tooltip: vscode.l10n.t("Drop") };
  const fill = () => {
    const { traces, shown } = keptTraces(current);
    const rows = traces.toReversed().map((kept) => ({ ...rowOf(kept, kept.trace === shown), buttons: [forget] }));
    list.items = itemsOf<TraceRow>(rows);
    if (traces.length === 0) list.hide();
  };
  fill();
  // The one before the one that is shown is what a person goes back to most.
  const before = list.items.find(({ row }) => !row.isShown);
  if (before) list.activeItems = [before];
  return new Promise((resolve) => {
    const following = vscode.Disposable.from(
      list,
      current.onDidKeep(fill),
      list.onDidTriggerItemButton(({ item }) => current.forgetKept(item.row.trace)),
      list.onDidAccept(() => {
        const [chosen] = list.selectedItems;
        if (!chosen) return;
        current.showKept(chosen.row.trace);
        resolve(true);
        list.hide();
      }),
      list.onDidHide(() => {
        resolve(false);
        following.dispose();
      }),
    );
    list.show();
  });
}

function rowOf({ trace, title, excerpt, encoder, tokens, bytes }: KeptTrace, isShown: boolean): TraceRow {
  const facts = [encoder, vscode.l10n.t("{0} tokens", tokens), sizeLabel(bytes)];
  return {
    trace,
    ...(isShown && { icon: "check" }),
    label: title,
    description: facts.join(" · "),
    detail: excerpt,
    isShown,
  };
}
