import { Channel } from "../../src/protocol/channel.js";
import type { NoMethods } from "../../src/protocol/encoderProtocol.js";
import type { ModelHostEvents, ModelPageEvents } from "../../src/protocol/modelPageProtocol.js";
import { vscodePort, type VsCodeApi } from "../vscodePort.js";
import { mountModelPage } from "./mountModelPage.js";

declare function acquireVsCodeApi(): VsCodeApi;

const channel = new Channel<NoMethods, ModelHostEvents, NoMethods, ModelPageEvents>(vscodePort(acquireVsCodeApi()), {});
mountModelPage(document.getElementById("page")!, channel);
