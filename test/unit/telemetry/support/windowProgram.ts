// The extension as its host runs it: activates it, shows attention, reads a row, and waits.
//   windowProgram.js <extension's folder> <folder for its storage> <milliseconds to wait>
import { join } from "node:path";
import type * as vscode from "vscode";
import { activate } from "../../../../src/extension.js";
import { commands } from "./fakeVscode.js";

const [folder, storage, patience] = process.argv.slice(2) as [string, string, string];
const memento = { get: () => undefined, update: () => Promise.resolve(), keys: () => [] };
const subscriptions: { dispose?: () => unknown }[] = [];
const context = {
  subscriptions,
  workspaceState: memento,
  globalState: memento,
  globalStorageUri: { fsPath: storage },
  extensionUri: { fsPath: folder },
  asAbsolutePath: (path: string) => join(folder, path),
};

async function main(): Promise<void> {
  const extension = activate(context as unknown as vscode.ExtensionContext);
  await commands.executeCommand("attentionInspector.showAttention");
  const row = await extension.attentionRow(0, 0, 1);
  if (row === null) throw new Error("there is no trace");
  console.log(`a row of ${row.length} weights`);
  setTimeout(() => {
    for (const part of subscriptions) part.dispose?.();
    process.exit();
  }, Number(patience));
}

void main();
