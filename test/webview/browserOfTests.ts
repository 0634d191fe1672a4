import type { Browser } from "playwright-core";
import { launchChromium } from "../host/browser.js";
import { OpenPage, type OpenOptions } from "./openPage.js";
import { PageServer } from "./pageServer.js";

// One browser and one server for all files: starting them takes longer than most tests.
let started: Promise<[Browser, PageServer]> | null = null;

// Outside of any `describe`, so that it runs after the last file's tests.
after(async () => {
  const [browser, server] = (await started) ?? [];
  await browser?.close();
  server?.stop();
  started = null;
});

/** The pages that the tests of one `describe` open. */
export class BrowserOfTests {
  readonly #pages: OpenPage[] = [];

  /** Registers the hook that closes them. */
  constructor() {
    // A page that complained fails the test that opened it.
    afterEach(async () => {
      for (const page of this.#pages.splice(0)) await page.close();
    });
  }

  async open(options: OpenOptions = {}): Promise<OpenPage> {
    started ??= Promise.all([launchChromium((line) => console.log(line)), PageServer.start()]);
    const [browser, server] = await started;
    const page = await OpenPage.open(browser, server.address, options);
    this.#pages.push(page);
    return page;
  }
}
