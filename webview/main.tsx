import { mountPage } from "./mountPage.js";
import { vscodeHost } from "./vscodeHost.js";
import type { VsCodeApi } from "./vscodePort.js";

declare function acquireVsCodeApi(): VsCodeApi;

mountPage(document.getElementById("page")!, vscodeHost(acquireVsCodeApi()));
