import { Channel } from "../../src/protocol/channel.js";
import type { NoMethods } from "../../src/protocol/encoderProtocol.js";
import type { ModelHostEvents, ModelPageEvents } from "../../src/protocol/modelPageProtocol.js";
import { pageLanguage, speakLanguage } from "../pageLanguage.js";
import { vscodePort, type VsCodeApi } from "../vscodePort.js";
import { speakOfModels } from "./modelLabels.js";
import { mountModelPage } from "./mountModelPage.js";

declare function acquireVsCodeApi(): VsCodeApi;

const language = pageLanguage();
if (language) {
  speakLanguage(language);
  speakOfModels(language.modelLabels);
}
const channel = new Channel<NoMethods, ModelHostEvents, NoMethods, ModelPageEvents>(vscodePort(acquireVsCodeApi()), {});
mountModelPage(document.getElementById("page")!, channel);
