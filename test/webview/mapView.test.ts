import assert from "node:assert/strict";
import { headAttention } from "../../src/attention/heads.js";
import { float32Text } from "../../src/export/float32Text.js";
import { shareOfPixel } from "../../src/attention/heatMap.js";
import { scaledOver, scales, type Scale } from "../../src/attention/recipe.js";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import type { ExportRequest } from "../../src/protocol/exportProtocol.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { pixelAt, readCanvas } from "./canvasPixels.js";
import { attentionRamp } from "./expectedColours.js";
import { askedExport } from "./exportedNumbers.js";
import type { OpenPage } from "./openPage.js";
import { proseShape, traceOf } from "./traces.js";

const n = 14;
const shape = proseShape(n);
const trace = traceOf(shape);
const head = (layer: number, index: number) => headAttention(trace, { group: "encoder", layer, head: index });

/** The byte of a share of the largest weight, from what the scale's own inverse says of its neighbours. */
function byteOfShare(share: number, scale: Scale): number {
  let nearest = 0;
  const positions = {
    linear: share,
    squareRoot: Math.sqrt(share),
    logarithmic: Math.max(0, 1 + Math.log10(share) / 4),
  };
  for (let byte = 1; byte < 256; byte++) {
    if (Math.abs(byte / 255 - positions[scale]) < Math.abs(nearest / 255 - positions[scale])) nearest = byte;
  }
  return nearest;
}

async function assertMap(page: OpenPage, weights: Float32Array, scale: Scale, byRow: boolean) {
  const pixels = await readCanvas(page.page.locator("canvas.cells"));
  const ramp = attentionRamp("dark");
  const whole = Math.max(...weights);
  for (const [cell, weight] of weights.entries()) {
    const row = Math.floor(cell / n);
    const maximum = byRow ? Math.max(...weights.subarray(row * n, (row + 1) * n)) : whole;
    const x = Math.floor((((cell % n) + 0.5) * pixels.width) / n);
    const y = Math.floor(((row + 0.5) * pixels.height) / n);
    const byte = ramp.indexOf(pixelAt(pixels, x, y));
    const expected = byteOfShare(weight / maximum, scale);
    // A share between two bytes may be rounded either way by float32.
    assert.ok(Math.abs(byte - expected) <= 1, `cell ${cell}: ${byte} for ${expected}`);
  }
}

