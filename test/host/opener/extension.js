// Loaded beside the extension that is looked at. It does only what the environment asks for:
//   ATTENTION_INSPECTOR_OPEN    {"file", "from", "to"}: opens a file of the workspace and shows a passage's attention
//   ATTENTION_INSPECTOR_BRIDGE  a folder: does what tests ask for, see bridge.js
import * as vscode from "vscode";
import { actions } from "./actions.js";
import { startBridge } from "./bridge.js";

/** Called by VS Code. */
export async function activate(context) {
  const { ATTENTION_INSPECTOR_OPEN: passage, ATTENTION_INSPECTOR_BRIDGE: bridgeFolder } = process.env;
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (workspace === undefined) return;
  if (bridgeFolder) context.subscriptions.push(await startBridge(bridgeFolder, workspace));
  if (passage) {
    await actions.openPassage(JSON.parse(passage), workspace);
    await vscode.commands.executeCommand("attentionInspector.showAttention");
  }
}
