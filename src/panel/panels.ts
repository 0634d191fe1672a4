import * as vscode from "vscode";
import { AttentionPanel, panelType, type PaintedTrace } from "./attentionPanel.js";

/** The window's panel: one at most, beside the editor. */
export class Panels implements vscode.Disposable {
  readonly #adopt: (panel: vscode.WebviewPanel) => AttentionPanel;
  #panel: AttentionPanel | null = null;

  /** @param make wires a panel to the current trace */
  constructor(make: (panel: vscode.WebviewPanel) => AttentionPanel) {
    this.#adopt = make;
  }

  /** What the panel's page shows, or null. */
  get painted(): PaintedTrace | null {
    return this.#panel?.painted ?? null;
  }

  /** The panel, opened beside the editor when there is none. The editor keeps the focus. */
  ensure(): AttentionPanel {
    if (this.#panel) {
      this.#panel.showBeside(vscode.window.activeTextEditor?.viewColumn);
      return this.#panel;
    }
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    return this.adopt(
      vscode.window.createWebviewPanel(panelType, vscode.l10n.t("Attention"), place, { enableScripts: true }),
    );
  }

  /** Takes over a panel that VS Code made, when a window is loaded again. */
  adopt(webviewPanel: vscode.WebviewPanel): AttentionPanel {
    this.#panel?.dispose();
    const panel = this.#adopt(webviewPanel);
    this.#panel = panel;
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = null;
    });
    return panel;
  }

  dispose(): void {
    this.#panel?.dispose();
  }
}
