import assert from "node:assert/strict";
import { BrowserOfTests } from "./browserOfTests.js";
import type { OpenPage } from "./openPage.js";
import { proseShape, traceOf, weightOf } from "./traces.js";

const source = { uri: "file:///coffee.txt", title: "coffee.txt", ranges: [], fingerprint: "" };

describe("The page's states", () => {
  const browser = new BrowserOfTests();
  const shape = proseShape(14);
  const header = (page: OpenPage) => page.page.locator("header").innerText();

  it("says at once that it is ready, and nothing before the host has answered", async () => {
    const page = await browser.open();
    assert.deepEqual(await page.emitted("ready"), [{}]);
    assert.equal(await page.page.getByRole("button", { name: "Show Attention" }).count(), 0);
  });

  it("shows how to make a trace when there is none", async () => {
    const page = await browser.open();
    await page.send("cleared", {});
    await page.page.getByRole("button", { name: "Show Attention" }).click();
    assert.deepEqual(await page.emitted("runCommand"), [{ command: "showAttention" }]);
  });

  it("says what ran on what", async () => {
    const page = await browser.open();
    await page.show(shape);
    const text = (await header(page)).replaceAll(/\s+/g, " ");
    for (const fact of ["coffee.txt", "Synthetic encoder", "14 tokens", "4 × 8 heads", "CPU", "34 ms"])
      assert.ok(text.includes(fact), fact);
    const tip = page.page.getByRole("tooltip").filter({ hasText: "no NVIDIA driver" });
    assert.equal(await tip.isVisible(), false);
    await page.page.getByRole("button", { name: "CPU" }).focus();
    assert.equal(await tip.isVisible(), true);
    await page.page.keyboard.press("Escape");
    assert.equal(await tip.isVisible(), false);
    await page.page.getByRole("button", { name: "CPU" }).hover();
    assert.equal(await tip.isVisible(), true);
  });

  it("keeps tooltips within the window, however narrow", async () => {
    const page = await browser.open({ width: 300 });
    await page.show(shape);
    for (const fact of await page.page.locator(".fact").all()) {
      await fact.focus();
      const box = (await page.page.locator(".tip:not([hidden])").boundingBox())!;
      assert.ok(box.x >= 0 && box.x + box.width <= 300, JSON.stringify(box));
    }
  });

  it("shows notices until they are dismissed, and again with the next trace only", async () => {
    const page = await browser.open();
    await page.show(shape, {
      notices: ["Only the first 12 of 500 tokens are shown.", "The paragraph at the cursor was taken."],
    });
    assert.equal(await page.page.locator(".notice").count(), 2);
    await page.page.getByRole("button", { name: "Dismiss" }).first().click();
    assert.deepEqual(await page.page.locator(".notice p").allInnerTexts(), ["The paragraph at the cursor was taken."]);
    await page.page.evaluate(() =>
      window.attentionInspectorHost.sendTrace(1, "coffee.txt", { group: "encoder", layer: 0, head: 0 }, [
        "Only the first 12 of 500 tokens are shown.",
      ]),
    );
    await page.settle();
    assert.equal(await page.page.locator(".notice").count(), 1);
  });

  it("stays while a run is under way, and when it fails", async () => {
    const page = await browser.open();
    await page.show(shape);
    const before = await page.page.locator("canvas.cells").boundingBox();
    await page.send("busy", { message: "Running the encoder…" });
    assert.equal(await page.page.getByRole("progressbar").count(), 1);
    assert.ok((await page.page.locator(".busy-message").innerText()).includes("Running the encoder…"));
    assert.deepEqual(await page.page.locator("canvas.cells").boundingBox(), before);
    await page.send("busy", { message: null });
    assert.equal(await page.page.getByRole("progressbar").count(), 0);
    await page.send("failed", { message: "The encoder stopped; run Show Attention again." });
    assert.equal(
      await page.page.getByRole("alert").locator("p").innerText(),
      "The encoder stopped; run Show Attention again.",
    );
    await page.page.getByRole("button", { name: "Show Log" }).click();
    assert.deepEqual(await page.emitted("runCommand"), [{ command: "showLog" }]);
    assert.ok((await header(page)).includes("14 tokens"));
    await page.page.getByRole("button", { name: "Dismiss" }).click();
    assert.equal(await page.page.getByRole("alert").locator("p").count(), 0);
    await page.send("failed", { message: "Again." });
    await page.send("failed", { message: null });
    assert.equal(await page.page.getByRole("alert").locator("p").count(), 0);
  });

  it("shows a failure where there is no trace", async () => {
    const page = await browser.open();
    await page.send("failed", { message: "No encoder was found." });
    assert.equal(await page.page.getByRole("alert").locator("p").innerText(), "No encoder was found.");
    assert.equal(await page.page.getByRole("button", { name: "Show Attention" }).count(), 1);
  });

  it("clears", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.send("cleared", {});
    assert.equal(await page.page.locator("canvas").count(), 0);
    assert.equal(await page.page.evaluate(() => document.body.dataset.painted), undefined);
    // What comes too late finds nothing to change.
    await page.send("editorSelection", { source: [1], target: [], produced: [] });
    await page.send("goToToken", { token: 1, view: null });
    await page.send("sourceMoved", { source, edited: { source: [1], target: [], produced: [] } });
    await page.show({ ...shape, id: 2 });
  });

  it("turns a refused request into a sentence, and goes on", async () => {
    const page = await browser.open();
    await page.show(proseShape(100));
    await page.page.evaluate(() => window.attentionInspectorHost.fail("heatMap"));
    await page.page.locator("[data-layer='2'][data-head='2']").click();
    await page.page.getByRole("alert").locator("p").waitFor();
    assert.equal(
      await page.page.getByRole("alert").locator("p").innerText(),
      "This trace is gone; run Show Attention again.",
    );
    assert.equal(await page.page.evaluate(() => document.body.dataset.painted), undefined);
    await page.page.evaluate(() => window.attentionInspectorHost.fail(null));
    await page.page.locator("[data-layer='2'][data-head='3']").click();
    await page.painted(({ head }) => head === 3);
    await page.show({ ...shape, id: 2 });
    assert.equal(await page.page.getByRole("alert").locator("p").count(), 0);
  });
});

