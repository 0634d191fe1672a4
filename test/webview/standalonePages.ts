import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import type { StandaloneContent } from "../../src/export/standaloneBlocks.js";
import { blockFile, standalonePage, type StandaloneCode } from "../../src/export/standalonePage.js";
import { standaloneFile } from "../../src/panel/export/standaloneFile.js";
import type { BrowserContextOptions } from "playwright-core";
import { launchChromium } from "../host/browser.js";
import { standaloneCode } from "./standaloneCode.js";

/** A stand-alone page in a browser that has no network, and what it and its policy complained of. */
export interface StandalonePageInBrowser {
  readonly page: Page;
  /** Whatever it asked for but files of its own. */
  readonly asked: string[];
}

/** Writes stand-alone pages and opens them; all is gone after the last test of a `describe`. */
export class StandalonePages {
  readonly #folder = mkdtempSync(join(tmpdir(), "standalone-"));
  readonly #opened: { readonly page: Page; readonly complaints: string[] }[] = [];
  readonly #servers: Server[] = [];
  #browser: Browser | null = null;
  #code: StandaloneCode | null = null;

  /** Registers the hooks that close and remove it all. */
  constructor() {
    before(async () => {
      this.#code = await standaloneCode();
      this.#browser = await launchChromium((line) => console.log(line));
    });
    afterEach(async () => {
      for (const { page, complaints } of this.#opened.splice(0)) {
        await page.context().close();
        assert.deepEqual(complaints, []);
      }
    });
    after(async () => {
      await this.#browser?.close();
      for (const server of this.#servers) server.close();
      rmSync(this.#folder, { recursive: true, force: true });
    });
  }

  /** The HTML of a page in one file. */
  async html(content: StandaloneContent<unknown>): Promise<string> {
    const pieces: string[] = [];
    for await (const piece of standaloneFile(content, this.#code!)) pieces.push(piece);
    return pieces.join("");
  }

  /** Opens a page in one file, from the disk. */
  async openFile(content: StandaloneContent<unknown>, options?: BrowserContextOptions) {
    const path = join(this.#folder, `${this.#opened.length}-${Date.now()}.html`);
    writeFileSync(path, await this.html(content));
    return this.#open(pathToFileURL(path).href, options);
  }

  /** Opens a page that is packed as a folder, from a static server. */
  async openFolder(content: StandaloneContent<unknown>) {
    const folder = mkdtempSync(join(this.#folder, "folder-"));
    const page = standalonePage(content.document, this.#code!);
    await mkdir(join(folder, "heads"));
    await writeFile(join(folder, "index.html"), page.start + page.script + page.end);
    for (const { name, bytes } of content.first) await writeFile(join(folder, blockFile(name)), bytes);
    for await (const { name, bytes } of content.rest()) await writeFile(join(folder, blockFile(name)), bytes);
    const server = createServer((request, response) => {
      const path = request.url === "/" ? "/index.html" : request.url!;
      readFile(join(folder, path)).then(
        (bytes) => {
          response.setHeader("content-type", path.endsWith(".html") ? "text/html" : "application/octet-stream");
          response.end(bytes);
        },
        () => response.writeHead(404).end(),
      );
    });
    this.#servers.push(server);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return this.#open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }

  async #open(address: string, options: BrowserContextOptions = {}): Promise<StandalonePageInBrowser> {
    const context = await this.#browser!.newContext({
      viewport: { width: 1100, height: 800 },
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const asked: string[] = [];
    this.#opened.push({ page, complaints });
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    const own = new URL(address).origin;
    await page.route("**/*", (route) => {
      const url = route.request().url();
      if (url.startsWith("file:") || url.startsWith("data:") || url.startsWith("blob:")) return route.continue();
      asked.push(url);
      return own !== "null" && url.startsWith(own) ? route.continue() : route.abort();
    });
    await page.addInitScript("globalThis.__name = (named) => named");
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
      window.addEventListener("unhandledrejection", (event) => console.error(`unhandled: ${String(event.reason)}`));
    });
    await page.goto(address);
    await paintedPage(page);
    return { page, asked };
  }
}

/** Waits until all that should be on screen is. */
export async function paintedPage(page: Page, head?: { readonly layer: number; readonly head: number }): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const painted = JSON.parse(document.body.dataset.painted ?? "null") as typeof wanted | null;
      return painted && (!wanted || (painted.layer === wanted.layer && painted.head === wanted.head));
    },
    head ?? null,
    { polling: 20, timeout: 15_000 },
  );
}
