// What a test can ask for, by name. Positions are { line, character }, both from 0; ranges are { start, end }.
import { createRequire } from "node:module";
import * as vscode from "vscode";

const require = createRequire(import.meta.url);

const position = ({ line, character }) => new vscode.Position(line, character);
const range = ({ start, end }) => new vscode.Range(position(start), position(end));
const plain = ({ line, character }) => ({ line, character });

/** The editor that shows a file of the workspace, or the one that was last used. */
function editorOf(file) {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const editor =
    file === undefined
      ? (activeTextEditor ?? visibleTextEditors[0])
      : visibleTextEditors.find(({ document }) => document.uri.path.endsWith(`/${file}`));
  if (editor === undefined) throw new Error(`no editor shows ${file ?? "a text"}`);
  return editor;
}

function markdownOf(contents) {
  return contents.map((content) => (typeof content === "string" ? content : content.value)).join("\n\n");
}

async function show(what) {
  const document = await vscode.workspace.openTextDocument(what);
  return vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
}

export const actions = {
  /** Shows a file of the workspace in the first column. */
  async open({ file }, workspace) {
    await show(vscode.Uri.joinPath(workspace, file));
  },

  /** Shows a new, untitled document. */
  async untitled({ content, language }) {
    await show({ content, language });
  },

  /** Shows a file of the workspace and selects what begins with one text and ends with another. */
  async openPassage({ file, from, to }, workspace) {
    const editor = await show(vscode.Uri.joinPath(workspace, file));
    const text = editor.document.getText();
    const start = text.indexOf(from);
    const end = text.indexOf(to, start);
    if (start < 0 || end < 0) throw new Error(`${file} has no passage from "${from}" to "${to}"`);
    const [first, last] = [start, end + to.length].map((offset) => editor.document.positionAt(offset));
    editor.selection = new vscode.Selection(first, last);
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  },

  select({ file, selections }) {
    const editor = editorOf(file);
    editor.selections = selections.map(({ start, end }) => new vscode.Selection(position(start), position(end)));
    editor.revealRange(editor.selection);
  },

  selections({ file }) {
    return editorOf(file).selections.map(({ start, end }) => ({ start: plain(start), end: plain(end) }));
  },

  text({ file, within }) {
    return editorOf(file).document.getText(within && range(within));
  },

  async edit({ file, replaced, text }) {
    const done = await editorOf(file).edit((builder) => builder.replace(range(replaced), text));
    if (!done) throw new Error("the editor did not take the edit");
  },

  /** What every hover provider says about a position, as Markdown. */
  async hovers({ file, at }) {
    const { document } = editorOf(file);
    const found = await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, position(at));
    return found.map((hover) => markdownOf(hover.contents));
  },

  async configure({ key, value }) {
    await vscode.workspace.getConfiguration().update(key, value ?? undefined, vscode.ConfigurationTarget.Global);
  },

  /** Runs a command by its id; for arranging, since a person runs them by their titles. */
  async command({ id, parameters }) {
    return vscode.commands.executeCommand(id, ...(parameters ?? []));
  },

  /** Calls what a CommonJS module exports, which may itself use VS Code; does not wait for it. */
  call({ module, name, parameters }) {
    void require(module)[name](...parameters);
  },

  /** Sets variables of the extension host's environment, which every extension reads. */
  environment({ variables }) {
    Object.assign(process.env, variables);
  },

  /** The extension host's process. */
  processId() {
    return process.pid;
  },

  /** The labels of the open tabs. */
  tabs() {
    return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
  },
};
