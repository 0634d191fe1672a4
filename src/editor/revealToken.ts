import * as vscode from "vscode";
import { tracedDocument } from "./tracedDocument.js";
import type { TokenSide } from "../attention/traceGroup.js";
import type { TracedText } from "./tracedText.js";

/**
 * Reveals a token's text in its editor and selects it; does nothing for a token that has no place.
 *
 * @throws Failure `textChanged` where the document cannot be opened any more
 */
export async function revealToken(text: TracedText, token: number, side: TokenSide): Promise<void> {
  if (!text.rangeOf(token, side)) return;
  const editor = await editorOf(text);
  // Asked again: opening a document that was closed may show that it was changed meanwhile.
  const range = text.rangeOf(token, side);
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
  const document = await tracedDocument(text.uri, text.title);
  return vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preserveFocus: true });
}
