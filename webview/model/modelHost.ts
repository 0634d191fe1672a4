import type { ModelHostEvents, ModelPageEvents } from "../../src/protocol/modelPageProtocol.js";

/** All that the page of a model's editor knows of the world outside. */
export interface ModelHost {
  emit<K extends keyof ModelPageEvents>(name: K, event: ModelPageEvents[K]): void;
  /** Returns a function that stops listening. */
  on<K extends keyof ModelHostEvents>(name: K, listener: (event: ModelHostEvents[K]) => void): () => void;
}
