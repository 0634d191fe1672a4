import type { Browser, Page } from "playwright-core";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AttentionPanel } from "./attentionPanel.js";
import { EditorView } from "./editorView.js";
import { outputFolder } from "./repository.js";

const limit = 60_000;

export interface WorkbenchOptions {
  readonly browser: Browser;
  /** See `workbenchAddress`. */
  readonly address: string;
  /** Is given every line that the workbench and the extension host print. */
  readonly onConsole?: (line: string) => void;
  /** What its extensions are told that the person reads; its own words stay English, for it has no others here. */
  readonly language?: string | undefined;
}

/** A real VS Code workbench in a browser's page, driven as a person drives it. */
export class Workbench {
  readonly editor: EditorView;
  readonly panel: AttentionPanel;

  private constructor(readonly page: Page) {
    this.editor = new EditorView(page);
    this.panel = new AttentionPanel(page);
  }

  /** Opens the workbench and resolves when it has drawn itself; the extension host may still be starting. */
  static async open({ browser, address, onConsole, language }: WorkbenchOptions): Promise<Workbench> {
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    // The compiler that runs these tests marks functions with a name that a page does not know.
    await page.addInitScript("globalThis.__name ??= (value) => value;");
    if (language !== undefined) await page.addInitScript(speaking(language));
    page.on("console", (message) => onConsole?.(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => onConsole?.(`page error: ${String(error)}`));
    const workbench = new Workbench(page);
    await page.goto(address);
    await workbench.#drawn();
    return workbench;
  }

  /** Runs a command as a person does: by its title, in the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    const box = this.page.locator(".quick-input-widget input.input").first();
    await box.waitFor({ state: "visible", timeout: limit });
    await box.fill(`>${title}`);
    const row = this.#offered(title);
    await row.waitFor({ state: "visible", timeout: limit });
    await row.click();
  }

  /** Whether the command palette offers a command now. */
  async offersCommand(title: string): Promise<boolean> {
    await this.page.keyboard.press("F1");
    const widget = this.page.locator(".quick-input-widget");
    await widget.locator("input.input").fill(`>${title}`);
    await widget.locator(".monaco-list-row").first().waitFor({ state: "visible", timeout: limit });
    const offered = (await this.#offered(title).count()) > 0;
    await this.page.keyboard.press("Escape");
    return offered;
  }

  /** The messages in the corner, newest first, as a person reads them. */
  async notifications(): Promise<string[]> {
    return this.page.locator(".notifications-toasts .notification-list-item-message").allInnerTexts();
  }

  /** The text of the modal dialogs that are open. */
  async dialogs(): Promise<string[]> {
    return this.page.locator(".monaco-dialog-box .dialog-message-container").allInnerTexts();
  }

  /** Waits for a message in the corner that matches, and gives its text. */
  async notification(pattern: RegExp, limitInSeconds = 30): Promise<string> {
    const messages = this.page.locator(".notifications-toasts .notification-list-item-message");
    const wanted = messages.filter({ hasText: pattern }).first();
    await wanted.waitFor({ state: "visible", timeout: limitInSeconds * 1000 });
    return wanted.innerText();
  }

  /** Waits until no progress is shown in the corner any more: it leaves a moment after what it told of is over. */
  async progressGone(): Promise<void> {
    const progress = this.page.locator(
      ".notifications-toasts .notification-list-item .monaco-progress-container.active",
    );
    await progress.first().waitFor({ state: "hidden", timeout: limit });
  }

  /** Presses a button of the messages in the corner. */
  async pressNotificationButton(label: string): Promise<void> {
    await this.page.locator(".notifications-toasts .monaco-button", { hasText: label }).first().click();
  }

  /** Takes the messages away. */
  async clearNotifications(): Promise<void> {
    await this.runCommand("Notifications: Clear All Notifications");
  }

  /** Loads the window again, as *Developer: Reload Window* does; what was unsaved or unserialised is lost. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#drawn();
  }

  /** Saves a picture of the workbench under `out/screenshots/`, and gives its path. */
  async screenshot(name: string): Promise<string> {
    const folder = join(outputFolder, "screenshots");
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  #offered(title: string) {
    const exactly = new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
    const name = this.page.locator(".label-name", { hasText: exactly });
    return this.page.locator(".quick-input-list .monaco-list-row", { has: name }).first();
  }

  async #drawn(): Promise<void> {
    await this.page.waitForSelector(".monaco-workbench .part.editor", { timeout: limit });
    await this.page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: limit });
  }
}

/** Says which language the workbench has, whatever the words are that it loads. */
function speaking(language: string): string {
  const get = `() => ${JSON.stringify(language)}`;
  return `Object.defineProperty(globalThis, "_VSCODE_NLS_LANGUAGE", { get: ${get}, set: () => undefined });`;
}
