import { exportFormats, type ExportFormat } from "../src/export/exportFormats.js";
import { Channel } from "../src/protocol/channel.js";
import type { NoMethods } from "../src/protocol/encoderProtocol.js";
import type { HostEvents, PageEvents, PageMethods, PageState } from "../src/protocol/pageProtocol.js";
import type { Host } from "./host.js";
import { vscodePort, type VsCodeApi } from "./vscodePort.js";

/** The host of a page that runs inside VS Code. */
export function vscodeHost(api: VsCodeApi): Host {
  const channel = new Channel<PageMethods, HostEvents, NoMethods, PageEvents>(vscodePort(api), {});
  return {
    offers: { editor: true, formats: Object.keys(exportFormats) as ExportFormat[] },
    call: (method, request, options) => channel.call(method, request, options),
    emit: (name, event) => channel.emit(name, event),
    on: (name, listener) => channel.on(name, listener),
    readState: () => api.getState() as PageState | undefined,
    writeState: (state) => api.setState(state),
  };
}
