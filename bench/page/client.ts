import type { TraceSummary } from "../../src/attention/trace.js";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import type { Preferences } from "../../src/protocol/look.js";
import type { HostEvents, PageEvents, PageMethods } from "../../src/protocol/pageProtocol.js";
import type { Host } from "../../webview/host.js";
import { mountPage } from "../../webview/mountPage.js";
import { FrameClock } from "./frameClock.js";
import { unpacked } from "./wire.js";

declare global {
  interface Window {
    bench: BenchHost;
    clock: FrameClock;
  }
}

/** The extension host, by fetch. The page's address says which trace it first shows. */
class BenchHost implements Host {
  readonly offers = { editor: true, formats: [] };
  readonly #listeners = new Map<string, Set<(event: never) => void>>();
  preferences: Preferences;

  constructor(readonly query: URLSearchParams) {
    const open = query.get("open") as Preferences["open"] | null;
    this.preferences = { ...defaultPreferences, ...(open && { open }) };
  }

  async call<K extends keyof PageMethods>(
    method: K,
    request: Parameters<PageMethods[K]>[0],
  ): Promise<ReturnType<PageMethods[K]>> {
    return (await ask(method, request)) as ReturnType<PageMethods[K]>;
  }

  emit(name: keyof PageEvents): void {
    if (name !== "ready") return;
    this.send("preferences", this.preferences);
    const trace = this.query.get("trace");
    if (trace === null) this.send("cleared", {});
    else void this.show("summary", { trace: Number(trace) });
  }

  on<K extends keyof HostEvents>(name: K, listener: (event: HostEvents[K]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  readState(): undefined {
    return undefined;
  }

  writeState(): void {
    // Nothing is kept.
  }

  send<K extends keyof HostEvents>(name: K, event: HostEvents[K]): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(event as never);
  }

  /** Shows a trace that was made, or that is made of a text now. */
  async show(method: "summary" | "trace", request: object): Promise<TraceSummary> {
    const trace = (await ask(method, request)) as TraceSummary;
    const source = { uri: "file:///bench.py", title: "bench.py", ranges: [], fingerprint: "" };
    this.send("traced", { trace, source, view: { group: "encoder", layer: 0, head: 0 }, notices: [] });
    return trace;
  }

  /** Says that there is no trace any more. */
  clear(): void {
    this.send("cleared", {});
    this.send("keptTraces", { traces: [], shown: null, bound: 0 });
  }

  /** Sets the views otherwise, as a click on a control does. */
  prefer(preferences: Partial<Preferences>): void {
    this.preferences = { ...this.preferences, ...preferences };
    this.send("preferences", this.preferences);
  }
}

async function ask(method: string, request: object): Promise<unknown> {
  const response = await fetch("/call", { method: "POST", body: JSON.stringify({ method, request }) });
  return unpacked(await response.arrayBuffer());
}

window.clock = new FrameClock(document.body);
window.bench = new BenchHost(new URLSearchParams(location.search));
mountPage(document.getElementById("page")!, window.bench);
