import assert from "node:assert/strict";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import type { Preferences } from "../../src/protocol/look.js";
import { readCanvas, type CanvasPixels } from "./canvasPixels.js";
import type { OpenPage } from "./openPage.js";

export type Side = "queries" | "keys";

/** One pixel, each channel in [0, 255], not premultiplied. */
export interface Pixel {
  readonly colour: string;
  readonly alpha: number;
}

/** The lines' view on a page. */
export class LinesPage {
  constructor(readonly page: OpenPage) {}

  /** Sets how the views are set, with the lines open. */
  async set(preferences: Partial<Preferences> = {}): Promise<void> {
    await this.page.send("preferences", { ...defaultPreferences, open: "lines", ...preferences });
    if (await this.page.page.locator(".lines").count()) await this.drawn();
  }

  /** Waits until everything is drawn, hovered lines as well. */
  async drawn(): Promise<void> {
    await this.page.painted();
    for (let frame = 0; frame < 4; frame++) await this.page.settle();
  }

  label(side: Side, unit: number) {
    return this.page.page.locator(`.side.${side} .label[data-index="${unit}"]`);
  }

  async hover(side: Side, unit: number): Promise<void> {
    const box = (await this.label(side, unit).boundingBox())!;
    await this.page.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await this.drawn();
  }

  async pixels(): Promise<CanvasPixels> {
    return readCanvas(this.page.page.locator(".lines-canvas"));
  }

  /** Where the middle of a line is on the canvas: half way along its ends, half way across. */
  async middle(query: number, key: number): Promise<{ readonly x: number; readonly y: number }> {
    const canvas = (await this.page.page.locator(".lines-canvas").boundingBox())!;
    const boxes = [await this.label("queries", query).boundingBox(), await this.label("keys", key).boundingBox()];
    const mean = (of: (box: NonNullable<(typeof boxes)[0]>) => number) =>
      boxes.reduce((sum, box) => sum + of(box!), 0) / boxes.length;
    return (await this.vertical())
      ? { x: canvas.width / 2, y: mean((box) => box.y + box.height / 2) - canvas.y }
      : { x: mean((box) => box.x + box.width / 2) - canvas.x, y: canvas.height / 2 };
  }

  /** The strongest pixel at a line's middle, or beside it. */
  async pixelOf(query: number, key: number): Promise<Pixel> {
    const [pixels, { x, y }] = [await this.pixels(), await this.middle(query, key)];
    const vertical = await this.vertical();
    const near = [-1, 0, 1].map((step) => {
      const at = vertical ? [Math.floor(x), Math.floor(y) + step] : [Math.floor(x) + step, Math.floor(y)];
      return pixelAt(pixels, at[0]!, at[1]!);
    });
    return near.sort((one, other) => other.alpha - one.alpha)[0]!;
  }

  async vertical(): Promise<boolean> {
    return (await this.page.page.locator(".lines-scroller.vertical").count()) > 0;
  }

  /** How many lines the page says there are, and how many there would be. */
  async count(): Promise<readonly [shown: number, all: number]> {
    const text = await this.page.page.locator(".lines-count").innerText();
    const [shown, all] = /^([\d,]+) of ([\d,]+) lines/.exec(text)!.slice(1, 3);
    return [Number(shown!.replaceAll(",", "")), Number(all!.replaceAll(",", ""))];
  }

  /** The weights that are written at the ends of lines, by unit. */
  async weights(side: Side): Promise<Record<number, number>> {
    const found = await this.page.page
      .locator(`.side.${side} .label:has(data)`)
      .evaluateAll((all) =>
        all.map((one) => [Number((one as HTMLElement).dataset.index), Number(one.querySelector("data")!.value)]),
      );
    return Object.fromEntries(found) as Record<number, number>;
  }

  /** Shows these heads of the layer in view together. */
  async showHeads(...heads: readonly number[]): Promise<void> {
    for (const head of heads) await this.head(head).click();
    await this.page.page.mouse.move(2, 2);
    await this.drawn();
  }

  head(head: number) {
    return this.page.page.locator(".legend-head").nth(head);
  }

  async nodes(): Promise<number> {
    return this.page.page.evaluate(() => {
      let nodes = 0;
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) nodes++;
      return nodes;
    });
  }
}

function pixelAt({ width, height, data }: CanvasPixels, x: number, y: number): Pixel {
  assert.ok(x >= 0 && x < width && y >= 0 && y < height, `${x}, ${y} is not on the canvas`);
  const [red, green, blue, alpha] = data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4);
  const byte = (channel: number) => channel.toString(16).padStart(2, "0");
  return { colour: `#${byte(red!)}${byte(green!)}${byte(blue!)}`, alpha: alpha! };
}
