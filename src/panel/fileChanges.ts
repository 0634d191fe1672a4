import * as vscode from "vscode";

/** Milliseconds for which a file must not change before it is read again: what writes it writes piece by piece. */
const QUIET = 300;

/**
 * Watches a file, its weights beside it (whatever begins with its name), and its coming and going.
 *
 * @param changed is called when a change is over
 */
export function fileChanges(uri: vscode.Uri, changed: () => void): vscode.Disposable {
  // A pattern of the name itself would take its brackets for wildcards.
  const folder = vscode.Uri.joinPath(uri, "..");
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, "*"));
  let timer: NodeJS.Timeout | undefined;
  const heed = ({ path }: vscode.Uri) => {
    if (!path.startsWith(uri.path)) return;
    clearTimeout(timer);
    timer = setTimeout(changed, QUIET);
  };
  const listeners = [watcher.onDidChange(heed), watcher.onDidCreate(heed), watcher.onDidDelete(heed)];
  return vscode.Disposable.from(watcher, ...listeners, { dispose: () => clearTimeout(timer) });
}
