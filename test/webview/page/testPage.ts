import type { PageState } from "../../../src/protocol/pageProtocol.js";
import { mountPage } from "../../../webview/mountPage.js";
import { pageLanguage, speakLanguage } from "../../../webview/pageLanguage.js";
import "../../../webview/toolkitElements.js";
import { FakeHost } from "./fakeHost.js";

declare global {
  interface Window {
    attentionInspectorHost: FakeHost;
    /** What a test puts here before the page loads stands for what VS Code kept. */
    attentionInspectorState?: PageState;
  }
}

const language = pageLanguage();
if (language) speakLanguage(language);
window.attentionInspectorHost = new FakeHost(window.attentionInspectorState);
mountPage(document.getElementById("page")!, window.attentionInspectorHost);
