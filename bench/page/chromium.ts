import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Browser, type CDPSession, type Page } from "playwright-core";
import { findChromium } from "../../test/host/browser.js";
// The page declares what is on its window.
import type {} from "./client.js";

/** Chromium as it is, without a window and without a GPU; a process that waits for the next page would be counted too. */
const flags = ["--disable-gpu", "--disable-features=SpareRendererForSitePerProcess", "--disable-background-networking"];

export async function startChromium(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? [...flags, "--no-sandbox"] : flags;
  return chromium.launch({ executablePath: findChromium(console.error), args });
}

/** A page as large as a panel beside an editor, or larger. What it complains of is an error. */
export async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  return page;
}

/** A page's memory without garbage, in MB of 10^6 bytes. */
export interface PageMemory {
  readonly heap: number;
  /** Of the process that draws it. */
  readonly resident: number;
}

/** The memory of a browser's only page. */
export async function pageMemory(browser: Browser, page: Page): Promise<PageMemory> {
  const session = await page.context().newCDPSession(page);
  for (let turn = 0; turn < 3; turn++) {
    await session.send("HeapProfiler.collectGarbage");
    await sleep(200);
  }
  const heap = await heapOf(session);
  await session.detach();
  return { heap, resident: await residentOf(browser) };
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "JSHeapUsedSize")!.value / 1e6;
}

/** Of the largest of the processes that draw pages: others may wait for theirs. */
async function residentOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => residentOfProcess(id));
  return Math.max(...renderers);
}

function residentOfProcess(id: number): number {
  const status = readFileSync(`/proc/${id}/status`, "utf8");
  return (Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / 1e6;
}
