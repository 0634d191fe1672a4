import assert from "node:assert/strict";
import { plainRecipe } from "../../src/attention/recipe.js";
import type { ExportRequest } from "../../src/protocol/exportProtocol.js";
import { assertNothingWrong } from "./axe.js";
import { BrowserOfTests } from "./browserOfTests.js";
import type { OpenOptions, OpenPage } from "./openPage.js";
import { proseShape } from "./traces.js";

const shape = proseShape(14);
const view = { group: "encoder", layer: 1, head: 3 } as const;
const button = (page: OpenPage) => page.page.locator(".export-button");
const menu = (page: OpenPage) => page.page.getByRole("menu", { name: "Save what is shown" });
const item = (page: OpenPage, name: string) => menu(page).getByRole("menuitem", { name, exact: true });
const focused = (page: OpenPage) => page.page.evaluate(() => document.activeElement!.textContent);

/** What the page asked to have exported; of a PNG its first bytes, and texts alone of a figure's marks. */
async function asked(page: OpenPage) {
  return page.page.evaluate(() =>
    window.attentionInspectorHost.calls
      .filter(({ method }) => method === "exportView")
      .map(({ request }) => {
        const { figure, png, ...rest } = request as ExportRequest;
        const texts = figure?.marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : [])) ?? null;
        const size = figure && { width: figure.width, height: figure.height, background: figure.background };
        return { ...rest, texts, size, png: png && Array.from(png.slice(0, 24)) };
      }),
  );
}

