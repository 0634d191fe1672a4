import * as vscode from "vscode";

/** Is given the part that is done, of 1, and what to say of it. */
export type ReportPart = (done: number, message: string) => void;

/** Runs something that the person can cancel, told of in the corner. */
export async function withPercentProgress<T>(
  title: string,
  run: (signal: AbortSignal, report: ReportPart) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { Notification: location } = vscode.ProgressLocation;
  return vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
    token.onCancellationRequested(() => controller.abort());
    let before = 0;
    return run(controller.signal, (done, message) => {
      const percent = Math.floor(done * 100);
      // Each piece that arrives would be a message to the window.
      if (percent === before) return;
      progress.report({ increment: percent - before, message });
      before = percent;
    });
  });
}
