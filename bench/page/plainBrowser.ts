import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { findChromium } from "../../test/host/browser.js";
import { chromiumFlags, windowOpened } from "./chromium.js";

/** A page's memory without garbage, in MB of 10^6 bytes. */
export interface PageMemory {
  readonly heap: number;
  /** Of the process that draws it. */
  readonly resident: number;
}

interface Answer {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/**
 * A browser talked to over its pipe. Playwright would have it keep the bodies of all that a page fetches, in the very
 * process whose memory is measured, and note at every request which line of the page's script asked, for which the
 * script is parsed once more.
 */
export class PlainBrowser {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #pending = new Map<number, (answer: Answer) => void>();
  #lastId = 0;

  private constructor(process_: ChildProcess, profile: string) {
    this.#process = process_;
    this.#profile = profile;
    let rest = "";
    (process_.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => {
      const messages = (rest + text).split("\0");
      rest = messages.pop()!;
      for (const message of messages) this.#receive(JSON.parse(message) as Answer);
    });
  }

  static async start(): Promise<PlainBrowser> {
    const profile = await mkdtemp(join(tmpdir(), "bench-page-"));
    const flags = [...chromiumFlags(), "--headless", "--no-first-run", "--remote-debugging-pipe"];
    const stdio = ["ignore", "ignore", "ignore", "pipe", "pipe"] as const;
    const program = spawn(findChromium(console.error), [...flags, `--user-data-dir=${profile}`], { stdio: [...stdio] });
    return new PlainBrowser(program, profile);
  }

  /** Opens a page that shares nothing with any other, in a window of its own. */
  async open(address: string): Promise<PlainPage> {
    const { browserContextId } = await this.send("Target.createBrowserContext", {});
    const { targetId } = await this.send("Target.createTarget", {
      url: "about:blank",
      browserContextId,
      newWindow: true,
      width: 1200,
      height: 800,
    });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new PlainPage(this, browserContextId as string, sessionId as string);
    await windowOpened();
    await this.send("Page.navigate", { url: address }, sessionId as string);
    await page.evaluate(
      "new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', done))",
    );
    return page;
  }

  async close(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill();
    await ended;
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Asks the browser itself, or the page of a session. @throws Error what it refuses */
  send(method: string, parameters: object, session?: string): Promise<Readonly<Record<string, unknown>>> {
    const id = ++this.#lastId;
    const message = { id, method, params: parameters, ...(session && { sessionId: session }) };
    (this.#process.stdio[3] as Writable).write(`${JSON.stringify(message)}\0`);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, ({ result, error }) => {
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result ?? {});
      });
    });
  }

  #receive(answer: Answer): void {
    if (answer.id === undefined) return;
    this.#pending.get(answer.id)?.(answer);
    this.#pending.delete(answer.id);
  }
}

/** A page of a plain browser. */
export class PlainPage {
  readonly #browser: PlainBrowser;
  readonly #context: string;
  readonly #session: string;

  constructor(browser: PlainBrowser, context: string, session: string) {
    this.#browser = browser;
    this.#context = context;
    this.#session = session;
  }

  /** The value of an expression, or what a promise of it becomes. @throws Error what the page threw */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = (await this.#send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as { result: { value?: unknown }; exceptionDetails?: { text: string } };
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.text}`);
    return result.value;
  }

  /** The memory of the page, which has to be the only one of its browser. */
  async memory(): Promise<PageMemory> {
    for (let turn = 0; turn < 3; turn++) {
      await this.#send("HeapProfiler.collectGarbage", {});
      await sleep(300);
    }
    await this.#send("Performance.enable", {});
    const { metrics } = (await this.#send("Performance.getMetrics", {})) as {
      metrics: readonly { readonly name: string; readonly value: number }[];
    };
    const heap = metrics.find(({ name }) => name === "JSHeapUsedSize")!.value / 1e6;
    const { processInfo } = (await this.#browser.send("SystemInfo.getProcessInfo", {})) as {
      processInfo: readonly { readonly type: string; readonly id: number }[];
    };
    // Others may wait for their page.
    const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => residentOf(id));
    return { heap, resident: Math.max(...renderers) };
  }

  async close(): Promise<void> {
    await this.#browser.send("Target.disposeBrowserContext", { browserContextId: this.#context });
  }

  #send(method: string, parameters: object): Promise<Readonly<Record<string, unknown>>> {
    return this.#browser.send(method, parameters, this.#session);
  }
}

function residentOf(id: number): number {
  const status = readFileSync(`/proc/${id}/status`, "utf8");
  return (Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / 1e6;
}
