import * as vscode from "vscode";
import type { Failure } from "../protocol/failure.js";
import { failureActions, isError, type FailureAction } from "./failureActions.js";
import type { Log } from "./log.js";
import { notify } from "./notification.js";

/** Tells the person of a failure: one sentence, and ways on. What they cancelled themselves is not a failure. */
export async function showFailure(failure: Failure, log: Log): Promise<void> {
  if (failure.code === "cancelled") {
    log.info("cancelled");
    return;
  }
  log.error(`${failure.code}: ${failure.message}${failure.detail === null ? "" : `\n${failure.detail}`}`);
  const buttons = failureActions(failure.code).map((action) => ({ title: titleOf(action), value: action }));
  const action = await notify(isError(failure.code) ? "error" : "warning", failure.message, buttons);
  if (action !== undefined) await take(action, log);
}

function titleOf(action: FailureAction): string {
  switch (action) {
    case "chooseEncoder":
      return vscode.l10n.t("Choose Encoder");
    case "manageTrust":
      return vscode.l10n.t("Manage Workspace Trust");
    case "openProviderSettings":
    case "openRuntimeSettings":
    case "openDeadlineSettings":
      return vscode.l10n.t("Open Settings");
    case "showLog":
      return vscode.l10n.t("Show Log");
  }
}

async function take(action: FailureAction, log: Log): Promise<void> {
  const openSettings = (key: string) =>
    vscode.commands.executeCommand("workbench.action.openSettings", `attentionInspector.${key}`);
  switch (action) {
    case "chooseEncoder":
      await vscode.commands.executeCommand("attentionInspector.chooseEncoder");
      break;
    case "manageTrust":
      await vscode.commands.executeCommand("workbench.trust.manage");
      break;
    case "openProviderSettings":
      await openSettings("executionProvider");
      break;
    case "openRuntimeSettings":
      await openSettings("onnxruntimePath");
      break;
    case "openDeadlineSettings":
      await openSettings("runDeadline");
      break;
    case "showLog":
      log.show();
  }
}
