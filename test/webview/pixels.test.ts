import assert from "node:assert/strict";
import { headAttention } from "../../src/attention/heads.js";
import { maxPool } from "../../src/attention/thumbnails.js";
import { shrink } from "../../webview/matrix/shrink.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { pixelAt, readCanvas, type CanvasPixels } from "./canvasPixels.js";
import { attentionRamp, byteOf } from "./expectedColours.js";
import type { OpenPage } from "./openPage.js";
import { proseShape, traceOf } from "./traces.js";

/** Asserts that every cell of a square in the canvas has the colour of its byte, in the middle of the cell. */
function assertCells(
  pixels: CanvasPixels,
  at: { readonly x: number; readonly y: number; readonly side: number },
  bytes: Uint8Array,
  ramp: Uint32Array,
): void {
  const n = Math.sqrt(bytes.length);
  let wrong = 0;
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      const x = at.x + Math.floor(((column + 0.5) * at.side) / n);
      const y = at.y + Math.floor(((row + 0.5) * at.side) / n);
      if (pixelAt(pixels, x, y) !== ramp[bytes[row * n + column]!]) wrong++;
    }
  }
  assert.equal(wrong, 0, `${wrong} of ${n * n} cells have another colour`);
}

/** The bytes that an attention map should show, worked out from its weights. */
function bytesOf(attention: Float32Array): Uint8Array {
  const maximum = attention.reduce((most, weight) => Math.max(most, weight), 0);
  return Uint8Array.from(attention, (weight) => byteOf(weight, maximum));
}

async function assertHeadMap(page: OpenPage, attention: Float32Array, theme: "dark" | "light" | "hcDark" | "hcLight") {
  const pixels = await readCanvas(page.page.locator("canvas.cells"));
  assert.equal(pixels.width, pixels.height);
  const n = Math.sqrt(attention.length);
  const side = Math.min(n, pixels.width);
  const shown = shrink({ rows: n, columns: n, bytes: bytesOf(attention), zero: 0, unreadable: null }, side, side);
  assertCells(pixels, { x: 0, y: 0, side: pixels.width }, shown.bytes, attentionRamp(theme));
}

async function assertThumbnails(page: OpenPage, shape: ReturnType<typeof proseShape>, theme: "dark" | "light") {
  const trace = traceOf(shape);
  const { layers, heads } = trace.encoder;
  const n = trace.tokens.ids.length;
  const pixels = await readCanvas(page.page.locator("canvas.thumbnails"));
  const places = await page.page.locator("canvas.thumbnails").evaluate((canvas) => {
    const { left, top } = canvas.getBoundingClientRect();
    // The tile lies under the cell that opens it.
    return Array.from(document.querySelectorAll(".head-cell"), (cell) => {
      const box = cell.getBoundingClientRect();
      const device = (length: number) => Math.round(length * devicePixelRatio);
      return { x: device(box.left - left), y: device(box.top - top), side: device(box.width) };
    });
  });
  assert.equal(places.length, layers * heads);
  const ramp = attentionRamp(theme);
  const size = Math.min(n, 64);
  for (const [index, at] of places.entries()) {
    const place = { group: "encoder", layer: Math.floor(index / heads), head: index % heads } as const;
    const bytes = bytesOf(maxPool(headAttention(trace, place), square(n), square(size)));
    const shown = shrink({ rows: size, columns: size, bytes, zero: 0, unreadable: null }, at.side, at.side);
    assertCells(pixels, at, shown.bytes, ramp);
  }
}

const square = (size: number) => ({ rows: size, columns: size });

