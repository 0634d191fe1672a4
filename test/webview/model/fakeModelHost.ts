import type { ModelHostEvents, ModelPageEvents } from "../../../src/protocol/modelPageProtocol.js";
import type { ModelHost } from "../../../webview/model/modelHost.js";

/** The world outside a model's page: keeps what the page says, and says what a test wants. */
export class FakeModelHost implements ModelHost {
  readonly emitted: { readonly name: string; readonly event: unknown }[] = [];
  readonly #listeners = new Map<string, Set<(event: never) => void>>();

  emit<K extends keyof ModelPageEvents>(name: K, event: ModelPageEvents[K]): void {
    this.emitted.push({ name, event });
  }

  on<K extends keyof ModelHostEvents>(name: K, listener: (event: ModelHostEvents[K]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Sends an event to the page. */
  send(name: string, event: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(event as never);
  }
}
