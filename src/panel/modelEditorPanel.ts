import { basename } from "node:path";
import * as vscode from "vscode";
import { shownName } from "../attention/shownName.js";
import { showFailure } from "../editor/failureMessage.js";
import { Channel } from "../protocol/channel.js";
import type { NoMethods } from "../protocol/encoderProtocol.js";
import { Failure } from "../protocol/failure.js";
import type { ModelHostEvents, ModelPageEvents, ModelPaintReport } from "../protocol/modelPageProtocol.js";
import { fileChanges } from "./fileChanges.js";
import { loadPage } from "./loadPage.js";
import type { ModelEditorParts } from "./modelEditor.js";
import { checked, modelPaintReport } from "./pageMessages.js";
import { webviewPort } from "./webviewPort.js";

/** One tab that shows an .onnx file: has it described, again when it changes, and does what the page asks. */
export class ModelEditorPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #uri: vscode.Uri;
  readonly #name: string;
  readonly #parts: ModelEditorParts;
  readonly #channel: Channel<NoMethods, ModelPageEvents, NoMethods, ModelHostEvents>;
  readonly #disposables: vscode.Disposable[] = [];
  /** Whether the page listens. A page that is hidden is gone; it loads anew when it is shown. */
  #ready = false;
  /** Ends the reading under way. */
  #reading: AbortController | null = null;
  /** Shows what was read of the file as it is; null before, and once it has changed. */
  #show: (() => void) | null = null;

  /** @param painted is told what the page has on screen */
  constructor(
    panel: vscode.WebviewPanel,
    uri: vscode.Uri,
    parts: ModelEditorParts,
    painted: (report: ModelPaintReport) => void,
  ) {
    this.#panel = panel;
    this.#uri = uri;
    this.#name = shownName(basename(uri.path));
    this.#parts = parts;
    const { extensionUri, log } = parts;
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist")],
    };
    this.#channel = new Channel(webviewPort(panel.webview, log), {});
    this.#listen(painted);
    void loadPage(panel, "model", parts);
  }

  #listen(painted: (report: ModelPaintReport) => void): void {
    this.#on("ready", async () => {
      this.#ready = true;
      if (this.#show) this.#show();
      else await this.#read();
    });
    this.#on("painted", (event) => {
      const report = checked(modelPaintReport, event);
      this.#parts.log.debug(`painted ${report.name}: ${report.sites} sites in ${report.rows} rows`);
      painted(report);
    });
    this.#on("tryAgain", () => this.#read());
    this.#on("showAttention", () => this.#parts.showAttention(this.#uri.fsPath));
    this.#on("openAsText", () => vscode.commands.executeCommand("vscode.openWith", this.#uri, "default"));
    this.#on("showLog", () => this.#parts.log.show());
    this.#disposables.push(
      this.#panel.onDidChangeViewState(({ webviewPanel }) => {
        if (!webviewPanel.visible) this.#ready = false;
      }),
      this.#panel.onDidDispose(() => this.#dispose()),
    );
    if (this.#uri.scheme === "file") {
      this.#disposables.push(
        fileChanges(this.#uri, () => {
          this.#show = null;
          this.#reading?.abort();
          // One that is hidden reads it when it is shown.
          if (this.#ready) void this.#read();
        }),
      );
    }
  }

  #on<K extends keyof ModelPageEvents>(name: K, listener: (event: ModelPageEvents[K]) => unknown): void {
    const listen = async (event: ModelPageEvents[K]) => {
      try {
        await listener(event);
      } catch (thrown) {
        // Not awaited: the message may stay on screen for long.
        void showFailure(Failure.from(thrown), this.#parts.log);
      }
    };
    this.#channel.on(name, (event) => void listen(event));
  }

  async #read(): Promise<void> {
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#emit("reading", { name: this.#name });
    const show = await this.#described(reading.signal);
    if (reading.signal.aborted) return;
    this.#show = show;
    show();
  }

  async #described(signal: AbortSignal): Promise<() => void> {
    try {
      this.#checkScheme();
      const description = await this.#parts.client.call("describeModel", { path: this.#uri.fsPath }, { signal });
      return () => this.#emit("described", description);
    } catch (thrown) {
      const { code, message, detail } = Failure.from(thrown);
      if (code !== "cancelled") this.#parts.log.warn(`${code}: ${message}${detail === null ? "" : `\n${detail}`}`);
      return () => this.#emit("failed", { name: this.#name, message });
    }
  }

  #checkScheme(): void {
    if (this.#uri.scheme === "file") return;
    throw new Failure(
      "modelUnreadable",
      vscode.l10n.t("{0} is no file on a disk ({1}); save it as one, then open that.", this.#name, this.#uri.scheme),
    );
  }

  #emit<K extends keyof ModelHostEvents>(name: K, event: ModelHostEvents[K]): void {
    if (this.#ready) this.#channel.emit(name, event);
  }

  #dispose(): void {
    this.#reading?.abort();
    this.#channel.close(new Failure("cancelled", vscode.l10n.t("The editor was closed.")));
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
