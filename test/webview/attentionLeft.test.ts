import assert from "node:assert/strict";
import { BrowserOfTests } from "./browserOfTests.js";
import { pixelAt, readCanvas } from "./canvasPixels.js";
import { attentionRamp } from "./expectedColours.js";
import type { OpenPage } from "./openPage.js";
import { proseShape } from "./traces.js";

const n = 14;
const place = { group: "encoder", layer: 0, head: 0 } as const;
/** Query 6 has all but 1.2e-8 of its attention on the first token, which is special; 1e-9 on each of the others. */
const shape = {
  ...proseShape(n),
  broken: [
    { ...place, query: 6, key: null, weight: 1e-9 },
    { ...place, query: 6, key: 0, weight: 1 },
  ],
};
/** Its row without the special tokens. */
const faint = 5;

async function withoutSpecial(page: OpenPage): Promise<void> {
  await page.show(shape);
  await page.page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.page.getByRole("checkbox", { name: "Drop special tokens" }).check();
  await page.page.keyboard.press("Escape");
  await page.settle();
}

describe("A row of which dropping special tokens leaves next to nothing", () => {
  const browser = new BrowserOfTests();

  for (const theme of ["dark", "light"] as const) {
    it(`is grey in the matrix, and its label too, in ${theme}`, async () => {
      const page = await browser.open({ theme });
      await withoutSpecial(page);
      const pixels = await readCanvas(page.page.locator("canvas.cells"));
      const ramp = new Set(attentionRamp(theme));
      const cell = pixels.width / (n - 2);
      for (let row = 0; row < n - 2; row++) {
        for (let column = 0; column < n - 2; column++) {
          const word = pixelAt(pixels, Math.floor((column + 0.5) * cell), Math.floor((row + 0.5) * cell));
          const [red, green, blue] = [word & 255, (word >>> 8) & 255, (word >>> 16) & 255];
          if (row === faint) assert.ok(red === green && green === blue, `column ${column} is ${word.toString(16)}`);
          else assert.ok(ramp.has(word), `row ${row} column ${column} has a weight's colour`);
        }
      }
      assert.deepEqual(
        await page.page
          .locator(".axis.rows .label.faint")
          .evaluateAll((labels) => labels.map((label) => label.getAttribute("data-index"))),
        [String(faint)],
      );
    });
  }

  it("is told of in the matrix, beside the sentence: how much is left, and how many rows are grey", async () => {
    const page = await browser.open();
    await withoutSpecial(page);
    const left = page.page.locator(".attention-left");
    assert.match(await left.innerText(), /^1 row has under 1 % of its attention left/);
    await page.pointAt(faint, 3, n - 2);
    assert.match(await left.innerText(), /^Only 1\.2e-6 % of its attention is left/);
    assert.equal(await page.page.locator(".key-list.faint").count(), 1);
    await page.pointAt(2, 3, n - 2);
    assert.equal(await page.page.locator(".key-list.faint").count(), 0);
    assert.match(await left.innerText(), /^\d+ % of its attention is left; the rest is on special tokens\.$/);
    await page.page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.page.getByRole("checkbox", { name: "Drop special tokens" }).uncheck();
    await page.page.keyboard.press("Escape");
    await page.settle();
    assert.equal(await left.count(), 0);
  });

  it("is told of in the lines, the text and the table", async () => {
    const page = await browser.open();
    await withoutSpecial(page);
    await page.page.locator(`.axis.rows [data-index='${faint}']`).first().hover();
    await page.page.mouse.click(...(await cellAt(page, faint, 3)));
    for (const view of ["Lines", "Text", "Table"]) {
      await page.page.getByRole("tab", { name: view }).click();
      await page.settle();
      assert.match(
        await page.page.locator(".attention-left").innerText(),
        /^Only 1\.2e-6 % of its attention is left/,
        view,
      );
    }
    assert.ok((await page.page.locator(".weight-table tbody tr.faint").count()) > 0);
  });
});

async function cellAt(page: OpenPage, row: number, column: number): Promise<[number, number]> {
  const { x, y, width, height } = (await page.page.locator("canvas.cells").boundingBox())!;
  return [x + ((column + 0.5) * width) / (n - 2), y + ((row + 0.5) * height) / (n - 2)];
}