describe("The page's pixels", () => {
  const browser = new BrowserOfTests();

  for (const n of [2, 14, 40, 128, 512]) {
    it(`are the attention matrix for ${n} tokens, in the map and in every thumbnail`, async () => {
      const page = await browser.open();
      const shape = proseShape(n);
      const report = await page.show(shape, { view: { group: "encoder", layer: 1, head: 3 } });
      assert.deepEqual(report, {
        trace: 1,
        tokens: n,
        layers: 4,
        heads: 8,
        provider: "cpu",
        milliseconds: 34,
        group: "encoder",
        layer: 1,
        head: 3,
      });
      await assertHeadMap(page, headAttention(traceOf(shape), { group: "encoder", layer: 1, head: 3 }), "dark");
      await assertThumbnails(page, shape, "dark");
    });
  }

  for (const deviceScaleFactor of [1.25, 2]) {
    it(`are exact at ${deviceScaleFactor} device pixels per pixel`, async () => {
      const page = await browser.open({ browserOptions: { deviceScaleFactor } });
      const shape = proseShape(40);
      await page.show(shape, { view: { group: "encoder", layer: 2, head: 4 } });
      await assertHeadMap(page, headAttention(traceOf(shape), { group: "encoder", layer: 2, head: 4 }), "dark");
      await assertThumbnails(page, shape, "dark");
    });
  }

  it("are exact for 12 × 12 heads in a narrow panel", async () => {
    const page = await browser.open({ width: 300, height: 700 });
    const shape = proseShape(100, 1, 12, 12);
    await page.show(shape, { view: { group: "encoder", layer: 11, head: 11 } });
    await assertHeadMap(page, headAttention(traceOf(shape), { group: "encoder", layer: 11, head: 11 }), "dark");
    await assertThumbnails(page, shape, "dark");
  });

  it("follow the theme", async () => {
    const page = await browser.open();
    const shape = proseShape(14);
    await page.show(shape);
    for (const theme of ["light", "hcDark", "hcLight", "dark"] as const) {
      await page.setTheme(theme);
      await assertHeadMap(page, headAttention(traceOf(shape), { group: "encoder", layer: 0, head: 0 }), theme);
    }
  });

  it("follow the panel's size", async () => {
    const page = await browser.open();
    const shape = proseShape(40);
    await page.show(shape);
    for (const size of [
      { width: 400, height: 900 },
      { width: 600, height: 900 },
      { width: 1600, height: 1000 },
    ]) {
      await page.page.setViewportSize(size);
      await page.settle();
      await assertHeadMap(page, headAttention(traceOf(shape), { group: "encoder", layer: 0, head: 0 }), "dark");
      await assertThumbnails(page, shape, "dark");
    }
  });

  it("show the part that is scrolled to when zoomed", async () => {
    const page = await browser.open();
    const shape = proseShape(128);
    await page.show(shape);
    await page.page.locator(".scroller").focus();
    for (let press = 0; press < 5; press++) await page.page.keyboard.press("+");
    await page.page.locator(".scroller").evaluate((scroller) => scroller.scrollTo(301, 407));
    await page.settle();
    const { left, top, cell } = await page.page.locator(".scroller").evaluate((scroller) => ({
      left: scroller.scrollLeft,
      top: scroller.scrollTop,
      cell: scroller.querySelector<HTMLElement>(".extent")!.offsetWidth / 128,
    }));
    assert.ok(left > 250 && top > 350 && cell > 20, JSON.stringify({ left, top, cell }));
    const pixels = await readCanvas(page.page.locator("canvas.cells"));
    const bytes = bytesOf(headAttention(traceOf(shape), { group: "encoder", layer: 0, head: 0 }));
    const ramp = attentionRamp("dark");
    for (let y = 3; y < pixels.height; y += 17) {
      for (let x = 3; x < pixels.width; x += 17) {
        const [row, column] = [(y + top + 0.5) / cell, (x + left + 0.5) / cell];
        // On the edge between cells either is right.
        if (Math.abs(row - Math.round(row)) < 0.06 || Math.abs(column - Math.round(column)) < 0.06) continue;
        assert.equal(pixelAt(pixels, x, y), ramp[bytes[Math.floor(row) * 128 + Math.floor(column)]!]);
      }
    }
  });
});
