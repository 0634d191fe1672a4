import * as vscode from "vscode";
import { Failure } from "../protocol/failure.js";
import type { ChosenEncoder } from "./chosenEncoder.js";
import type { CurrentTrace } from "./currentTrace.js";
import type { LastEditor } from "./lastEditor.js";
import type { Log } from "./log.js";
import { selectedText } from "./selectedText.js";
import { showAgain } from "./showAgain.js";
import type { ShowAttention } from "./showAttention.js";

export interface ShowWithEncoderParts {
  readonly current: CurrentTrace;
  readonly showAttention: ShowAttention;
  readonly chosen: ChosenEncoder;
  readonly store: string;
  readonly lastEditor: LastEditor;
  readonly log: Log;
  ensureView(): unknown;
}

/**
 * Uses an encoder from now on and shows its attention: on the text that is shown, else on that of the editor used last;
 * where there is neither, says what to do.
 *
 * @param path absolute, of an .onnx file
 * @throws Failure as choosing an encoder and showing attention do
 */
export async function showWithEncoder(path: string, parts: ShowWithEncoderParts): Promise<void> {
  const { encoderOf } = await import("./chooseEncoder.js");
  const encoder = await encoderOf(path, parts);
  await parts.chosen.choose(encoder);
  parts.ensureView();
  if (parts.current.text) return showAgain(parts);
  // What was opened before this extension ran was not heard of, but may stand beside.
  const beside = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme !== "output");
  const editor = parts.lastEditor.hidden ?? beside;
  if (editor) return parts.showAttention.run(selectedText(editor));
  throw new Failure(
    "noEditor",
    vscode.l10n.t("{0} is the encoder now; open a text, select some of it, then run Show Attention.", encoder.name),
  );
}
