import assert from "node:assert/strict";
import { headAttention } from "../../src/attention/heads.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { pixelAt, readCanvas } from "./canvasPixels.js";
import { attentionRamp, byteOf } from "./expectedColours.js";
import { proseShape, traceOf } from "./traces.js";

const n = 14;
const place = { group: "encoder", layer: 0, head: 0 } as const;
const shape = {
  ...proseShape(n),
  broken: [
    { ...place, query: 2, key: 5, weight: NaN },
    { ...place, query: 2, key: 7, weight: Infinity },
    { ...place, query: 4, key: null, weight: NaN },
    { ...place, query: 6, key: null, weight: 0 },
  ],
};
const lost = new Set([2 * n + 5, 2 * n + 7, ...Array.from({ length: n }, (_, key) => 4 * n + key)]);

describe("A weight that is no number", () => {
  const browser = new BrowserOfTests();

  for (const theme of ["dark", "light", "hcDark", "hcLight"] as const) {
    it(`is hatched, and the others keep their colours, in ${theme}`, async () => {
      const page = await browser.open({ theme });
      await page.show(shape);
      const pixels = await readCanvas(page.page.locator("canvas.cells"));
      const weights = headAttention(traceOf(shape), place);
      const maximum = weights.reduce((most, weight) => (Number.isFinite(weight) ? Math.max(most, weight) : most), 0);
      const ramp = attentionRamp(theme);
      const cell = pixels.width / n;
      for (const [index, weight] of weights.entries()) {
        const [top, left] = [Math.floor(index / n) * cell, (index % n) * cell];
        const colours = new Set<number>();
        for (let step = 2; step < cell - 2; step++) {
          colours.add(pixelAt(pixels, Math.floor(left + step), Math.floor(top + cell / 2)));
        }
        if (lost.has(index)) {
          assert.ok(colours.size >= 2, `cell ${index} is not hatched`);
          // The lines may be as white as the largest weight; the ground between them is no weight's, but where weights
          // are greys themselves.
          assert.ok(
            theme.startsWith("hc") || [...colours].some((colour) => !ramp.includes(colour)),
            `cell ${index} has a weight's colours`,
          );
        } else assert.deepEqual([...colours], [ramp[byteOf(weight, maximum)]], `cell ${index}`);
      }
    });
  }

  it("is hatched however small its cell", async () => {
    const page = await browser.open();
    await page.show({ ...proseShape(512), broken: [{ ...place, query: 100, key: 300, weight: NaN }] });
    const pixels = await readCanvas(page.page.locator("canvas.cells"));
    const ramp = new Set(attentionRamp("dark"));
    let strange = 0;
    for (let y = 0; y < pixels.height; y++) {
      for (let x = 0; x < pixels.width; x++) if (!ramp.has(pixelAt(pixels, x, y))) strange++;
    }
    assert.ok(strange >= 1 && strange <= 9, `${strange} pixels have no weight's colour`);
  });

  it("reads n/a, in the sentence, the list and the legend", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.pointAt(2, 5, n);
    assert.match(await page.sentence(), /attends to .* with n\/a \(NaN\), layer 1 head 1$/);
    await page.pointAt(2, 7, n);
    assert.match(await page.sentence(), /with n\/a \(∞\),/);
    assert.equal(await page.page.locator(".key-list li data").count(), 5);
    assert.match(await page.page.locator(".key-list .others").innerText(), /9 other keys\s*n\/a$/);
    await page.pointAt(1, 1, n);
    assert.doesNotMatch(await page.page.locator(".key-list .others").innerText(), /n\/a/);
    assert.equal(await page.page.locator(".legend-unreadable").innerText(), "16 cells: NaN or infinite");
    await page.page.locator("[data-layer='1'][data-head='1']").click();
    await page.painted(({ layer }) => layer === 1);
    assert.equal(await page.page.locator(".legend-unreadable").count(), 0);
  });

  it("in all of a row, and a row of nothing, are told in words", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.page.locator(".axis.rows [data-index='4']").first().hover();
    await page.settle();
    assert.match(await page.sentence(), /^·on has no weights: every one is n\/a \(NaN\), layer 1 head 1$/);
    assert.equal(await page.page.locator(".key-list .nothing").innerText(), "Every weight of this row is n/a (NaN).");
    await page.page.locator(".axis.rows [data-index='6']").first().hover();
    await page.settle();
    assert.match(await page.sentence(), / attends to nothing: every weight is 0, layer 1 head 1$/);
    assert.match(await page.page.locator(".key-list .nothing").innerText(), /^Nothing: every weight is 0/);
  });

  it("in all of a head leaves no largest one", async () => {
    const page = await browser.open();
    const whole = Array.from({ length: n }, (_, query) => ({ ...place, query, key: null, weight: NaN }));
    await page.show({ ...proseShape(n), broken: whole });
    assert.match(await page.page.locator(".caption").innerText(), /largest weight n\/a$/);
    assert.deepEqual(await page.page.locator(".legend-ticks span").allInnerTexts(), ["0", "n/a", "n/a"]);
  });
});