describe("The menu of exports", () => {
  const browser = new BrowserOfTests();
  const lines = async (options: OpenOptions = {}) => {
    const page = await browser.open(options);
    await page.show(shape, { view });
    await page.page.getByRole("tab", { name: "Lines" }).click();
    await page.painted();
    return page;
  };

  it("has the view's picture and its heads and recipe saved, as they are shown", async () => {
    const page = await lines();
    await page.page.keyboard.press("f");
    await page.page.getByRole("spinbutton", { name: "Least weight, as a number" }).fill("0.05");
    await page.page.keyboard.press("Escape");
    await page.painted();
    await button(page).click();
    await item(page, "SVG").click();
    assert.equal(await menu(page).count(), 0);
    await page.settle();
    const [request] = await asked(page);
    assert.equal(request!.format, "svg");
    assert.equal(request!.trace, 1);
    assert.deepEqual(request!.heads, { group: "encoder", heads: [{ layer: 1, head: 3 }], combine: "mean" });
    assert.deepEqual(request!.recipe, { ...plainRecipe, threshold: 0.05 });
    assert.equal(request!.table.kind, "pairs");
    assert.equal(request!.png, null);
    for (const word of ["·cat", "·because", "<s>"]) assert.ok(request!.texts!.includes(word), word);
    assert.equal(request!.size!.background, "#1f1f1f");
  });

  for (const [name, scale] of [
    ["PNG, 2×", 2],
    ["PNG, 4×", 4],
  ] as const) {
    it(`draws the picture itself where it is to be a ${name}`, async () => {
      const page = await lines();
      await button(page).click();
      await item(page, name).click();
      await page.page.waitForFunction(() =>
        window.attentionInspectorHost.calls.some(({ method }) => method === "exportView"),
      );
      const [request] = await asked(page);
      const header = Buffer.from(request!.png!);
      assert.deepEqual(header.subarray(1, 4).toString("latin1"), "PNG");
      assert.equal(header.readUInt32BE(16), Math.ceil(scale * request!.size!.width));
      assert.equal(header.readUInt32BE(20), Math.ceil(scale * request!.size!.height));
    });
  }

  it("has numbers saved without a picture, each format by its name", async () => {
    const page = await lines();
    const formats = {
      CSV: "csv",
      JSON: "json",
      "NumPy (.npy)": "npy",
      "NumPy (.npz)": "npz",
      "Markdown table": "markdown",
      "LaTeX table": "latex",
    };
    for (const name of Object.keys(formats)) {
      await button(page).click();
      await item(page, name).click();
      await page.settle();
    }
    const requests = await asked(page);
    assert.deepEqual(
      requests.map(({ format }) => format),
      Object.values(formats),
    );
    assert.ok(requests.every(({ size, png }) => size === null && png === null));
  });

  it("says why there is no picture, or nothing at all", async () => {
    const page = await lines();
    await page.page.getByRole("tab", { name: "Table" }).click();
    await page.painted();
    await button(page).click();
    assert.match(await menu(page).innerText(), /This view has no picture now; its numbers can be saved\./);
    assert.equal(await item(page, "SVG").getAttribute("aria-disabled"), "true");
    await item(page, "SVG").click({ force: true });
    assert.equal(await menu(page).count(), 1);
    assert.equal(await item(page, "CSV").getAttribute("aria-disabled"), "false");
    await page.page.keyboard.press("Escape");
    await page.page.getByRole("tab", { name: "Positional encoding" }).click();
    await page.painted();
    await button(page).click();
    assert.match(await menu(page).innerText(), /neither a picture nor numbers to save; open another\./);
    // A page of its own holds the trace, whatever view is open.
    assert.deepEqual(await menu(page).locator("[aria-disabled=false]").allInnerTexts(), ["Stand-alone page (HTML)"]);
    assert.deepEqual(await asked(page), []);
    await item(page, "Stand-alone page (HTML)").click();
    await page.settle();
    assert.deepEqual(
      (await asked(page)).map(({ format }) => format),
      ["html"],
    );
  });

  it("is walked through with the keyboard", async () => {
    const page = await lines();
    await button(page).focus();
    await page.page.keyboard.press("Enter");
    assert.equal(await focused(page), "PNG, 2×");
    await page.page.keyboard.press("ArrowDown");
    assert.equal(await focused(page), "PNG, 4×");
    await page.page.keyboard.press("End");
    const last = await focused(page);
    await page.page.keyboard.press("ArrowDown");
    assert.equal(await focused(page), "PNG, 2×");
    await page.page.keyboard.press("ArrowUp");
    assert.equal(await focused(page), last);
    await page.page.keyboard.press("Home");
    await page.page.keyboard.press("ArrowDown");
    await page.page.keyboard.press("Escape");
    assert.equal(await menu(page).count(), 0);
    assert.ok(await button(page).evaluate((element) => element === document.activeElement));
    await page.page.keyboard.press("Enter");
    await page.page.keyboard.press("ArrowDown");
    await page.page.keyboard.press("ArrowDown");
    await page.page.keyboard.press("Enter");
    await page.settle();
    assert.deepEqual(
      (await asked(page)).map(({ format }) => format),
      ["svg"],
    );
  });

  it("says that it works, and opens again when it is done", async () => {
    const page = await lines();
    await page.page.evaluate(() => window.attentionInspectorHost.hold("exportView"));
    const before = await button(page).boundingBox();
    await button(page).click();
    await item(page, "CSV").click();
    assert.equal(await button(page).getAttribute("aria-busy"), "true");
    assert.equal(await page.page.getByRole("button", { name: "Exporting…" }).count(), 1);
    assert.deepEqual(await button(page).boundingBox(), before);
    await button(page).click();
    assert.equal(await menu(page).count(), 0);
    await page.page.evaluate(() => window.attentionInspectorHost.release());
    await page.settle();
    assert.equal(await button(page).getAttribute("aria-busy"), "false");
    await button(page).click();
    assert.equal(await menu(page).count(), 1);
  });

  it("says what went wrong, in a sentence", async () => {
    const page = await lines();
    await page.page.evaluate(() => window.attentionInspectorHost.fail("exportView"));
    await button(page).click();
    await item(page, "JSON").click();
    await page.settle();
    assert.match(await page.page.locator(".message.failure").innerText(), /This trace is gone/);
    assert.equal((await button(page).innerText()).trim(), "Export");
  });

  it("puts the picture on the clipboard", async () => {
    const page = await lines();
    await page.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await button(page).click();
    await item(page, "Copy as PNG").click();
    await page.page.waitForFunction(() => document.querySelector(".export-button")!.ariaBusy === "false");
    const copied = await page.page.evaluate(async () => {
      const [entry] = await navigator.clipboard.read();
      const { width, height } = await createImageBitmap(await entry!.getType("image/png"));
      return { width, height };
    });
    assert.ok(copied.width > 200 && copied.height > 200, JSON.stringify(copied));
    assert.equal(await page.page.locator(".message.failure").count(), 0);
  });

  it("says so where the picture cannot be put on the clipboard", async () => {
    const page = await lines();
    await page.page.evaluate(() => {
      navigator.clipboard.write = () => Promise.reject(new DOMException("Not allowed.", "NotAllowedError"));
    });
    await button(page).click();
    await item(page, "Copy as PNG").click();
    await page.settle();
    assert.match(await page.page.locator(".message.failure").innerText(), /save it as PNG/);
  });

  it("is not there where the host cannot save", async () => {
    const page = await lines();
    await page.page.evaluate(() => Object.assign(window.attentionInspectorHost.offers, { formats: [] }));
    await page.page.getByRole("tab", { name: "Matrix" }).click();
    await page.painted();
    assert.equal(await button(page).count(), 0);
  });

  for (const theme of ["dark", "light", "hcDark", "hcLight"] as const) {
    it(`gives axe nothing to object to (${theme})`, async () => {
      const page = await lines({ theme, width: theme === "light" ? 280 : 900 });
      await button(page).click();
      await assertNothingWrong(page, ["header", ".view-tabs", ".look-bar", ".popover"]);
      await page.page.keyboard.press("Escape");
      await page.page.getByRole("tab", { name: "Table" }).click();
      await page.painted();
      await button(page).click();
      await assertNothingWrong(page, ["header", ".view-tabs", ".look-bar", ".popover"]);
      const box = (await menu(page).boundingBox())!;
      const { width, height } = page.page.viewportSize()!;
      assert.ok(box.x >= 0 && box.x + box.width <= width && box.y + box.height <= height, JSON.stringify(box));
    });
  }
});
