import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, hoverAt, selectionOf, shownTrace, until } from "./inspector.js";

describe("a document that was closed and opened again", () => {
  afterEach(closeAll);

  const open = async () => {
    const [folder] = vscode.workspace.workspaceFolders!;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder!.uri, "prose.md"));
    return vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
  };

  it("has its hovers again", async () => {
    const editor = await open();
    editor.selection = selectionOf(editor, "She drinks coffee because it wakes her");
    await shownTrace();
    await until(async () => (await hoverAt(editor, "because it wakes")) !== "", "there is a hover");
    const before = await hoverAt(editor, "because it wakes");
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    assert.equal(await hoverAt(await open(), "because it wakes"), before);
  });
});
