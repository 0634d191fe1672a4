import { homedir } from "node:os";
import * as vscode from "vscode";
import { notify } from "../../editor/notification.js";
import { exportFormats, type ExportFormat } from "../../export/exportFormats.js";
import { Failure } from "../../protocol/failure.js";

/** Where the last export went, in this workspace. */
const key = "exportFolder";

/**
 * Asks where a file is to be saved, first where the last one was, and has VS Code ask before another one is replaced.
 *
 * @param memory of the workspace
 * @returns null where the person took it back
 */
export async function askWhereToSave(
  name: string,
  format: ExportFormat,
  memory: vscode.Memento,
): Promise<vscode.Uri | null> {
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(firstFolder(memory), name),
    filters: { [formatName(format)]: [exportFormats[format].extension] },
    saveLabel: vscode.l10n.t("Export"),
    title: vscode.l10n.t("Export"),
  });
  return target ?? null;
}

/**
 * Has a file written where it is to be saved, and remembers its folder.
 *
 * @param write what it throws that is no failure and no cancellation becomes one
 * @throws Failure `cannotWrite`
 */
export async function saveExport(
  target: vscode.Uri,
  write: () => Thenable<void>,
  memory: vscode.Memento,
): Promise<void> {
  try {
    await write();
  } catch (thrown) {
    if (thrown instanceof Error && (thrown.name === "Failure" || thrown.name === "AbortError")) throw thrown;
    const sentence = vscode.l10n.t(
      "{0} could not be written; export to another folder or under another name.",
      nameOf(target),
    );
    throw new Failure("cannotWrite", sentence, String(thrown));
  }
  await memory.update(key, vscode.Uri.joinPath(target, "..").toString());
}

/**
 * Says what was saved, with ways to look at it.
 *
 * @param replaced graphemes that no font had, which a PDF holds by their code points
 */
export async function showSaved(target: vscode.Uri, replaced: readonly string[]): Promise<void> {
  const name = nameOf(target);
  const sentence =
    replaced.length === 0
      ? vscode.l10n.t("{0} was saved.", name)
      : vscode.l10n.t(
          "{0} was saved; no font that was found has {1}, so the file holds their code points.",
          name,
          replaced.slice(0, 10).join(" "),
        );
  const isLocal = target.scheme === "file";
  const open = () => vscode.commands.executeCommand("vscode.open", target);
  const copyPath = () => vscode.env.clipboard.writeText(isLocal ? target.fsPath : target.toString());
  const reveal = () => vscode.commands.executeCommand("revealFileInOS", target);
  const act = await notify<() => Thenable<unknown>>("information", sentence, [
    { title: vscode.l10n.t("Open"), value: open },
    { title: vscode.l10n.t("Copy Path"), value: copyPath },
    ...(isLocal ? [{ title: vscode.l10n.t("Reveal"), value: reveal }] : []),
  ]);
  await act?.();
}

function firstFolder(memory: vscode.Memento): vscode.Uri {
  const last = memory.get(key);
  if (typeof last === "string") return vscode.Uri.parse(last);
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
}

/** A file's name. */
export function nameOf(target: vscode.Uri): string {
  return target.path.slice(target.path.lastIndexOf("/") + 1);
}

function formatName(format: ExportFormat): string {
  switch (format) {
    case "png2x":
    case "png4x":
      return vscode.l10n.t("PNG picture");
    case "svg":
      return vscode.l10n.t("SVG picture");
    case "pdf":
      return vscode.l10n.t("PDF document");
    case "csv":
      return vscode.l10n.t("CSV table");
    case "json":
      return vscode.l10n.t("JSON");
    case "npy":
      return vscode.l10n.t("NumPy array");
    case "npz":
      return vscode.l10n.t("NumPy arrays");
    case "markdown":
      return vscode.l10n.t("Markdown table");
    case "latex":
      return vscode.l10n.t("LaTeX table");
    case "html":
      return vscode.l10n.t("Stand-alone page");
  }
}
