import { mountPage } from "./mountPage.js";
import { vscodeHost, type VsCodeApi } from "./vscodeHost.js";

declare function acquireVsCodeApi(): VsCodeApi;

mountPage(document.getElementById("page")!, vscodeHost(acquireVsCodeApi()));
