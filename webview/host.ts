import type { ExportFormat } from "../src/export/exportFormats.js";
import type { CallOptions } from "../src/protocol/channel.js";
import type { HostEvents, PageEvents, PageMethods, PageState } from "../src/protocol/pageProtocol.js";

/** What a host can do besides showing traces. */
export interface Offers {
  /** Whether there is an editor: tokens can be shown in it, and commands run. */
  readonly editor: boolean;
  /** What can be saved of what is on screen. */
  readonly formats: readonly ExportFormat[];
}

/** All that the page knows of the world outside: VS Code in earnest, an object of the test's own in tests. */
export interface Host {
  readonly offers: Offers;
  /** @throws Failure as the extension host reports it. */
  call<K extends keyof PageMethods>(
    method: K,
    request: Parameters<PageMethods[K]>[0],
    options?: CallOptions,
  ): Promise<ReturnType<PageMethods[K]>>;
  emit<K extends keyof PageEvents>(name: K, event: PageEvents[K]): void;
  /** Returns a function that stops listening. */
  on<K extends keyof HostEvents>(name: K, listener: (event: HostEvents[K]) => void): () => void;
  /** What the page kept when it was last hidden or reloaded. */
  readState(): PageState | undefined;
  /** `undefined` forgets it. */
  writeState(state: PageState | undefined): void;
}
