import * as vscode from "vscode";
import { encodeFor } from "../attention/encodeFor.js";
import { bySide } from "../attention/traceGroup.js";
import type { CurrentTrace } from "../editor/currentTrace.js";
import { keptTraces } from "../editor/keptTraces.js";
import { revealToken } from "../editor/revealToken.js";
import type { ShowAttention } from "../editor/showAttention.js";
import type { TracedText } from "../editor/tracedText.js";
import type { Traces } from "../encoder/traces.js";
import { Channel } from "../protocol/channel.js";
import type { NoMethods } from "../protocol/encoderProtocol.js";
import { Failure } from "../protocol/failure.js";
import type { ViewState } from "../protocol/look.js";
import type { HostEvents, PageEvents, PageMethods, PaintReport } from "../protocol/pageProtocol.js";
import { loadPage } from "./loadPage.js";
import { checked, commandToRun, headInView, ofTrace, paintReport, tokenToReveal } from "./pageMessages.js";
import type { KeptPreferences } from "./keptPreferences.js";
import { pageAnswers } from "./pageAnswers.js";
import { preferences } from "./pagePreferences.js";
import { webviewPort } from "./webviewPort.js";
import type { Log } from "../editor/log.js";

export const panelType = "attentionInspector.panel";

/** What a panel works on. */
export interface AttentionPanelParts {
  readonly extensionUri: vscode.Uri;
  readonly current: CurrentTrace;
  readonly showAttention: ShowAttention;
  readonly preferences: KeptPreferences;
  readonly traces: Traces;
  /** Of the workspace. */
  readonly memory: vscode.Memento;
  readonly log: Log;
}

/** What a page shows, and when it said so, by the extension host's `performance.now()`. */
export type PaintedTrace = PaintReport & { readonly at: number };