describe("The map", () => {
  const browser = new BrowserOfTests();
  const axisIndices = (page: OpenPage, side: string, mark: string) =>
    page.page
      .locator(`.axis.${side} .${mark}`)
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute("data-index"))));

  for (const scale of scales) {
    for (const over of scaledOver) {
      it(`has the colours of a ${scale} scale over each ${over}`, async () => {
        const page = await browser.open();
        await page.show(shape, { view: { group: "encoder", layer: 1, head: 5 } });
        const recipe = { ...defaultPreferences.recipe, scale, scaledOver: over };
        await page.send("preferences", { ...defaultPreferences, recipe });
        await page.painted();
        await assertMap(page, head(1, 5), scale, over === "row");
        // As the scale itself has it, the middle of the legend is the weight that the middle byte stands for.
        if (over === "map") {
          const middle = await page.page.locator(".legend-ticks span").nth(1).innerText();
          const share = shareOfPixel(127.5, scale);
          assert.ok(Math.abs(Number(middle) / Math.max(...head(1, 5)) - share) < 0.01 * share, middle);
        }
      });
    }
  }

  for (const combine of ["mean", "max"] as const) {
    it(`is the ${combine} of the heads chosen together`, async () => {
      const page = await browser.open();
      await page.send("preferences", { ...defaultPreferences, combine });
      await page.show(shape, { view: { group: "encoder", layer: 0, head: 3 } });
      for (const [layer, index] of [
        [1, 1],
        [3, 6],
      ] as const) {
        await page.page.locator(`[data-layer='${layer}'][data-head='${index}']`).click({ modifiers: ["Control"] });
      }
      await page.painted(({ layer }) => layer === 3);
      await page.settle();
      const maps = [head(0, 3), head(1, 1), head(3, 6)];
      const weights = Float32Array.from(maps[0]!, (_, cell) => {
        const all = maps.map((map) => map[cell]!);
        return combine === "mean" ? all.reduce((sum, weight) => sum + weight) / 3 : Math.max(...all);
      });
      await assertMap(page, weights, "squareRoot", false);
      await page.pointAt(4, 3, n);
      assert.ok(Math.abs((await page.exactNumber()) - weights[4 * n + 3]!) < 1e-7);
    });
  }

  it("says what its rows and columns add up to, to the last digit, and bars are as long", async () => {
    const page = await browser.open();
    await page.show(shape, { view: { group: "encoder", layer: 2, head: 2 } });
    const weights = head(2, 2);
    const sums = Array.from({ length: n }, (_, key) => {
      let sum = 0;
      for (let query = 0; query < n; query++) sum += weights[query * n + key]!;
      return Math.fround(sum);
    });
    const strip = page.page.locator(".sums.columns");
    const box = (await strip.boundingBox())!;
    const tip = page.page.locator(".sum-tip");
    for (const key of [0, 3, 13]) {
      await page.page.mouse.move(box.x + ((key + 0.5) * box.width) / n, box.y + box.height / 2);
      const name = trace.tokens.texts[key]!.replaceAll(" ", "·");
      assert.equal(await tip.innerText(), `${name}: its column adds up to ${float32Text(sums[key]!)}`);
    }
    await page.page.mouse.move(2, 2);
    await page.settle();
    assert.equal(await tip.count(), 0);
    const pixels = await readCanvas(strip.locator("canvas"));
    for (let key = 0; key < n; key++) {
      const x = Math.floor(((key + 0.5) * pixels.width) / n);
      let long = 0;
      while (long < pixels.height && pixelAt(pixels, x, pixels.height - 1 - long) !== 0) long++;
      const expected = Math.max(1, Math.round((pixels.height * sums[key]!) / Math.max(...sums)));
      assert.equal(long, expected, `key ${key}`);
    }
    const rows = (await page.page.locator(".sums.rows").boundingBox())!;
    await page.page.mouse.move(rows.x + rows.width / 2, rows.y + (4.5 * rows.height) / n);
    const total = weights.subarray(4 * n, 5 * n).reduce((sum, weight) => sum + weight, 0);
    assert.equal(await tip.innerText(), `·on: its row adds up to ${float32Text(Math.fround(total))}`);
  });

  it("has no sums where there is no room for them", async () => {
    const page = await browser.open({ width: 280, height: 700 });
    await page.show(shape);
    assert.equal(await page.page.locator(".sums").count(), 0);
  });

  it("shows every pin as a band, and marks its labels", async () => {
    const page = await browser.open();
    await page.show(shape);
    const at = async (row: number, column: number) => page.middleOf(row, column, n);
    const first = await at(8, 3);
    await page.page.mouse.click(first.x, first.y);
    const second = await at(4, 10);
    await page.page.keyboard.down("Control");
    await page.page.mouse.click(second.x, second.y);
    await page.page.keyboard.up("Control");
    await page.page.mouse.move(2, 2);
    await page.settle();
    assert.deepEqual(await axisIndices(page, "rows", "pinned"), [8, 4]);
    assert.deepEqual(await axisIndices(page, "columns", "pinned"), [3, 10]);
    const overlay = await readCanvas(page.page.locator("canvas.overlay"));
    const over = (row: number, column: number) =>
      pixelAt(
        overlay,
        Math.floor(((column + 0.5) * overlay.width) / n),
        Math.floor(((row + 0.5) * overlay.height) / n),
      );
    for (const [row, column] of [
      [8, 0],
      [0, 3],
      [4, 0],
      [0, 10],
    ] as const) {
      assert.notEqual(over(row, column), 0, `${row} ${column}`);
    }
    assert.equal(over(1, 1), 0);
    // With Ctrl and Enter the keyboard adds one more.
    await page.page.locator(".scroller").focus();
    await page.page.keyboard.press("ArrowDown");
    await page.page.keyboard.press("Control+Enter");
    await page.settle();
    assert.deepEqual(await axisIndices(page, "rows", "pinned"), [8, 4, 5]);
  });

  it("zooms by keyboard about the cell that is kept", async () => {
    const page = await browser.open();
    await page.show(proseShape(128));
    const kept = await page.middleOf(30, 90, 128);
    await page.page.mouse.click(kept.x, kept.y);
    await page.page.mouse.move(2, 2);
    const place = () =>
      page.page.locator(".scroller").evaluate((scroller) => {
        const cell = scroller.querySelector<HTMLElement>(".extent")!.offsetWidth / 128;
        return {
          x: 90.5 * cell - scroller.scrollLeft,
          y: 30.5 * cell - scroller.scrollTop,
          cell,
        };
      });
    const before = await place();
    for (let press = 0; press < 4; press++) await page.page.keyboard.press("+");
    await page.settle();
    const after = await place();
    assert.ok(after.cell > 3 * before.cell);
    assert.ok(Math.abs(after.x - before.x) < 12 && Math.abs(after.y - before.y) < 12, JSON.stringify([before, after]));
    // One that is out of sight comes back.
    await page.page.locator(".scroller").evaluate((scroller) => scroller.scrollTo(0, 0));
    await page.settle();
    await page.page.getByRole("button", { name: "Zoom in" }).click();
    await page.settle();
    const back = await place();
    const room = await page.page
      .locator(".scroller")
      .evaluate(({ clientWidth, clientHeight }) => [clientWidth, clientHeight]);
    assert.ok(back.x <= room[0]! + back.cell && back.y >= 0 && back.y <= room[1]! + back.cell, JSON.stringify(back));
  });

  it("is dragged with the middle button, or with the space bar held; by itself that keeps a cell", async () => {
    const page = await browser.open();
    await page.show(proseShape(128));
    await page.page.locator(".scroller").focus();
    for (let press = 0; press < 5; press++) await page.page.keyboard.press("+");
    await page.settle();
    const scrolled = () =>
      page.page.locator(".scroller").evaluate(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop]);
    const [left, top] = await scrolled();
    const box = (await page.page.locator(".scroller").boundingBox())!;
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const drag = async (button: "left" | "middle") => {
      await page.page.mouse.move(middle.x, middle.y);
      await page.page.mouse.down({ button });
      await page.page.mouse.move(middle.x - 40, middle.y - 25, { steps: 4 });
      await page.page.mouse.up({ button });
    };
    // A browser scrolls by whole device pixels.
    const assertScrolled = async (x: number, y: number) => {
      const [across, down] = await scrolled();
      assert.ok(Math.abs(across! - x) <= 2 && Math.abs(down! - y) <= 2, `${across} ${down} for ${x} ${y}`);
    };
    await drag("middle");
    await assertScrolled(left! + 40, top! + 25);
    await page.page.keyboard.down("Space");
    await drag("left");
    await page.page.keyboard.up("Space");
    await assertScrolled(left! + 80, top! + 50);
    const pins = () => page.page.evaluate(() => window.attentionInspectorHost.readState()!.pins!.length);
    assert.equal(await pins(), 0);
    await page.page.mouse.move(middle.x + 3, middle.y + 3);
    await page.page.keyboard.press("Space");
    assert.equal(await pins(), 1);
  });

  it("sets the label that is pointed at over no other", async () => {
    const page = await browser.open({ width: 700, height: 800 });
    await page.show(proseShape(40));
    await page.pointAt(20, 11, 40);
    const crowded = await page.page.locator(".axis").evaluateAll((axes) =>
      axes.flatMap((axis) => {
        const pointed = axis.querySelector(".pointed")!.getBoundingClientRect();
        return Array.from(axis.querySelectorAll<HTMLElement>(".label:not(.pointed)"), (label) => {
          const box = label.getBoundingClientRect();
          const along = axis.classList.contains("rows")
            ? Math.min(box.bottom, pointed.bottom) - Math.max(box.top, pointed.top)
            : Math.min(box.right, pointed.right) - Math.max(box.left, pointed.left);
          // A line has some pixels of nothing above and below its letters.
          return along > 4 && getComputedStyle(label).opacity !== "0" ? [label.textContent] : [];
        }).flat();
      }),
    );
    assert.deepEqual(crowded, []);
    await page.page.mouse.move(2, 2);
    await page.settle();
    assert.equal(await page.page.locator("[data-covered]").count(), 0);
  });

  it("is taken out with a label for every one of 128 tokens, each in a cell as high, in a narrow panel as well", async () => {
    const long = proseShape(128);
    const page = await browser.open({ width: 420, height: 500 });
    await page.show(long, { view: { group: "encoder", layer: 1, head: 3 } });
    const { figure } = await askedExport(page, "SVG");
    const [map] = figure!.marks.filter((mark) => mark.kind === "raster");
    assert.deepEqual([map!.rows, map!.columns], [128, 128]);
    assert.ok(map!.height / 128 >= 12 && map!.width / 128 >= 12);
    const tokens = figure!.marks.filter((mark) => mark.kind === "text" && mark.family === "token");
    assert.equal(tokens.length, 256);
    assert.ok(map!.x + map!.width <= figure!.width && map!.y + map!.height <= figure!.height);
  });

  it("keeps a pinned token's label in its picture, where there is no room for all", async () => {
    const page = await browser.open();
    await page.show(proseShape(300), { view: { group: "encoder", layer: 1, head: 3 } });
    const labelsOf = async () => {
      const { figure } = await askedExport(page, "SVG");
      return figure!.marks.flatMap((mark) => (mark.kind === "text" && mark.family === "token" ? [mark] : []));
    };
    const before = await labelsOf();
    const { x, y } = await page.middleOf(151, 73, 300);
    await page.page.mouse.click(x, y);
    const after = await labelsOf();
    const names = traceOf(proseShape(300)).tokens.texts.map((text) => text.replaceAll(" ", "·"));
    const added = after.filter((mark) => !before.some((one) => one.x === mark.x && one.y === mark.y));
    assert.deepEqual(added.map(({ text }) => text).sort(), [names[151], names[73]].sort());
  });

  it("is taken out with its tokens, what runs down and across, its pins and its legend", async () => {
    const page = await browser.open();
    await page.show(shape, { view: { group: "encoder", layer: 1, head: 3 } });
    const { x, y } = await page.middleOf(8, 3, n);
    await page.page.mouse.click(x, y);
    await page.page.getByRole("button", { name: "Export" }).click();
    await page.page.getByRole("menuitem", { name: "SVG", exact: true }).click();
    await page.settle();
    const { texts, map, table, frames } = await page.page.evaluate(() => {
      const call = window.attentionInspectorHost.calls.find(({ method }) => method === "exportView")!;
      const { figure, table: asked } = call.request as ExportRequest;
      const rasters = figure!.marks.flatMap((mark) => (mark.kind === "raster" ? [mark] : []));
      return {
        texts: figure!.marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : [])),
        map: { ...rasters[0]!, rgba: Array.from(rasters[0]!.rgba) },
        table: asked,
        frames: figure!.marks.filter((mark) => mark.kind === "rectangle").length,
      };
    });
    assert.deepEqual(table, { kind: "matrix" });
    const names = trace.tokens.texts.map((text) => text.replaceAll(" ", "·"));
    for (const name of names) assert.ok(texts.filter((text) => text === name).length >= 2, name);
    for (const text of ["query\u00a0↓", "key\u00a0→", "Attention of layer 2 head 4: 14 queries down, 14 keys across"])
      assert.ok(texts.includes(text), text);
    // The map's, the legend's, the pinned row's and column's.
    assert.equal(frames, 4);
    assert.deepEqual([map.rows, map.columns], [n, n]);
    const weights = head(1, 3);
    const ramp = attentionRamp("dark");
    const words = new Uint32Array(Uint8Array.from(map.rgba).buffer);
    for (const [cell, weight] of weights.entries()) {
      assert.equal(words[cell], ramp[byteOfShare(weight / Math.max(...weights), "squareRoot")], `cell ${cell}`);
    }
  });
});
