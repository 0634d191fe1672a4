import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { AttentionInspector } from "../../src/extension.js";

export function extension(): vscode.Extension<AttentionInspector> {
  const found = vscode.extensions.getExtension<AttentionInspector>("attention-inspector.attention-inspector");
  assert.ok(found, "the extension is not installed");
  return found;
}

/** Opens a new document and shows it. */
export async function opened(content: string, language = "plaintext"): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  // One that bears the name of an untitled text which is just being closed may begin empty.
  if (document.getText() !== content) {
    const all = new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length));
    assert.ok(await editor.edit((builder) => builder.replace(all, content)));
  }
  return editor;
}

/** Runs Show Attention and returns the trace it made; fails when it made none. */
export async function shownTrace() {
  const before = extension().isActive ? extension().exports.currentTrace() : null;
  await vscode.commands.executeCommand("attentionInspector.showAttention");
  const trace = extension().exports.currentTrace();
  assert.ok(trace && trace !== before, "Show Attention made no trace");
  return trace;
}

export function selectionOf(editor: vscode.TextEditor, text: string): vscode.Selection {
  const { document } = editor;
  const start = document.getText().indexOf(text);
  assert.notEqual(start, -1, `the document does not hold ${text}`);
  return new vscode.Selection(document.positionAt(start), document.positionAt(start + text.length));
}

/** What hover providers say at a text's first character, as Markdown. */
export async function hoverAt(editor: vscode.TextEditor, text: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    editor.document.uri,
    selectionOf(editor, text).start,
  );
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ""))
    .filter((markdown) => markdown.includes("attends to"))
    .join("\n");
}

/** Waits until a condition holds. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; !(await holds());) {
    assert.ok(Date.now() < deadline, `waited 10 s until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Closes every editor without asking what to do with what is unsaved, and forgets the trace. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand("attentionInspector.clearAttention");
  const texts = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).length;
  for (let tries = 0; texts() > 0 && tries < 20; tries++) {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    if (!vscode.window.tabGroups.activeTabGroup.activeTab) {
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    }
  }
  await until(
    () => vscode.workspace.textDocuments.every((document) => !document.isUntitled),
    "no untitled text is left",
  );
}
