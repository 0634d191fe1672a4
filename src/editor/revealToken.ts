import * as vscode from "vscode";
import { Failure } from "../protocol/failure.js";
import type { TracedText } from "./tracedText.js";

/**
 * Reveals a token's text in its editor and selects it; does nothing for a token that has no place.
 *
 * @throws Failure `textChanged` where the document cannot be opened any more
 */
export async function revealToken(text: TracedText, token: number): Promise<void> {
  if (!text.rangeOf(token)) return;
  const editor = await editorOf(text);
  // Asked again: opening a document that was closed may show that it was changed meanwhile.
  const range = text.rangeOf(token);
  if (!range) return;
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function editorOf(text: TracedText): Promise<vscode.TextEditor> {
  const find = () => vscode.window.visibleTextEditors.find((editor) => text.isOf(editor.document));
  const visible = find();
  if (visible) return visible;
  for (const notebook of vscode.workspace.notebookDocuments) {
    const index = notebook.getCells().findIndex((cell) => text.isOf(cell.document));
    if (index < 0) continue;
    const selections = [new vscode.NotebookRange(index, index + 1)];
    await vscode.window.showNotebookDocument(notebook, { selections, viewColumn: vscode.ViewColumn.One });
    const cell = find();
    if (cell) return cell;
  }
  const gone = vscode.l10n.t("{0} is not there any more; select other text and run Show Attention.", text.title);
  // Opening an untitled document that was closed would only make a new, empty one.
  const isOpen = vscode.workspace.textDocuments.some((document) => text.isOf(document));
  if (text.uri.scheme === "untitled" && !isOpen) throw new Failure("textChanged", gone);
  try {
    const document = await vscode.workspace.openTextDocument(text.uri);
    return await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preserveFocus: true });
  } catch (error) {
    throw new Failure("textChanged", gone, String(error));
  }
}
