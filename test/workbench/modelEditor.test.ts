import assert from "node:assert/strict";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Frame, Page } from "playwright-core";
import type { PaintedReport } from "../host/paintedReport.js";
import { repository } from "../host/repository.js";
import { useRoom } from "../host/useRoom.js";

/** The frame of the page, of those that the extension has, which shows this. */
async function frameWith(page: Page, selector: string): Promise<Frame> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(100)) {
    for (const frame of page.frames()) {
      // A frame may go as it is asked.
      const found = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (found > 0) return frame;
    }
  }
  throw new Error(`no page shows ${selector}`);
}

describe("Reopen With… Attention Sites", () => {
  const room = useRoom();

  it("shows an .onnx file's attention sites, and attention with it on the text used last, or how to come by it", async () => {
    const { workbench, bridge, workspace } = room();
    const tiny = join(workspace, "models", "tiny");
    mkdirSync(tiny, { recursive: true });
    for (const file of ["encoder.json", "encoder.onnx", "tokenizer.json"]) {
      cpSync(join(repository, "test", "fixtures", "tiny-encoder", file), join(tiny, file));
    }
    await workbench.page.keyboard.press("Control+P");
    await workbench.page.locator(".quick-input-widget input.input").first().fill("tiny/encoder.onnx");
    await workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: "encoder.onnx" }).first().click();
    await workbench.page.locator(".tab.active", { hasText: "encoder.onnx" }).waitFor();
    // The command is there a moment after the tab: as soon as the workbench knows which editors a file can have.
    for (let tries = 0; tries < 20 && !(await workbench.offersCommand("View: Reopen Editor With...")); tries++) {
      await sleep(500);
    }
    await workbench.runCommand("View: Reopen Editor With...");
    await workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: "Attention Sites" }).click();

    const frame = await frameWith(workbench.page, ".model-page h1");
    assert.equal(await frame.locator("h1").innerText(), "encoder.onnx");
    assert.equal(await frame.locator(".site-row th").innerText(), "1–2");
    await workbench.screenshot("model-editor");
    const button = { name: "Show Attention with This Encoder" };
    await frame.getByRole("button", button).click();
    await workbench.notification(/tiny is the encoder now; open a text, select some of it, then run Show Attention/);
    await workbench.clearNotifications();

    await bridge.openPassage({ file: "prose.md", from: "She drinks", to: "does not." });
    await workbench.page.locator(".tab", { hasText: "encoder.onnx" }).first().click();
    // A page that was hidden is a new one.
    const again = await frameWith(workbench.page, ".model-page h1");
    await again.getByRole("button", button).click();
    const panel = await frameWith(workbench.page, "body[data-painted]");
    const report = JSON.parse((await panel.locator("body").getAttribute("data-painted"))!) as PaintedReport;
    assert.deepEqual([report.layers, report.heads], [2, 2], "the bundled encoder has 4 layers of 8 heads");
    await workbench.screenshot("model-editor-shown");
  });
});
