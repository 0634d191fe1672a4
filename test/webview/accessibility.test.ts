import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { repository } from "../host/repository.js";
import { BrowserOfTests } from "./browserOfTests.js";
import type { OpenPage } from "./openPage.js";
import { crossShape, proseShape } from "./traces.js";
import type { ThemeKind } from "./themes.js";

const axe = readFileSync(createRequire(`${repository}/package.json`).resolve("axe-core/axe.min.js"), "utf8");

/** Asserts that axe finds nothing wrong with the page as it is. */
async function assertNothingWrong(page: OpenPage): Promise<void> {
  await page.page.evaluate(axe);
  const found = await page.page.evaluate(async () => {
    const results = await (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run();
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
  assert.deepEqual(found, []);
}

describe("People with assistive technology", () => {
  const browser = new BrowserOfTests();
  const themes: readonly ThemeKind[] = ["dark", "light", "hcDark", "hcLight"];

  for (const theme of themes) {
    it(`meet nothing that axe objects to (${theme})`, async () => {
      const page = await browser.open({ theme });
      await page.send("cleared", {});
      await assertNothingWrong(page);
      await page.show(proseShape(20), { notices: ["Only the first 18 of 500 tokens are shown."] });
      await page.send("busy", { message: "Running the encoder…" });
      await page.send("failed", { message: "The encoder stopped; run Show Attention again." });
      await page.send("editorSelection", { source: [3, 4], target: [], produced: [] });
      await page.send("goToToken", { token: 5, view: null });
      await page.pointAt(2, 2, 20);
      await assertNothingWrong(page);
      await page.page.getByRole("tab", { name: "Positional encoding" }).click();
      await page.painted();
      await page.pointAt(2, 2, 20, 64);
      await assertNothingWrong(page);
      await page.page.getByRole("tab", { name: "Model" }).click();
      await page.page.locator("[data-layer='1'][data-head='3']").click({ modifiers: ["Control"] });
      await page.page.locator(".head-tip dd").first().waitFor();
      await assertNothingWrong(page);
      await page.page.getByRole("combobox", { name: "Sort by" }).selectOption("entropy");
      await page.settle();
      await assertNothingWrong(page);
    });

    it(`meet nothing that axe objects to in an encoder-decoder whose attention is unproven (${theme})`, async () => {
      const page = await browser.open({ theme, width: 400 });
      const cross = { group: "cross", layer: 1, head: 3 } as const;
      const site = { ...cross, contextError: 0.03, rowSumError: 0, emptyRows: 1, proven: false, reason: "A reason." };
      const seal = { contextError: 0.03, rowSumError: 0, tolerance: 1e-5, sites: [site] };
      await page.show(
        {
          ...crossShape(20, 8),
          broken: [{ ...cross, query: 2, key: null, weight: NaN }],
          summary: { seal, notes: ["A note."] },
        },
        { view: cross },
      );
      await page.pointAt(2, 2, 8, 20);
      await page.page.locator(".fact.warning").focus();
      await assertNothingWrong(page);
    });
  }

  it("reach everything with Tab, each thing once", async () => {
    const page = await browser.open();
    await page.show(proseShape(20), { notices: ["A notice."] });
    const stops: string[] = [];
    for (let press = 0; press < 40; press++) {
      await page.page.keyboard.press("Tab");
      const stop = await page.page.evaluate(() => {
        const { activeElement: element } = document;
        if (!element || element === document.body) return null;
        return `${element.getAttribute("role") ?? element.localName} ${element.getAttribute("aria-label") ?? element.textContent}`;
      });
      if (stop === null || stop === stops[0]) break;
      stops.push(stop);
    }
    assert.deepEqual(
      stops.map((stop) => stop.replace(/:.*| largest.*/, "")),
      [
        "button Synthetic encoder",
        "button CPU",
        "button 34 ms",
        "button Keys (?)",
        "button Dismiss",
        "tab Matrix",
        "button Hide the overview of all heads",
        "button Export",
        "combobox Layer",
        "combobox Head",
        "button Filter",
        "button √ scale, per head",
        "select Sort by",
        "button All together",
        "gridcell Layer 1, head 1",
        "separator Width of the heads’ overview",
        "button Zoom in",
        "grid Attention of layer 1 head 1",
      ],
    );
  });

  it("see where the focus is, on every stop", async () => {
    const page = await browser.open();
    await page.show(proseShape(20));
    for (let press = 0; press < 9; press++) {
      await page.page.keyboard.press("Tab");
      const focus = await page.page.evaluate(() => {
        const element = document.activeElement!;
        const inner = element.shadowRoot?.querySelector(".control");
        const style = getComputedStyle(inner ?? element);
        return { name: element.outerHTML.slice(0, 80), outline: style.outlineStyle, border: style.borderTopColor };
      });
      assert.ok(focus.outline !== "none" || focus.border === "rgb(0, 120, 212)", JSON.stringify(focus));
    }
  });

  it("get no motion that they asked to be spared", async () => {
    const page = await browser.open({ browserOptions: { reducedMotion: "no-preference" } });
    await page.send("busy", { message: "Running the encoder…" });
    const animation = () =>
      page.page.locator(".busy-bar").evaluate((bar) => getComputedStyle(bar, "::after").animationName);
    assert.equal(await animation(), "busy");
    await page.page.evaluate(() => document.body.classList.add("vscode-reduce-motion"));
    assert.equal(await animation(), "none");
    await page.page.evaluate(() => document.body.classList.remove("vscode-reduce-motion"));
    await page.page.emulateMedia({ reducedMotion: "reduce" });
    assert.equal(await animation(), "none");
  });

  it("keep the colours of weights in forced colours", async () => {
    const page = await browser.open({ browserOptions: { forcedColors: "active" } });
    await page.show(proseShape(20));
    await page.pointAt(3, 3, 20);
    const adjust = await page.page
      .locator(".key-list .bar > span")
      .first()
      .evaluate((bar) => getComputedStyle(bar).forcedColorAdjust);
    assert.equal(adjust, "none");
    await page.screenshot("forced-colours");
  });
});