/** One webview panel: shows the current trace to its page, and does what the page asks. */
export class AttentionPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #current: CurrentTrace;
  readonly #showAttention: ShowAttention;
  readonly #preferences: KeptPreferences;
  readonly #log: Log;
  readonly #channel: Channel<NoMethods, PageEvents, PageMethods, HostEvents>;
  readonly #disposables: vscode.Disposable[] = [];
  /** Whether the page listens. A page that is hidden is gone; it loads anew when it is shown. */
  #ready = false;
  /** Whether the page may still get back what it showed in an earlier window: then it must not forget it. */
  #restoring = false;
  #failed: string | null = null;
  #painted: PaintedTrace | null = null;
  #goTo: HostEvents["goToToken"] | null = null;

  constructor(panel: vscode.WebviewPanel, parts: AttentionPanelParts) {
    const { extensionUri, log } = parts;
    this.#panel = panel;
    this.#current = parts.current;
    this.#showAttention = parts.showAttention;
    this.#preferences = parts.preferences;
    this.#log = log;
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, "media", "panel-light.svg"),
      dark: vscode.Uri.joinPath(extensionUri, "media", "panel-dark.svg"),
    };
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist")],
    };
    this.#channel = new Channel(webviewPort(panel.webview, log), pageAnswers(parts));
    this.#listen();
    void loadPage(panel, "webview", parts);
    this.#show(this.#current.text);
  }

  /** What the page has said last that it shows, or null. */
  get painted(): PaintedTrace | null {
    return this.#painted;
  }

  get onDidDispose(): vscode.Event<void> {
    return this.#panel.onDidDispose;
  }

  /** Shows the panel without taking the focus; where it would cover the editor, in the next column. */
  showBeside(editor: vscode.ViewColumn | undefined): void {
    const covers = editor !== undefined && editor === this.#panel.viewColumn;
    this.#panel.reveal(covers ? vscode.ViewColumn.Beside : undefined, true);
  }

  /** Says that what the page showed in an earlier window is being brought back. */
  restoring(): void {
    this.#restoring = true;
  }

  /** Says that it is not brought back: the person did something else. */
  notRestored(): void {
    this.#restoring = false;
    if (!this.#current.text) this.#show(null);
  }

  /** Says what failed in place of a view (`message`), or that nothing did. */
  failed(message: string | null): void {
    this.#failed = message;
    this.#emit("failed", { message });
  }

  /** Looks at a token, in the head given or the one in view. */
  goTo(token: number, view: ViewState | null): void {
    const event = { token, view };
    if (this.#ready) this.#emit("goToToken", event);
    else this.#goTo = event;
  }

  dispose(): void {
    this.#channel.close(new Failure("cancelled", vscode.l10n.t("The panel was closed.")));
    for (const disposable of this.#disposables) disposable.dispose();
    this.#panel.dispose();
  }

  #listen(): void {
    this.#on("ready", () => this.#becomeReady());
    this.#on("painted", (event) => {
      const report = checked(paintReport, event);
      this.#painted = { ...report, at: performance.now() };
      const { tokens, layers, heads, group, layer, head } = report;
      this.#log.info(
        `painted ${tokens} tokens × ${layers} layers × ${heads} heads, ${group} layer ${layer + 1} head ${head + 1}`,
      );
    });
    this.#on("headInView", (event) => this.#current.look(checked(headInView, event)));
    this.#on("preferences", (event) => {
      const set = checked(preferences, event);
      this.#current.useRecipe(set.recipe);
      return this.#preferences.keep(set);
    });
    this.#on("showTrace", (event) => this.#current.showKept(checked(ofTrace, event).trace));
    this.#on("forgetTrace", (event) => this.#current.forgetKept(checked(ofTrace, event).trace));
    this.#on("revealToken", (event) => {
      const { token, side } = checked(tokenToReveal, event);
      if (!this.#current.text) return undefined;
      void vscode.commands.executeCommand("setContext", "attentionInspector.looked", true);
      return revealToken(this.#current.text, token, side);
    });
    this.#on("failureDismissed", () => this.#forgetFailure());
    this.#on("runCommand", (event) =>
      vscode.commands.executeCommand(`attentionInspector.${checked(commandToRun, event).command}`),
    );
    this.#disposables.push(
      this.#current.onDidChange((text) => {
        this.#restoring = false;
        this.failed(null);
        this.#show(text);
      }),
      this.#showAttention.onDidStep((message) => {
        if (message !== null) this.#forgetFailure();
        this.#emit("busy", { message });
      }),
      this.#current.onDidKeep(() => this.#emit("keptTraces", keptTraces(this.#current))),
      this.#current.onDidMove((text) => {
        this.#name(text);
        this.#emit("sourceMoved", { source: text.source(), edited: text.edited() });
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#select(textEditor)),
      this.#panel.onDidChangeViewState(({ webviewPanel }) => {
        if (!webviewPanel.visible) this.#ready = false;
      }),
      this.#panel.onDidDispose(() => this.dispose()),
    );
  }

  /** A page that sends nonsense is our mistake, not the person's: the log has it. */
  #on<K extends keyof PageEvents>(name: K, listener: (event: PageEvents[K]) => unknown): void {
    const listen = async (event: PageEvents[K]) => {
      try {
        await listener(event);
      } catch (thrown) {
        const failure = Failure.from(thrown);
        this.#log.error(`page ${name}: ${failure.message} ${failure.detail ?? ""}`);
        if (failure.code === "textChanged") this.#emit("failed", { message: failure.message });
      }
    };
    this.#channel.on(name, (event) => void listen(event));
  }

  #forgetFailure(): void {
    // With what could not be brought back goes the page's memory of it.
    if (this.#failed !== null) this.#restoring = false;
    this.failed(null);
  }

  #becomeReady(): void {
    this.#ready = true;
    this.#channel.restart();
    this.#emit("preferences", this.#preferences.read());
    this.#emit("keptTraces", keptTraces(this.#current));
    this.#show(this.#current.text);
    this.#emit("busy", { message: this.#showAttention.step });
    if (this.#failed !== null) this.#emit("failed", { message: this.#failed });
    if (this.#goTo) this.#emit("goToToken", this.#goTo);
    this.#goTo = null;
  }

  #show(text: TracedText | null): void {
    if (!text) {
      this.#panel.title = vscode.l10n.t("Attention");
      if (!this.#restoring) this.#emit("cleared", {});
      return;
    }
    const source = text.source();
    this.#name(text);
    this.#emit("traced", { trace: text.trace, source, view: this.#current.view, notices: text.notices });
    const edited = text.edited();
    if (Object.values(edited).some((tokens) => tokens.length > 0)) this.#emit("sourceMoved", { source, edited });
    for (const editor of vscode.window.visibleTextEditors) this.#select(editor);
  }

  #name({ title }: TracedText): void {
    this.#panel.title = encodeFor("tab", vscode.l10n.t("Attention: {0}", title));
  }

  #select(editor: vscode.TextEditor): void {
    const text = this.#current.text;
    if (!text?.isOf(editor.document)) return;
    const touched = bySide((side) => [
      ...new Set(editor.selections.flatMap((selection) => text.touching(selection, side))),
    ]);
    this.#emit("editorSelection", touched);
  }

  #emit<K extends keyof HostEvents>(name: K, event: HostEvents[K]): void {
    if (this.#ready) this.#channel.emit(name, event);
  }
}
