import * as vscode from "vscode";
import { encodeFor } from "../attention/encodeFor.js";

/** Is given the part that is done, of 1, and what to say of it. */
export type ReportPart = (done: number, message: string) => void;

/** Runs something that the person can cancel, told of in the corner. */
export async function withPercentProgress<T>(
  title: string,
  run: (signal: AbortSignal, report: ReportPart) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { Notification: location } = vscode.ProgressLocation;
  const options = { location, title: encodeFor("progress", title), cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    token.onCancellationRequested(() => controller.abort());
    let before = 0;
    return run(controller.signal, (done, message) => {
      const percent = Math.floor(done * 100);
      // Each piece that arrives would be a message to the window.
      if (percent === before) return;
      progress.report({ increment: percent - before, message: encodeFor("progress", message) });
      before = percent;
    });
  });
}
