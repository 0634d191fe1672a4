import type * as vscode from "vscode";

/** A file or folder that VS Code has renamed or moved. */
export interface Rename {
  readonly oldUri: vscode.Uri;
  readonly newUri: vscode.Uri;
}

/** Cells bear the path of their notebook, under a scheme of their own. */
const cellScheme = "vscode-notebook-cell";

/**
 * The new name of a document that was renamed, or that lies in a folder or is a cell of a notebook that was; null if none
 * of the renames concerns it.
 */
export function renamedUri(uri: vscode.Uri, renames: readonly Rename[]): vscode.Uri | null {
  for (const { oldUri, newUri } of renames) {
    const isCell = uri.scheme === cellScheme;
    if ((!isCell && uri.scheme !== oldUri.scheme) || uri.authority !== oldUri.authority) continue;
    const folder = oldUri.path.endsWith("/") ? oldUri.path : `${oldUri.path}/`;
    const isInside = uri.path.startsWith(folder);
    if (uri.path !== oldUri.path && !isInside) continue;
    const path = isInside ? `${newUri.path.replace(/\/$/, "")}/${uri.path.slice(folder.length)}` : newUri.path;
    return uri.with({ scheme: isCell ? uri.scheme : newUri.scheme, authority: newUri.authority, path });
  }
  return null;
}
