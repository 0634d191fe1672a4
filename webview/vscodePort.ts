import type { Port } from "../src/protocol/channel.js";

/** What VS Code gives a webview, once. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** A port over the messages between a webview and its extension host. */
export function vscodePort(api: VsCodeApi): Port {
  return {
    post: (message) => api.postMessage(message),
    listen: (listener) => {
      const receive = (event: MessageEvent<unknown>) => listener(event.data);
      window.addEventListener("message", receive);
      return () => window.removeEventListener("message", receive);
    },
  };
}
