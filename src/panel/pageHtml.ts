import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** A page's HTML: no data of the person's, one script under a nonce made for this load, nothing from elsewhere. */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, page: "webview" | "model"): string {
  const nonce = randomBytes(16).toString("base64");
  const served = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", file)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join("; ");
  return `<!doctype html>
<html lang="${vscode.env.language}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${served(`${page}.css`)}" />
    <title>Attention</title>
  </head>
  <body>
    <div id="page"></div>
    <script nonce="${nonce}" src="${served(`${page}.js`)}"></script>
  </body>
</html>`;
}
