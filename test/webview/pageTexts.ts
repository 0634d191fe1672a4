import type { Page } from "playwright-core";

/** Everything that the page says now, seen or heard: its texts, and what its elements are called. */
export function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement!.closest("script")) said.add(node.textContent!.trim());
    }
    for (const element of document.querySelectorAll("*")) {
      for (const name of [
        "aria-label",
        "aria-description",
        "aria-roledescription",
        "aria-valuetext",
        "title",
        "placeholder",
      ]) {
        const text = element.getAttribute(name);
        if (text !== null) said.add(text.trim());
      }
      // Of a paragraph whose words stand in elements of their own, too.
      if (element.matches("p, li, h1, h2, h3, label, button")) said.add(element.textContent.trim());
    }
    said.delete("");
    return [...said];
  });
}

/**
 * The texts that do not fit: they reach out of the window, or out of what cuts them off without an ellipsis. What can be
 * scrolled sideways is left out.
 */
export function textsCutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement!;
      if (node.textContent!.trim() === "" || parent.closest("script, style, .unseen") || !parent.checkVisibility())
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right, top, bottom, width } = range.getBoundingClientRect();
      if (width <= 1) continue;
      let [from, to, above, below] = [0, innerWidth, -Infinity, Infinity];
      let free = false;
      for (
        let outer: Element | null = parent;
        outer && outer !== document.documentElement;
        outer = outer.parentElement
      ) {
        const { overflowX, overflowY, textOverflow, position } = getComputedStyle(outer);
        // What is there for screen readers alone is a point.
        if (overflowX !== "visible" && outer.clientWidth <= 1) free = true;
        if (overflowX === "auto" || overflowX === "scroll" || textOverflow === "ellipsis") free = true;
        const box = outer.getBoundingClientRect();
        if (overflowX !== "visible") [from, to] = [Math.max(from, box.left), Math.min(to, box.right)];
        if (overflowY === "hidden" || overflowY === "clip") {
          [above, below] = [Math.max(above, box.top), Math.min(below, box.bottom)];
        }
        if (overflowY === "auto" || overflowY === "scroll" || position === "fixed")
          [above, below] = [-Infinity, Infinity];
      }
      if (free) continue;
      if (left < from - 1 || right > to + 1 || top < above - 2 || bottom > below + 2)
        cut.push(node.textContent!.trim());
    }
    return cut;
  });
}
