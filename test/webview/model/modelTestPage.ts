import { speakOfModels } from "../../../webview/model/modelLabels.js";
import { mountModelPage } from "../../../webview/model/mountModelPage.js";
import { pageLanguage, speakLanguage } from "../../../webview/pageLanguage.js";
import { FakeModelHost } from "./fakeModelHost.js";

declare global {
  interface Window {
    attentionInspectorModelHost: FakeModelHost;
  }
}

const language = pageLanguage();
if (language) {
  speakLanguage(language);
  speakOfModels(language.modelLabels);
}
window.attentionInspectorModelHost = new FakeModelHost();
mountModelPage(document.getElementById("page")!, window.attentionInspectorModelHost);
