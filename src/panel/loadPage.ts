import type * as vscode from "vscode";
import { pageHtml, type PageName } from "./pageHtml.js";
import { pageLanguage } from "./pageLanguage.js";
import type { Log } from "../editor/log.js";

/** Loads a page into its panel, in the window's language; not into one that was closed meanwhile. */
export async function loadPage(
  panel: vscode.WebviewPanel,
  page: PageName,
  { extensionUri, log }: { readonly extensionUri: vscode.Uri; readonly log: Log },
): Promise<void> {
  const closed = new AbortController();
  const listening = panel.onDidDispose(() => closed.abort());
  const language = await pageLanguage(extensionUri, log);
  listening.dispose();
  if (!closed.signal.aborted) panel.webview.html = pageHtml(panel.webview, extensionUri, page, language);
}
