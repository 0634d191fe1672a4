import * as vscode from "vscode";
import type { EncoderClient } from "../encoder/encoderClient.js";
import type { ModelPaintReport } from "../protocol/modelPageProtocol.js";
import { ModelEditorPanel } from "./modelEditorPanel.js";
import type { Log } from "../editor/log.js";

const modelEditorType = "attentionInspector.onnx";

export interface ModelEditorParts {
  readonly extensionUri: vscode.Uri;
  readonly client: EncoderClient;
  readonly log: Log;
  /** Uses the model at this path as the encoder. @throws Failure */
  readonly showAttention: (path: string) => Promise<void>;
}

/** The editor of .onnx files: shows where they compute attention, and changes nothing. */
export class ModelEditor implements vscode.CustomReadonlyEditorProvider, vscode.Disposable {
  readonly #parts: ModelEditorParts;
  readonly #registration: vscode.Disposable;
  #painted: ModelPaintReport | null = null;

  constructor(parts: ModelEditorParts) {
    this.#parts = parts;
    this.#registration = vscode.window.registerCustomEditorProvider(modelEditorType, this, {
      supportsMultipleEditorsPerDocument: true,
    });
  }

  /** What a page of it painted last, or null. */
  get painted(): ModelPaintReport | null {
    return this.#painted;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, webviewPanel: vscode.WebviewPanel): void {
    // It lives as long as its tab.
    new ModelEditorPanel(webviewPanel, uri, this.#parts, (report) => (this.#painted = report));
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
