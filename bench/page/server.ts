import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { build } from "esbuild";
import type { TraceChild } from "./traceChild.js";
import { packed } from "./wire.js";

/** Serves the page and stands in for the extension host: hands on what the page asks of the traces. */
export class BenchServer {
  /** Bytes of what was answered about traces. */
  sent = 0;
  readonly #server: Server;

  private constructor(files: ReadonlyMap<string, Uint8Array>, child: TraceChild) {
    this.#server = createServer((request, response) => void this.#answer(request, response, files, child));
  }

  static async start(child: TraceChild): Promise<BenchServer> {
    const { outputFiles } = await build({
      entryPoints: { page: "bench/page/client.ts" },
      outdir: "/",
      write: false,
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2022",
      jsx: "automatic",
      jsxImportSource: "preact",
      define: { "process.env.NODE_ENV": '"production"' },
    });
    // As bytes: a text that was made bytes of at every request would be measured too.
    const files = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
    files.set("/blank.html", html(`<script>${firstFrame}</script>`));
    files.set(
      "/page.html",
      html('<link rel="stylesheet" href="/page.css">', '<div id="page"></div><script src="/page.js"></script>'),
    );
    const server = new BenchServer(files, child);
    await new Promise<void>((listening) => server.#server.listen(0, "127.0.0.1", listening));
    return server;
  }

  /** The address of a page. @param query what of the trace it is to open */
  address(page: "page" | "blank", query: Readonly<Record<string, string>> = {}): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${page}.html?${new URLSearchParams(query).toString()}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    files: ReadonlyMap<string, Uint8Array>,
    child: TraceChild,
  ): Promise<void> {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const file = files.get(path);
    if (file !== undefined) {
      response.setHeader("content-type", types[path.slice(path.lastIndexOf("."))]!);
      response.end(file);
    } else if (request.method === "POST") {
      const asked = JSON.parse(await text(request)) as { method: "heatMap"; request: never };
      const bytes = packed(await child.call(asked.method, asked.request));
      this.sent += bytes.length;
      response.end(bytes);
    } else {
      response.statusCode = 404;
      response.end();
    }
  }
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** Tells when the first frame of a blank page ended. */
const firstFrame = `requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => performance.mark("first-frame");
  channel.port2.postMessage(null);
});`;

/** The page's theme is that of its fallbacks, light or dark. */
function html(head: string, body = ""): Uint8Array {
  return Buffer.from(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>page</title>${head}</head><body class="vscode-dark">${body}</body></html>`,
  );
}
