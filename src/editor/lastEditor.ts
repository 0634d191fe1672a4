import * as vscode from "vscode";

/** The text editor in use, or the one used last while a panel has the focus. */
export class LastEditor implements vscode.Disposable {
  #editor = vscode.window.activeTextEditor;
  readonly #listener = vscode.window.onDidChangeActiveTextEditor((editor) => {
    this.#editor = editor ?? this.#editor;
  });

  get editor(): vscode.TextEditor | undefined {
    const active = vscode.window.activeTextEditor;
    if (active) return active;
    // A tab that is no text (an image, a hex editor) has the focus: the last editor is not what is meant.
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (
      input !== undefined &&
      !(input instanceof vscode.TabInputWebview) &&
      !(input instanceof vscode.TabInputNotebook)
    ) {
      return undefined;
    }
    // What hides it (a walkthrough, the settings) may be where the command was run.
    return this.hidden;
  }

  /** The text editor used last, whatever has the focus now. */
  get hidden(): vscode.TextEditor | undefined {
    return this.#editor?.document.isClosed ? undefined : this.#editor;
  }

  dispose(): void {
    this.#listener.dispose();
  }
}
