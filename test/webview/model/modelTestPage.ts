import { mountModelPage } from "../../../webview/model/mountModelPage.js";
import { FakeModelHost } from "./fakeModelHost.js";

declare global {
  interface Window {
    attentionInspectorModelHost: FakeModelHost;
  }
}

window.attentionInspectorModelHost = new FakeModelHost();
mountModelPage(document.getElementById("page")!, window.attentionInspectorModelHost);
