import type { Frame, Page } from "playwright-core";
import type { PaintedReport } from "./paintedReport.js";

/** The query of a webview's address names the extension that made it, in lower case. */
const webview = 'iframe.webview[src*="extensionId=attention-inspector.attention-inspector"]';

const limit = 60_000;

/** The extension's panel in a workbench. */
export class AttentionPanel {
  constructor(readonly page: Page) {}

  /** The frame that holds the extension's page: fails when there is none within a minute. */
  async frame(): Promise<Frame> {
    const outer = await this.page.waitForSelector(webview, { state: "attached", timeout: limit });
    const outerFrame = await outer.contentFrame();
    const inner = await outerFrame?.waitForSelector("iframe#active-frame", { state: "attached", timeout: limit });
    const frame = await inner?.contentFrame();
    if (!frame) throw new Error("the panel was closed as its page was looked for");
    return frame;
  }

  /** True while VS Code holds a page of the extension, seen or not. */
  async exists(): Promise<boolean> {
    return (await this.page.locator(webview).count()) > 0;
  }

  /** Waits until everything that can be seen of a trace is painted, and says what that is. */
  async painted(isWanted: (report: PaintedReport) => boolean = () => true): Promise<PaintedReport> {
    const deadline = Date.now() + limit;
    let last: PaintedReport | undefined;
    while (Date.now() < deadline) {
      last = await this.#report();
      if (last !== undefined && isWanted(last)) return last;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`the panel did not report what was waited for; its last report: ${JSON.stringify(last)}`);
  }

  async #report(): Promise<PaintedReport | undefined> {
    if (!(await this.exists())) return undefined;
    try {
      const frame = await this.frame();
      const text = await frame.evaluate(() => document.body.dataset.painted);
      return text === undefined ? undefined : (JSON.parse(text) as PaintedReport);
    } catch {
      // The page was replaced as it was asked: the next one is asked again.
      return undefined;
    }
  }
}
