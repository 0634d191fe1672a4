import type { NoMethods } from "../src/protocol/encoderProtocol.js";
import { Channel, type Port } from "../src/protocol/channel.js";
import type { HostEvents, PageEvents, PageMethods, PageState } from "../src/protocol/pageProtocol.js";
import type { Host } from "./host.js";

/** What VS Code gives a webview, once. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** The host of a page that runs inside VS Code. */
export function vscodeHost(api: VsCodeApi): Host {
  const port: Port = {
    post: (message) => api.postMessage(message),
    listen: (listener) => {
      const receive = (event: MessageEvent<unknown>) => listener(event.data);
      window.addEventListener("message", receive);
      return () => window.removeEventListener("message", receive);
    },
  };
  const channel = new Channel<PageMethods, HostEvents, NoMethods, PageEvents>(port, {});
  return {
    call: (method, request, options) => channel.call(method, request, options),
    emit: (name, event) => channel.emit(name, event),
    on: (name, listener) => channel.on(name, listener),
    readState: () => api.getState() as PageState | undefined,
    writeState: (state) => api.setState(state),
  };
}
