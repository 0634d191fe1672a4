import * as vscode from "vscode";
import type { PageLanguage } from "../protocol/pageLanguage.js";
import type { Log } from "../editor/log.js";

/** The languages besides English that pages speak. */
const TRANSLATED = ["ko"];

/** It is the same as long as the window lives. */
let inWindow: Promise<PageLanguage | null> | null = null;

/** The words of the window's language for pages, read once; null where pages speak English. */
export function pageLanguage(extensionUri: vscode.Uri, log: Log): Promise<PageLanguage | null> {
  return (inWindow ??= readLanguage(extensionUri, log));
}

async function readLanguage(extensionUri: vscode.Uri, log: Log): Promise<PageLanguage | null> {
  const language = vscode.env.language.split("-")[0]!.toLowerCase();
  if (!TRANSLATED.includes(language)) return null;
  const file = vscode.Uri.joinPath(extensionUri, "l10n", `page.l10n.${language}.json`);
  try {
    const words = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as PageLanguage;
    return { ...words, language };
  } catch (thrown) {
    // A page in English is better than none.
    log.error(`${file.fsPath} cannot be read, so pages speak English: ${String(thrown)}`);
    return null;
  }
}
