import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import { languageElement, type PageLanguage } from "../../src/protocol/pageLanguage.js";
import { webviewPolicy } from "../../src/panel/webviewPolicy.js";
import { repository } from "../host/repository.js";

/** Serves the page, with a host of the tests' own, under the very content security policy of the real webview. */
export class PageServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param entry the page's script, with a host of its own */
  static async start(entry = "test/webview/page/testPage.ts"): Promise<PageServer> {
    const { outputFiles } = await build({
      entryPoints: { page: join(repository, entry) },
      outdir: "/",
      write: false,
      bundle: true,
      format: "iife",
      target: "es2022",
      jsx: "automatic",
      jsxImportSource: "preact",
      define: { "process.env.NODE_ENV": '"production"' },
    });
    const files = new Map(
      outputFiles.map((file) => [file.path.endsWith(".css") ? "/page.css" : "/page.js", file.text]),
    );
    const server = createServer((request, response) => {
      const { pathname: path, searchParams } = new URL(request.url ?? "/", "http://page");
      const file = files.get(path);
      if (file !== undefined) {
        response.setHeader("content-type", path.endsWith(".css") ? "text/css" : "text/javascript");
        response.end(file);
      } else if (path === "/") {
        const nonce = randomBytes(16).toString("base64");
        response.setHeader("content-type", "text/html; charset=utf-8");
        response.setHeader("content-security-policy", webviewPolicy(nonce, `http://${request.headers.host}`));
        response.end(html(nonce, languageOf(searchParams.get("language"))));
      } else {
        response.statusCode = 404;
        response.end();
      }
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return new PageServer(server);
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** As the host reads it; null for English. */
function languageOf(language: string | null): PageLanguage | null {
  if (language === null) return null;
  const words = readFileSync(join(repository, `l10n/page.l10n.${language}.json`), "utf8");
  return { ...(JSON.parse(words) as PageLanguage), language };
}

function html(nonce: string, language: PageLanguage | null): string {
  return `<!DOCTYPE html>
<html lang="${language?.language ?? "en"}">
  <head>
    <meta charset="UTF-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1.0" />
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/page.css" />
    <title>Attention</title>
  </head>
  <body>
    <div id="page"></div>
    ${language === null ? "" : languageElement(language)}
    <script nonce="${nonce}" src="/page.js"></script>
  </body>
</html>`;
}
