import type { Browser } from "playwright-core";
import type { ModelHostEvents, ModelPageEvents } from "../../../src/protocol/modelPageProtocol.js";
import { launchChromium } from "../../host/browser.js";
import { OpenPage, type OpenOptions } from "../openPage.js";
import { PageServer } from "../pageServer.js";
// The page that is opened declares what tests find on its window.
import type {} from "./modelTestPage.js";

/** The pages of a model's editor that the tests of one `describe` open. */
export class ModelPages {
  #started: Promise<[Browser, PageServer]> | null = null;
  readonly #pages: OpenPage[] = [];

  /** Registers the hooks that close them. */
  constructor() {
    // A page that complained fails the test that opened it.
    afterEach(async () => {
      for (const page of this.#pages.splice(0)) await page.close();
    });
    after(async () => {
      const [browser, server] = (await this.#started) ?? [];
      await browser?.close();
      server?.stop();
    });
  }

  async open(options: OpenOptions = {}): Promise<OpenPage> {
    this.#started ??= Promise.all([
      launchChromium((line) => console.log(line)),
      PageServer.start("test/webview/model/modelTestPage.ts"),
    ]);
    const [browser, server] = await this.#started;
    const page = await OpenPage.open(browser, server.address, options);
    this.#pages.push(page);
    return page;
  }
}

/** Tells a page something and waits until that is on screen; resolves with the milliseconds that took. */
export async function tell<K extends keyof ModelHostEvents>(
  { page }: OpenPage,
  name: K,
  event: ModelHostEvents[K],
): Promise<number> {
  return page.evaluate(
    ([sent, what]) =>
      new Promise<number>((done) => {
        const began = performance.now();
        window.attentionInspectorModelHost.send(sent, what);
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - began), 0)));
      }),
    [name, event] as [string, unknown],
  );
}

/** What a page told its host, of one kind. */
export async function told<K extends keyof ModelPageEvents>(
  { page }: OpenPage,
  name: K,
): Promise<ModelPageEvents[K][]> {
  const all = await page.evaluate(() => window.attentionInspectorModelHost.emitted);
  return all.filter((one) => one.name === name).map((one) => one.event as ModelPageEvents[K]);
}
