import type { Browser } from "playwright-core";
import { launchChromium } from "../host/browser.js";
import { OpenPage, type OpenOptions } from "./openPage.js";
import { PageServer } from "./pageServer.js";

/** A browser and a server for the tests of one `describe`, and the pages that they opened. */
export class BrowserOfTests {
  readonly #pages: OpenPage[] = [];
  #browser: Browser | null = null;
  #server: PageServer | null = null;

  /** Registers the hooks that start and stop it. */
  constructor() {
    before(async () => {
      this.#browser = await launchChromium((line) => console.log(line));
      this.#server = await PageServer.start();
    });
    // A page that complained fails the test that opened it.
    afterEach(async () => {
      for (const page of this.#pages.splice(0)) await page.close();
    });
    after(async () => {
      await this.#browser?.close();
      this.#server?.stop();
    });
  }

  async open(options: OpenOptions = {}): Promise<OpenPage> {
    if (!this.#browser || !this.#server) throw new Error("a page can be opened within a test only");
    const page = await OpenPage.open(this.#browser, this.#server.address, options);
    this.#pages.push(page);
    return page;
  }
}
