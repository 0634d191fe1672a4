/**
 * The content security policy of a page inside VS Code: its own script, and styles, fonts and pictures of the
 * extension's folder. `base-uri` and `form-action` do not fall back to `default-src`, so they are named.
 *
 * @param source where VS Code serves the extension's files (`webview.cspSource`)
 */
export function webviewPolicy(nonce: string, source: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source} data:`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
