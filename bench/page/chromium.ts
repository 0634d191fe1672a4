import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Browser, type Page } from "playwright-core";
import { findChromium } from "../../test/host/browser.js";
// The page declares what is on its window.
import type {} from "./client.js";

/**
 * Not what Chromium does besides showing a page: a process that waits for the next one would be counted too, and pages of
 * the address bar's own load in every new window.
 */
const features = ["SpareRendererForSitePerProcess", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup"];

/** Chromium as it is, without a GPU. */
const flags = ["--disable-gpu", `--disable-features=${features.join()}`, "--disable-background-networking"];

export function chromiumFlags(): string[] {
  return process.getuid?.() === 0 ? [...flags, "--no-sandbox"] : flags;
}

/** Chromium without a window. */
export async function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(console.error), args: chromiumFlags() });
}

/** What a browser does when it opens a window is over after a while, and no page's doing. */
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
