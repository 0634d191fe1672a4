import { errors, type Page } from "playwright-core";
import type { Position } from "./bridge.js";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The text editor on the screen: where a position is, and what hovers over it. */
export class EditorView {
  constructor(readonly page: Page) {}

  /** The middle of a character that is on the screen. */
  async pointOf(position: Position): Promise<Point> {
    const { left, right, y } = await this.#boxOf(position);
    return { x: (left + right) / 2, y };
  }

  async click(position: Position): Promise<void> {
    const { x, y } = await this.pointOf(position);
    await this.page.mouse.click(x, y);
  }

  /** Selects with the mouse, from before one character to before another. */
  async drag(from: Position, to: Position): Promise<void> {
    const [start, end] = [await this.#boxOf(from), await this.#boxOf(to)];
    await this.page.mouse.move(start.left + 1, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move(end.left + 1, end.y, { steps: 8 });
    await this.page.mouse.up();
  }

  /** Rests the mouse on a character, and gives the text of the hover that comes up; `undefined` when none does. */
  async hover(position: Position, limitInSeconds = 10): Promise<string | undefined> {
    await this.dismissHover();
    const { x, y } = await this.pointOf(position);
    await this.page.mouse.move(x - 2, y);
    await this.page.mouse.move(x, y, { steps: 3 });
    try {
      await this.#hover.waitFor({ state: "visible", timeout: limitInSeconds * 1000 });
      return await this.#hover.innerText();
    } catch (error) {
      if (error instanceof errors.TimeoutError) return undefined;
      throw error;
    }
  }

  /** Takes the mouse away, and waits until no hover is left. */
  async dismissHover(): Promise<void> {
    await this.page.mouse.move(2, 2);
    await this.#hover.waitFor({ state: "hidden" });
  }

  get #hover() {
    return this.page.locator(".monaco-resizable-hover .monaco-hover:visible").first();
  }

  async #boxOf(position: Position): Promise<{ left: number; right: number; y: number }> {
    const found = await this.page.evaluate(boxInPage, position);
    if (found === null) throw new Error(`line ${position.line + 1} of the editor is not on the screen`);
    return found;
  }
}

/**
 * Runs in the page. The editor draws only the lines that are seen, a long one as several rows; the first of them and
 * the line's number have the same top. At a line's end the box is an empty one.
 */
function boxInPage({ line, character }: Position): { left: number; right: number; y: number } | null {
  const topOf = (row: HTMLElement) => parseInt(row.style.top, 10);
  const all = (within: ParentNode, selector: string) => [...within.querySelectorAll<HTMLElement>(selector)];
  const shown = all(document, ".editor-instance .monaco-editor").find((found) => found.offsetParent !== null);
  if (shown === undefined) return null;
  const numbers = all(shown, ".margin-view-overlays > div").sort((one, other) => topOf(one) - topOf(other));
  const numbered = numbers.filter((row) => row.querySelector(".line-numbers") !== null);
  const index = numbered.findIndex((row) => row.querySelector(".line-numbers")?.textContent === String(line + 1));
  const [first, next] = [numbered[index], numbered[index + 1]];
  if (first === undefined) return null;
  const bottom = next === undefined ? Infinity : topOf(next);
  const rows = all(shown, ".view-lines > .view-line")
    .filter((row) => topOf(row) >= topOf(first) && topOf(row) < bottom)
    .sort((one, other) => topOf(one) - topOf(other));
  let before = character;
  let end = null;
  for (const row of rows) {
    const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text instanceof Text; text = texts.nextNode()) {
      const range = document.createRange();
      const at = Math.min(before, text.length - 1);
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const { left, right, top, height } = range.getBoundingClientRect();
      if (before < text.length) return { left, right, y: top + height / 2 };
      end = { left: right, right, y: top + height / 2 };
      before -= text.length;
    }
  }
  return before === 0 ? end : null;
}
