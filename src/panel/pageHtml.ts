import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { htmlText } from "../export/htmlText.js";
import { languageElement, type PageLanguage } from "../protocol/pageLanguage.js";
import { webviewPolicy } from "./webviewPolicy.js";

/** The attention page, or that of an .onnx file: the name of its bundle. */
export type PageName = "webview" | "model";

/**
 * A page's HTML: no data of the person's, scripts under a nonce made for this load, nothing from elsewhere.
 *
 * @param language of the page's words; null for English
 */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  page: PageName,
  language: PageLanguage | null,
): string {
  const nonce = randomBytes(16).toString("base64");
  const served = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", file)).toString();
  return `<!doctype html>
<html lang="${language?.language ?? "en"}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${webviewPolicy(nonce, webview.cspSource)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${served(`${page}.css`)}" />
    <title>${htmlText(vscode.l10n.t("Attention"))}</title>
  </head>
  <body>
    <div id="page"></div>
    ${language === null ? "" : languageElement(language)}
    <script nonce="${nonce}" src="${served(`${page}.js`)}"></script>
    ${page === "webview" ? `<script async nonce="${nonce}" src="${served("toolkit.js")}"></script>` : ""}
  </body>
</html>`;
}
