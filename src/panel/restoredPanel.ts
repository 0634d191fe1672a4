import * as v from "valibot";
import * as vscode from "vscode";
import type { CurrentTrace } from "../editor/currentTrace.js";
import { textOf } from "../editor/selectedText.js";
import type { ShowAttention } from "../editor/showAttention.js";
import { fingerprintOf } from "../editor/tracedText.js";
import { Failure } from "../protocol/failure.js";
import type { PageState, SourceReference } from "../protocol/pageProtocol.js";
import { pageState } from "./pageMessages.js";
import type { Panels } from "./panels.js";

/** Brings a panel back after the window was reloaded: finds its text again and runs the encoder on it. */
export class RestoredPanel implements vscode.WebviewPanelSerializer {
  readonly #panels: Panels;
  readonly #current: CurrentTrace;
  readonly #showAttention: ShowAttention;
  readonly #log: vscode.LogOutputChannel;

  constructor(panels: Panels, current: CurrentTrace, showAttention: ShowAttention, log: vscode.LogOutputChannel) {
    this.#panels = panels;
    this.#current = current;
    this.#showAttention = showAttention;
    this.#log = log;
  }

  async deserializeWebviewPanel(webviewPanel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const panel = this.#panels.adopt(webviewPanel);
    const kept = v.safeParse(pageState, state);
    if (!kept.success || this.#isOutdated()) return;
    panel.restoring();
    try {
      await this.#restore(kept.output);
    } catch (thrown) {
      const failure = Failure.from(thrown);
      this.#log.warn(`restoring the panel: ${failure.message} ${failure.detail ?? ""}`);
      if (failure.code !== "cancelled") panel.failed(failure.message);
    }
  }

  async #restore({ source, view }: PageState): Promise<void> {
    const document = await open(source);
    const text = textOf(document, source.ranges, null);
    if (fingerprintOf(text.segments) !== source.fingerprint) throw changed(source);
    // Finding the document may have taken long: what the person did meanwhile counts for more.
    if (!this.#isOutdated()) await this.#showAttention.run(text, view);
  }

  /** Whether the person has shown something else since the window was loaded. */
  #isOutdated(): boolean {
    return this.#current.text !== null || this.#showAttention.step !== null;
  }
}

async function open(source: SourceReference): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(source.uri, true));
  } catch (error) {
    const message = vscode.l10n.t("{0} is not there any more; select other text and run Show Attention.", source.title);
    throw new Failure("textChanged", message, String(error));
  }
}

function changed({ title }: SourceReference): Failure {
  return new Failure(
    "textChanged",
    vscode.l10n.t("The text in {0} has changed since; select it again and run Show Attention.", title),
  );
}
