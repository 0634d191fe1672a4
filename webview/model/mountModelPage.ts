import { h, render } from "preact";
import type { ModelHost } from "./modelHost.js";
import { ModelPage } from "./modelPage.js";

/** Puts the page of a model's editor into `root` and starts it: it tells the host that it is ready. */
export function mountModelPage(root: HTMLElement, host: ModelHost): void {
  render(h(ModelPage, { host }), root);
}
