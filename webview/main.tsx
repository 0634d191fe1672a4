import { mountPage } from "./mountPage.js";
import { pageLanguage, speakLanguage } from "./pageLanguage.js";
import { vscodeHost } from "./vscodeHost.js";
import type { VsCodeApi } from "./vscodePort.js";

declare function acquireVsCodeApi(): VsCodeApi;

const language = pageLanguage();
if (language) speakLanguage(language);
mountPage(document.getElementById("page")!, vscodeHost(acquireVsCodeApi()));
