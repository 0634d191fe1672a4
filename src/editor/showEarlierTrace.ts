import * as vscode from "vscode";
import type { KeptTrace } from "../protocol/pageProtocol.js";
import type { CurrentTrace } from "./currentTrace.js";
import { keptTraces } from "./keptTraces.js";
import { plain } from "./plain.js";
import { sizeLabel } from "./sizeLabel.js";

interface TraceItem extends vscode.QuickPickItem {
  readonly trace: number;
  readonly isShown: boolean;
}

/**
 * Lets the person choose among the traces that are kept, or drop some of them.
 *
 * @returns whether one was chosen, which is shown then
 */
export function showEarlierTrace(current: CurrentTrace): Promise<boolean> {
  const list = vscode.window.createQuickPick<TraceItem>();
  const forget = { iconPath: new vscode.ThemeIcon("trash"), tooltip: vscode.l10n.t("Drop") };
  list.placeholder = vscode.l10n.t("Choose what to show again");
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.keepScrollPosition = true;
  const fill = () => {
    const { traces, shown } = keptTraces(current);
    list.items = traces.toReversed().map((kept) => ({ ...itemOf(kept, kept.trace === shown), buttons: [forget] }));
    if (traces.length === 0) list.hide();
  };
  fill();
  // The one before the one that is shown is what a person goes back to most.
  const before = list.items.find(({ isShown }) => !isShown);
  if (before) list.activeItems = [before];
  return new Promise((resolve) => {
    const following = vscode.Disposable.from(
      list,
      current.onDidKeep(fill),
      list.onDidTriggerItemButton(({ item }) => current.forgetKept(item.trace)),
      list.onDidAccept(() => {
        const [chosen] = list.selectedItems;
        if (!chosen) return;
        current.showKept(chosen.trace);
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

function itemOf({ trace, title, excerpt, encoder, tokens, bytes }: KeptTrace, isShown: boolean): TraceItem {
  const facts = [plain(encoder), vscode.l10n.t("{0} tokens", tokens), sizeLabel(bytes)];
  return {
    trace,
    label: `${isShown ? "$(check) " : ""}${plain(title)}`,
    description: facts.join(" · "),
    detail: plain(excerpt),
    isShown,
  };
}
