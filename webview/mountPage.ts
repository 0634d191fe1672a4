import { h, render } from "preact";
import type { Host } from "./host.js";
import { Page } from "./page.js";

/** Puts the page into `root` and starts it: it tells the host that it is ready, and shows what the host sends. */
export function mountPage(root: HTMLElement, host: Host): void {
  render(h(Page, { host }), root);
}
