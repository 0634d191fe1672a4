import * as vscode from "vscode";
import { Failure } from "../protocol/failure.js";

/**
 * The document that a traced text came from.
 *
 * @throws Failure `textChanged` where it cannot be opened any more
 */
export async function tracedDocument(uri: vscode.Uri, title: string): Promise<vscode.TextDocument> {
  const gone = vscode.l10n.t("{0} is not there any more; select other text and run Show Attention.", title);
  // Opening an untitled document that was closed would only make a new, empty one.
  const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  if (uri.scheme === "untitled" && !isOpen) throw new Failure("textChanged", gone);
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    throw new Failure("textChanged", gone, String(error));
  }
}
