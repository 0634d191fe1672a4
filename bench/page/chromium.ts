import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Browser, type Page } from "playwright-core";
import { findChromium } from "../../test/host/browser.js";
// The page declares what is on its window.
import type {} from "./client.js";

/** Chromium as it is, without a GPU; a process that waits for the next page would be counted too. */
const flags = ["--disable-gpu", "--disable-features=SpareRendererForSitePerProcess", "--disable-background-networking"];

export function chromiumFlags(): string[] {
  return process.getuid?.() === 0 ? [...flags, "--no-sandbox"] : flags;
}

/** Chromium without a window. */
export async function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(console.error), args: chromiumFlags() });
}

/** A window has pages of the browser's own, such as that of its address bar, which load when it opens. */
export function windowOpened(): Promise<void> {
  return sleep(800);
}

/** A page as large as a panel beside an editor, or larger. What it complains of is an error. */
export async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const page = await context.newPage();
  await windowOpened();
  page.on("pageerror", (error) => {
    throw error;
  });
  return page;
}
