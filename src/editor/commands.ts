import * as vscode from "vscode";
import type { CudaInstallation } from "../encoder/cuda/cudaInstallation.js";
import { Failure } from "../protocol/failure.js";
import type { ViewState } from "../protocol/look.js";
import type { ChosenEncoder } from "./chosenEncoder.js";
import type { CurrentTrace } from "./currentTrace.js";
import { showFailure } from "./failureMessage.js";
import type { LastEditor } from "./lastEditor.js";
import type { Log } from "./log.js";
import { mention } from "./notification.js";
import { selectedText } from "./selectedText.js";
import { settings } from "./settings.js";
import { showAgain } from "./showAgain.js";
import type { ShowAttention } from "./showAttention.js";

/** Where attention is shown. */
export interface AttentionView {
  goTo(token: number, view: ViewState | null): void;
}

/** What the commands work on. */
export interface CommandParts {
  readonly current: CurrentTrace;
  readonly showAttention: ShowAttention;
  readonly chosen: ChosenEncoder;
  /** Absolute path of the folder that holds encoders that were downloaded. */
  readonly store: string;
  readonly cuda: CudaInstallation;
  readonly lastEditor: LastEditor;
  readonly log: Log;
  /** The view, opened where there is none. */
  ensureView(): AttentionView;
}

/** Registers the extension's commands; no failure leaves one but as a message. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
  const { current, log } = parts;
  const register = (name: string, command: (...args: never[]) => unknown) =>
    vscode.commands.registerCommand(`attentionInspector.${name}`, async (...args: never[]) => {
      try {
        await command(...args);
      } catch (thrown) {
        // Not awaited: the command is over, the message may stay on screen for long.
        void showFailure(Failure.from(thrown), log);
      }
    });
  return vscode.Disposable.from(
    register("showAttention", async () => {
      const editor = parts.lastEditor.editor;
      if (!editor)
        throw new Failure(
          "noEditor",
          vscode.l10n.t("No text editor is active; open a text, select some of it, then run Show Attention."),
        );
      const text = selectedText(editor);
      parts.ensureView();
      await parts.showAttention.run(text);
    }),
    register("chooseEncoder", async (path?: unknown) => {
      // What finds and downloads encoders is not loaded before it is asked for.
      const { chooseEncoder, encoderOf } = await import("./chooseEncoder.js");
      const encoder = typeof path === "string" ? await encoderOf(path, parts) : await chooseEncoder(parts);
      if (encoder === null) return;
      await parts.chosen.choose(encoder);
      await showAgain(parts);
      mention(vscode.l10n.t("Attention is shown of {0} now.", encoder.name));
    }),
    register("installCuda", async () => {
      const { installCuda } = await import("./installCuda.js");
      await installCuda(parts.cuda);
    }),
    register("clearAttention", () => {
      parts.showAttention.cancel();
      current.clear();
    }),
    register("showEarlierTrace", async (trace?: unknown) => {
      if (typeof trace === "number") return current.showKept(trace);
      const { showEarlierTrace } = await import("./showEarlierTrace.js");
      if (await showEarlierTrace(current)) parts.ensureView();
    }),
    register("showLog", () => log.show()),
    register("openInPanel", (token?: unknown, view?: unknown) => {
      if (!current.text) return;
      const panel = parts.ensureView();
      if (typeof token === "number") panel.goTo(token, isViewState(view) ? view : null);
    }),
    register("switchHoverAttention", async () => {
      const next = settings().hoverAttention === "headInView" ? "lastLayerMean" : "headInView";
      const configuration = vscode.workspace.getConfiguration("attentionInspector");
      const { workspaceFolderValue, workspaceValue } = configuration.inspect("hover.attention") ?? {};
      const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
      // Where the workspace has a say, changing the person's own setting would change nothing.
      const target =
        workspaceFolderValue !== undefined ? WorkspaceFolder : workspaceValue !== undefined ? Workspace : Global;
      await configuration.update("hover.attention", next, target);
      const sentence =
        next === "headInView"
          ? vscode.l10n.t("Hovers now show the head in view.")
          : vscode.l10n.t("Hovers now show the mean over the last layer's heads.");
      mention(sentence);
    }),
  );
}

function isViewState(view: unknown): view is ViewState {
  const { group, layer, head } = (view ?? {}) as Partial<ViewState>;
  return typeof group === "string" && Number.isInteger(layer) && Number.isInteger(head);
}
