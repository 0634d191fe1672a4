import * as vscode from "vscode";
import type { TracedText } from "./tracedText.js";

/** Reveals a token's text in its editor and selects it; does nothing for a token that has no place. */
export async function revealToken(text: TracedText, token: number): Promise<void> {
  const range = text.rangeOf(token);
  if (!range) return;
  const editor = await editorOf(text.document);
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function editorOf(document: vscode.TextDocument): Promise<vscode.TextEditor> {
  const find = () => vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const visible = find();
  if (visible) return visible;
  const notebook = vscode.workspace.notebookDocuments.find((candidate) =>
    candidate.getCells().some((cell) => cell.document === document),
  );
  if (notebook) {
    const index = notebook.getCells().findIndex((cell) => cell.document === document);
    const selections = [new vscode.NotebookRange(index, index + 1)];
    await vscode.window.showNotebookDocument(notebook, { selections, viewColumn: vscode.ViewColumn.One });
    const cell = find();
    if (cell) return cell;
  }
  return vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preserveFocus: true });
}
