import * as v from "valibot";
import * as vscode from "vscode";
import type { CurrentTrace } from "../editor/currentTrace.js";
import { textOf, type SelectedText } from "../editor/selectedText.js";
import type { ShowAttention } from "../editor/showAttention.js";
import { tracedDocument } from "../editor/tracedDocument.js";
import { fingerprintOf } from "../editor/tracedText.js";
import { Failure } from "../protocol/failure.js";
import type { PageState, SourceReference } from "../protocol/pageProtocol.js";
import { pageState } from "./pageMessages.js";
import type { Panels } from "./panels.js";
import type { Log } from "../editor/log.js";

/** Brings a panel back after the window was reloaded: finds its text again and runs the encoder on it. */
export class RestoredPanel implements vscode.WebviewPanelSerializer {
  readonly #panels: Panels;
  readonly #current: CurrentTrace;
  readonly #showAttention: ShowAttention;
  readonly #log: Log;

  constructor(panels: Panels, current: CurrentTrace, showAttention: ShowAttention, log: Log) {
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
      const restored = await this.#restore(kept.output);
      if (!restored) panel.notRestored();
    } catch (thrown) {
      const failure = Failure.from(thrown);
      this.#log.warn(`restoring the panel: ${failure.message} ${failure.detail ?? ""}`);
      if (failure.code === "cancelled" || this.#isOutdated()) panel.notRestored();
      else panel.failed(failure.message);
    }
  }

  /** Shows the text again, unless the person has shown another meanwhile: finding the document may take long. */
  async #restore({ source, view }: PageState): Promise<boolean> {
    const document = await tracedDocument(vscode.Uri.parse(source.uri, true), source.title);
    if (this.#isOutdated()) return false;
    await this.#showAttention.run(sameText(document, source), view);
    return true;
  }

  /** Whether the person has shown something else since the window was loaded. */
  #isOutdated(): boolean {
    return this.#current.text !== null || this.#showAttention.step !== null;
  }
}

function sameText(document: vscode.TextDocument, { title, ranges, fingerprint }: SourceReference): SelectedText {
  const changed = vscode.l10n.t("The text in {0} has changed since; select it again and run Show Attention.", title);
  try {
    const text = textOf(document, ranges, null);
    if (fingerprintOf(text.segments) === fingerprint) return text;
  } catch (thrown) {
    // Blank or binary by now: changed all the same.
    throw new Failure("textChanged", changed, String(thrown));
  }
  throw new Failure("textChanged", changed);
}
