import assert from "node:assert/strict";
import { views } from "../../src/protocol/look.js";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { proseShape } from "./traces.js";

describe("The page's frame", () => {
  const browser = new BrowserOfTests();

  for (const width of [280, 400, 640, 900, 1400]) {
    it(`fits ${width} pixels across, whatever its height, with no scroll bar in another`, async () => {
      const page = await browser.open({ width, height: 700 });
      await page.show(proseShape(40, 1, 6, 8));
      for (const height of [300, 600, 1000]) {
        await page.page.setViewportSize({ width, height });
        for (const open of ["model", "matrix", "positions"] as const) {
          await page.send("preferences", { ...defaultPreferences, open });
          await page.settle();
          const found = await page.page.evaluate(() => {
            const root = document.documentElement;
            const scrolls = (one: Element) => {
              const { overflowY } = getComputedStyle(one);
              return ["auto", "scroll"].includes(overflowY) && one.scrollHeight > one.clientHeight + 1;
            };
            const bars = [...document.querySelectorAll(".page *")].filter(scrolls);
            const beyond = [...document.querySelectorAll<HTMLElement>(".page *")]
              .filter((one) => !one.closest(".unseen, .tip, .scroller, .heads-box, [hidden]"))
              .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
            return {
              wide: root.scrollWidth - root.clientWidth,
              bars: root.scrollHeight > root.clientHeight ? bars.map((one) => one.className) : [],
              beyond: beyond.map((one) => one.className || one.localName),
              tabs: document.querySelectorAll("[role=tab]").length,
            };
          });
          const where = `${open} at ${width} × ${height}`;
          assert.deepEqual(found, { wide: 0, bars: [], beyond: [], tabs: views.length }, where);
        }
      }
    });
  }

  it("shows what the colours mean with the overview and without", async () => {
    for (const [width, height] of [
      [900, 700],
      [600, 900],
      [300, 700],
    ] as const) {
      const page = await browser.open({ width, height });
      await page.show(proseShape(14));
      for (const split of [0.36, 0]) {
        await page.send("preferences", { ...defaultPreferences, split });
        assert.equal(await page.page.locator(".legend").count(), 1);
        assert.ok(await page.page.locator(".legend").isVisible());
        assert.equal(await page.page.locator(".heads-overview").count(), split > 0 ? 1 : 0);
      }
    }
  });

  it("parts its room as the divider is drawn, and hides the overview at the edge", async () => {
    const page = await browser.open();
    await page.show(proseShape(14));
    const divider = page.page.getByRole("separator");
    const share = async () => {
      const area = page.page.locator(".overview-area");
      if ((await area.count()) === 0) return 0;
      return (await area.boundingBox())!.width / (await page.page.locator(".panes").boundingBox())!.width;
    };
    const drawTo = async (x: number) => {
      const box = (await divider.boundingBox())!;
      await page.page.mouse.move(box.x + box.width / 2, box.y + 200);
      await page.page.mouse.down();
      await page.page.mouse.move(x, box.y + 200, { steps: 3 });
      await page.page.mouse.up();
      await page.settle();
    };
    await drawTo(450);
    assert.ok(Math.abs((await share()) - 0.5) < 0.03, String(await share()));
    await drawTo(20);
    assert.equal(await share(), 0);
    assert.equal(await divider.getAttribute("aria-valuenow"), "0");
    await divider.focus();
    await page.page.keyboard.press("ArrowRight");
    await page.settle();
    assert.ok((await share()) > 0.1);
    await divider.dblclick();
    await page.settle();
    assert.ok(Math.abs((await share()) - defaultPreferences.split) < 0.02);
  });

  for (const language of [undefined, "ko"] as const) {
    it(`gives the view most of the height beside an editor, and its card its pane (${language ?? "en"})`, async () => {
      const page = await browser.open({ width: 625, height: 770, ...(language && { language }) });
      await page.show(proseShape(29, 1, 4, 8));
      await page.pointAt(12, 6, 29);
      const box = async (what: string) => (await page.page.locator(what).boundingBox())!;
      const room = await box(".panes");
      assert.ok((await box(".view-pane")).height > 0.6 * room.height);
      assert.ok((await box(".scroller")).width > 280);
      const pane = await box(".overview-area");
      for (const within of [".key-list", ".heads-overview", ".tiles-note"]) {
        const { y, height } = await box(within);
        assert.ok(y + height <= pane.y + pane.height + 0.5, within);
      }
      // No number of the card is cut, and every row of so few has its label.
      const cut = await page.page
        .locator(".key-list data, .key-list h2, .key-list .others span")
        .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0).length);
      assert.equal(cut, 0);
      assert.equal(await page.page.locator(".axis.rows .label:not([data-covered])").count(), 29);
    });
  }

  it("hides the overview by a button and shows it again as large as it was", async () => {
    const page = await browser.open({ width: 625, height: 770 });
    await page.show(proseShape(14));
    await page.send("preferences", { ...defaultPreferences, split: 0.5 });
    const height = async () => (await page.page.locator(".overview-area").boundingBox())!.height;
    const before = await height();
    await page.page.getByRole("button", { name: "Hide the overview of all heads" }).click();
    await page.settle();
    assert.equal(await page.page.locator(".overview-area").count(), 0);
    await page.page.getByRole("button", { name: "Show all heads beside the view" }).click();
    await page.settle();
    assert.equal(await height(), before);
    assert.equal(await page.page.getByRole("separator").getAttribute("aria-label"), "Height of the heads’ overview");
  });

  it("has the open view first where there is one column", async () => {
    const page = await browser.open({ width: 300, height: 700 });
    await page.show(proseShape(14));
    const top = async (what: string) => (await page.page.locator(what).boundingBox())!.y;
    assert.ok((await top(".map")) < (await top(".key-list")));
    assert.ok((await top(".key-list")) < (await top(".heads-overview")));
    assert.ok((await top(".map")) < 400);
  });
});