describe("Late replies", () => {
  const browser = new BrowserOfTests();

  it("of another head never take the place of the one in view", async () => {
    const page = await browser.open();
    const shape = proseShape(100);
    await page.show(shape);
    await page.page.evaluate(() => window.attentionInspectorHost.hold("heatMap"));
    await page.page.locator("[data-layer='1'][data-head='1']").click();
    await page.page.locator("[data-layer='2'][data-head='2']").click();
    await page.settle();
    assert.equal(await page.page.evaluate(() => document.body.dataset.painted), undefined);
    // The answer to the last question comes first.
    await page.page.evaluate(() => window.attentionInspectorHost.release());
    await page.painted(({ layer, head }) => layer === 2 && head === 2);
    await page.settle();
    const reports = (await page.emitted("painted")) as { layer: number; head: number }[];
    assert.deepEqual(
      reports.map(({ layer, head }) => [layer, head]),
      [
        [0, 0],
        [2, 2],
      ],
    );
    await page.pointAt(60, 59, 100);
    assert.equal(await page.exactNumber(), weightOf(traceOf(shape), 2, 2, 60, 59));
  });

  it("of an old trace never reach the new one, whatever they ask for", async () => {
    const page = await browser.open();
    await page.show(proseShape(100, 1));
    for (const method of ["thumbnails", "heatMap", "attentionRow"] as const) {
      await page.page.evaluate((held) => window.attentionInspectorHost.hold(held), method);
    }
    await page.page.locator("[data-layer='3'][data-head='3']").click();
    await page.pointAt(60, 59, 100);
    const second = proseShape(80, 2, 2, 3);
    await page.page.evaluate((shape) => window.attentionInspectorHost.show(shape), second);
    await page.settle();
    await page.page.evaluate(() => window.attentionInspectorHost.release());
    await page.painted(({ trace, tokens }) => trace === 2 && tokens === 80);
    await page.settle();
    await page.pointAt(10, 9, 80);
    assert.equal(await page.exactNumber(), weightOf(traceOf(second), 0, 0, 10, 9));
    const reports = (await page.emitted("painted")) as { trace: number }[];
    assert.deepEqual(
      reports.map(({ trace }) => trace),
      [1, 2],
    );
  });

  it("of an old trace between a new one's rendering and its first question do not keep it from being painted", async () => {
    const page = await browser.open();
    await page.show(proseShape(20, 1));
    await page.page.evaluate(() => window.attentionInspectorHost.hold("heatMap"));
    await page.page.locator("[data-layer='1'][data-head='1']").click();
    await page.settle();
    await page.page.evaluate(
      async (second) => {
        const frame = window.requestAnimationFrame.bind(window);
        // Effects wait for a frame, or for some 35 ms where none comes.
        window.requestAnimationFrame = () => 0;
        window.attentionInspectorHost.show(second);
        await new Promise((done) => setTimeout(done, 0));
        window.attentionInspectorHost.release();
        await new Promise((done) => setTimeout(done, 100));
        window.requestAnimationFrame = frame;
      },
      proseShape(30, 2),
    );
    await page.painted(({ trace, tokens }) => trace === 2 && tokens === 30);
  });

  it("a trace that comes while another is on its way wins", async () => {
    const page = await browser.open();
    for (let id = 1; id <= 6; id++) {
      await page.page.evaluate((shape) => window.attentionInspectorHost.show(shape), proseShape(20 + id, id));
    }
    await page.painted(({ trace, tokens }) => trace === 6 && tokens === 26);
  });
});
