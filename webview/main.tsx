import { mountPage } from "./mountPage.js";
import { vscodeHost, type VsCodeApi } from "./vscodeHost.js";

declare function acquireVsCodeApi(): VsCodeApi;

// An element of its own: what else is in the body, such as this script, stays as it is.
const root = document.createElement("div");
document.body.append(root);
mountPage(root, vscodeHost(acquireVsCodeApi()));
