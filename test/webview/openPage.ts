import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { HostEvents, PageState, PaintReport } from "../../src/protocol/pageProtocol.js";
import type { ViewState } from "../../src/protocol/look.js";
import { outputFolder } from "../host/repository.js";
// The page that is opened declares what tests find on its window.
import type {} from "./page/testPage.js";
import type { Emitted } from "./page/fakeHost.js";
import type { TraceShape } from "./page/syntheticTrace.js";
import { themes, type ThemeKind } from "./themes.js";

const screenshots = join(outputFolder, "screenshots");

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: ThemeKind;
  /** What the page is to speak besides English: `l10n/page.l10n.LANGUAGE.json`. */
  readonly language?: "ko";
  /** What VS Code kept of an earlier page. */
  readonly state?: PageState | undefined;
  readonly browserOptions?: BrowserContextOptions;
}

/** The page in a browser, and the host it talks to. Whatever the console or the policy complains of is kept. */
export class OpenPage {
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
  }

  static async open(
    browser: Browser,
    address: string,
    { width = 900, height = 800, theme = "dark", language, state, browserOptions = {} }: OpenOptions = {},
  ): Promise<OpenPage> {
    const context = await browser.newContext({
      viewport: { width, height },
      reducedMotion: "reduce",
      ...browserOptions,
    });
    const page = await context.newPage();
    const open = new OpenPage(page);
    // tsx keeps functions' names by a call that the browser does not have.
    await page.addInitScript("globalThis.__name = (named) => named");
    await page.addInitScript(
      ({ kept }) => {
        document.addEventListener("securitypolicyviolation", (event) => {
          console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
        });
        window.addEventListener("unhandledrejection", (event) => console.error(`unhandled: ${String(event.reason)}`));
        if (kept !== undefined) window.attentionInspectorState = kept;
      },
      { kept: state },
    );
    await page.goto(language === undefined ? address : `${address}?language=${language}`);
    await open.setTheme(theme);
    return open;
  }

  /** Puts a theme's variables and classes where VS Code puts them. */
  async setTheme(kind: ThemeKind): Promise<void> {
    await this.page.evaluate(({ bodyClass, variables }) => {
      const root = document.documentElement;
      root.removeAttribute("style");
      for (const [name, value] of Object.entries(variables)) root.style.setProperty(`--vscode-${name}`, value);
      document.body.className = bodyClass;
      document.body.dataset.vscodeThemeKind = bodyClass.split(" ")[0]!;
    }, themes[kind]);
    await this.settle();
  }

  /** Shows a synthetic trace and waits until it is painted. */
  async show(
    shape: TraceShape,
    options: { title?: string; view?: ViewState; notices?: string[] } = {},
  ): Promise<PaintReport> {
    await this.page.evaluate(([made, how]) => window.attentionInspectorHost.show(made, how), [shape, options] as const);
    return this.painted((report) => report.trace === shape.id);
  }

  async send<K extends keyof HostEvents>(name: K, event: HostEvents[K]): Promise<void> {
    await this.page.evaluate(
      ([sent, what]) => window.attentionInspectorHost.send(sent as "failed", what as HostEvents["failed"]),
      [name, event] as [string, unknown],
    );
    await this.settle();
  }

  /** Waits for a report of what is painted. */
  async painted(wanted: (report: PaintReport) => boolean = () => true): Promise<PaintReport> {
    for (let attempt = 0; attempt < 400; attempt++) {
      const text = await this.page.evaluate(() => document.body.dataset.painted ?? null);
      if (text !== null && wanted(JSON.parse(text) as PaintReport)) return JSON.parse(text) as PaintReport;
      await this.page.waitForTimeout(25);
    }
    throw new Error("nothing of the kind was painted");
  }

  /** Waits for two frames: what was to be drawn is drawn. */
  async settle(): Promise<void> {
    await this.page.evaluate(
      () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)))),
    );
  }

  /** What the page told its host, of one kind. */
  async emitted(name: string): Promise<unknown[]> {
    const all: Emitted[] = await this.page.evaluate(() => window.attentionInspectorHost.emitted);
    return all.filter((one) => one.name === name).map((one) => one.event);
  }

  /** Moves the pointer to the middle of a cell of the matrix on screen. */
  async pointAt(row: number, column: number, rows: number, columns = rows): Promise<void> {
    const { x, y } = await this.middleOf(row, column, rows, columns);
    await this.page.mouse.move(x, y);
    // A row takes a question to the host.
    await this.settle();
    await this.settle();
  }

  /** The middle of a cell of a matrix that fits, in the window's pixels. */
  async middleOf(row: number, column: number, rows: number, columns = rows): Promise<{ x: number; y: number }> {
    const window = this.page.locator(".window");
    await window.scrollIntoViewIfNeeded();
    const box = (await window.boundingBox())!;
    return { x: box.x + ((column + 0.5) * box.width) / columns, y: box.y + ((row + 0.5) * box.height) / rows };
  }

  /** The sentence on screen, with its white space made single. */
  async sentence(): Promise<string> {
    return (await this.page.locator(".sentence").innerText()).replaceAll(/\s+/g, " ").trim();
  }

  /** Waits until the sentence has a number in it, and gives that number as it is, not as it is written. */
  async exactNumber(): Promise<number> {
    return Number(await this.page.locator(".sentence data").getAttribute("value"));
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `webview-${name}.png`) });
  }

  /** Closes the page; fails when the console or the policy had something to say. */
  async close(): Promise<void> {
    await this.page.context().close();
    assert.deepEqual(this.complaints, []);
  }
}
