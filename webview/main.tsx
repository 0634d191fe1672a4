import { mountPage } from "./page.js";
import { vscodeHost, type VsCodeApi } from "./vscodeHost.js";

declare function acquireVsCodeApi(): VsCodeApi;

mountPage(document.body, vscodeHost(acquireVsCodeApi()));
