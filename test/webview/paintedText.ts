import assert from "node:assert/strict";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import type { Preferences } from "../../src/protocol/look.js";
import type { BrowserOfTests } from "./browserOfTests.js";
import { attentionRamp } from "./expectedColours.js";
import type { OpenOptions, OpenPage } from "./openPage.js";
import type { TraceShape } from "./page/syntheticTrace.js";
import { groundOf, readScreen, type Box } from "./screenPixels.js";
import type { ThemeKind } from "./themes.js";

/** The head whose text tests look at. */
export const view = { group: "encoder", layer: 1, head: 3 } as const;

export type TextOptions = OpenOptions & { readonly preferences?: Partial<Preferences> };

/** A text as it stands on screen: its pieces, and how to find a part of them. */
export class PaintedText {
  constructor(
    readonly page: OpenPage,
    readonly side = 0,
  ) {}

  /** Opens the page on a trace's text. */
  static async open(
    browser: BrowserOfTests,
    shape: TraceShape,
    { preferences = {}, ...options }: TextOptions,
  ): Promise<PaintedText> {
    const page = await browser.open(options);
    await page.send("preferences", { ...defaultPreferences, open: "text", ...preferences });
    await page.show(shape, { view });
    return new PaintedText(page);
  }

  async pieces(): Promise<string[]> {
    return this.page.page.locator(".running-text").nth(this.side).locator(".text-piece").allTextContents();
  }

  /** The boxes of parts of the pieces, each on one line. */
  async boxes(parts: readonly (readonly [piece: number, start: number, end: number])[]): Promise<Box[]> {
    return this.page.page
      .locator(".running-text")
      .nth(this.side)
      .evaluate((text, asked) => {
        const pieces = text.querySelectorAll(".text-piece");
        return asked.map(([piece, start, end]) => {
          const range = document.createRange();
          range.setStart(pieces[piece]!.firstChild!, start);
          range.setEnd(pieces[piece]!.firstChild!, end);
          const { x, y, width, height } = [...range.getClientRects()].find((box) => box.width > 0)!;
          return { x, y, width, height };
        });
      }, parts);
  }

  /** The boxes of tokens that stand for the words of a shape: a special one before and after, only after what is produced. */
  async tokens(shape: TraceShape, target = false): Promise<Box[]> {
    const parts: [number, number, number][] = target ? [] : [[0, 0, 3]];
    const words = parts.length;
    let at = 0;
    for (const word of target ? shape.target! : shape.words) {
      const shown = word.replace("\n", "⏎\n").replace("\t", "⇥\t");
      // A line break has no width, and a tab is not painted: a sign stands before them.
      parts.push([words, at, at + (word.trim() === "" ? 1 : shown.length)]);
      at += shown.length;
    }
    parts.push([words + 1, 0, 4]);
    return this.boxes(parts);
  }

  async click({ x, y, width, height }: Box, modifiers: ("Control" | "Shift")[] = []): Promise<void> {
    for (const key of modifiers) await this.page.page.keyboard.down(key);
    await this.page.page.mouse.click(x + width / 2, y + height / 2);
    for (const key of modifiers) await this.page.page.keyboard.up(key);
    await this.rest();
  }

  async point({ x, y, width, height }: Box): Promise<void> {
    await this.page.page.mouse.move(x + width / 2, y + height / 2);
    await this.rest();
  }

  /** Takes the pointer away and waits for what was asked of the host. */
  async leave(): Promise<void> {
    await this.page.page.mouse.move(2, 2);
    await this.rest();
  }

  async rest(): Promise<void> {
    for (let frames = 0; frames < 3; frames++) await this.page.settle();
  }

  /** Asserts that each box has the colour of its byte; of two bytes where a weight is on the border between them. */
  async assertPainted(
    boxes: readonly Box[],
    bytes: readonly (readonly [number, number])[],
    theme: ThemeKind = "dark",
  ): Promise<void> {
    const ramp = attentionRamp(theme);
    const screen = await readScreen(this.page);
    for (const [token, box] of boxes.entries()) {
      const wanted = bytes[token]!.map((byte) => ramp[Math.round((Math.round((byte * 31) / 255) * 255) / 31)]!);
      const ground = groundOf(screen, box);
      assert.ok(wanted.includes(ground), `token ${token}: ${ground.toString(16)} for ${wanted[0]!.toString(16)}`);
    }
  }
}
