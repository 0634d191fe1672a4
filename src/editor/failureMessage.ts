import * as vscode from "vscode";
import type { Failure } from "../protocol/failure.js";

const oursOrBroken = new Set([
  "encoderMissing",
  "encoderDamaged",
  "tokenizerDamaged",
  "runFailed",
  "encoderStopped",
  "unexpected",
]);

/** Tells the person of a failure: one sentence, and ways on. What they cancelled themselves is not a failure. */
export async function showFailure(failure: Failure, log: vscode.LogOutputChannel): Promise<void> {
  if (failure.code === "cancelled") {
    log.info("cancelled");
    return;
  }
  log.error(`${failure.code}: ${failure.message}${failure.detail === null ? "" : `\n${failure.detail}`}`);
  const showLog = vscode.l10n.t("Show Log");
  const openSettings = vscode.l10n.t("Open Settings");
  const buttons = failure.code === "providerUnavailable" ? [openSettings, showLog] : [showLog];
  const show = oursOrBroken.has(failure.code) ? vscode.window.showErrorMessage : vscode.window.showWarningMessage;
  const chosen = await show(failure.message, ...buttons);
  if (chosen === showLog) log.show();
  if (chosen === openSettings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "attentionInspector.executionProvider");
  }
}
