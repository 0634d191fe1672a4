import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, extension, hoverAt, selectionOf, shownTrace, until } from "./inspector.js";

const text = "She took tea in the morning, because it was cold.";

describe("a document that is renamed", () => {
  let root: vscode.Uri;
  const at = (...parts: string[]) => vscode.Uri.joinPath(root, ...parts);

  beforeEach(async () => {
    root = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, `renaming-${Date.now()}`);
    await vscode.workspace.fs.createDirectory(at("folder", "deep"));
    await vscode.workspace.fs.writeFile(at("folder", "deep", "text.md"), Buffer.from(text));
  });
  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(root, { recursive: true });
  });

  const open = async (uri: vscode.Uri) =>
    vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), {
      viewColumn: vscode.ViewColumn.One,
      preview: false,
    });
  const rename = async (from: vscode.Uri, to: vscode.Uri) => {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to);
    assert.ok(await vscode.workspace.applyEdit(edit));
  };
  const traced = async () => {
    const editor = await open(at("folder", "deep", "text.md"));
    editor.selection = selectionOf(editor, "because it was cold");
    await shownTrace();
    await until(async () => (await hoverAt(editor, "because")) !== "", "there is a hover");
    return hoverAt(editor, "because");
  };
  const nameOfKept = () => extension().exports.keptTraces().traces.at(-1)?.title;

  it("keeps its hovers under the new name, and follows edits there", async () => {
    const before = await traced();
    await rename(at("folder", "deep", "text.md"), at("other.md"));
    const editor = await open(at("other.md"));
    assert.equal(await hoverAt(editor, "because"), before);
    assert.equal(nameOfKept(), "other.md");
    assert.ok(await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), "So: ")));
    assert.equal(await hoverAt(editor, "because"), before);
  });

  it("keeps them when its folder is renamed, and renamed back", async () => {
    const before = await traced();
    await rename(at("folder"), at("moved"));
    assert.equal(await hoverAt(await open(at("moved", "deep", "text.md")), "because"), before);
    await rename(at("moved"), at("folder"));
    assert.equal(await hoverAt(await open(at("folder", "deep", "text.md")), "because"), before);
  });

  it("keeps them when it is closed meanwhile, and opened only under its new name", async () => {
    const before = await traced();
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await rename(at("folder", "deep", "text.md"), at("folder", "later.md"));
    assert.equal(await hoverAt(await open(at("folder", "later.md")), "because"), before);
  });
});
