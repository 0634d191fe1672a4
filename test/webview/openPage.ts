import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { HostEvents, PageState, PaintReport, ViewState } from "../../src/protocol/pageProtocol.js";
import type { Emitted } from "./page/fakeHost.js";
import type { TraceShape } from "./page/syntheticTrace.js";
import { themes, type ThemeKind } from "./themes.js";

const screenshots = join(import.meta.dirname, "../../out/screenshots");

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
    {
      width = 900,
      height = 800,
      theme = "dark" as ThemeKind,
      state = undefined as PageState | undefined,
      options = {} as BrowserContextOptions,
    } = {},
  ): Promise<OpenPage> {
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce", ...options });
    const page = await context.newPage();
    const open = new OpenPage(page);
    await page.addInitScript((kept) => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
      window.addEventListener("unhandledrejection", (event) => console.error(`unhandled: ${String(event.reason)}`));
      if (kept) window.attentionInspectorState = kept;
    }, state);
    await page.goto(address);
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
    await this.page.evaluate(([sent, what]) => window.attentionInspectorHost.send(sent, what), [name, event] as [
      K,
      HostEvents[K],
    ]);
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
