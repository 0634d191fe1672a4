import * as vscode from "vscode";
import { encodeFor } from "../attention/encodeFor.js";
import { progressDelay } from "./limits.js";

/**
 * Runs something long: after 400 ms a notification shows its steps and a button to cancel it.
 *
 * @param run is given the signal that cancelling aborts and what to call with each step
 */
export async function withDelayedProgress<T>(
  title: string,
  controller: AbortController,
  run: (report: (step: string) => void) => Promise<T>,
): Promise<T> {
  let step = "";
  let show: (step: string) => void = () => undefined;
  const running = run((next) => show((step = next)));
  const timer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: encodeFor("progress", title), cancellable: true },
      async (progress, token) => {
        token.onCancellationRequested(() => controller.abort());
        show = (message) => progress.report({ message: encodeFor("progress", message) });
        show(step);
        await running.catch(() => undefined);
      },
    );
  }, progressDelay);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
  }
}
