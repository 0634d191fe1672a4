import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { Locator } from "playwright-core";
import { failureExitCodes } from "../../src/cli/exitCodes.js";
import { outputFolder, repository } from "../host/repository.js";
import { useRoom } from "../host/useRoom.js";

const command = 'command:workbench.action.terminal.new?{"config":{"executable":"xcalc"}}';
const hostile = `model.onnx [Fix](${command}) $(trash) <img src=x onerror=alert(1)> <b>b</b> \u202egnp.exe\u202c\n\u0007 `;
/** The beginning and the end are what is left of it. */
const long = `${hostile.repeat(5000)}; ${hostile}`;
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

describe("a message with names that others chose", () => {
  const room = useRoom();
  const module = join(outputFolder, "shownTexts.cjs");

  before(async () => {
    assert.ok(long.length > 500_000);
    await build({
      entryPoints: [join(repository, "test", "workbench", "shownTexts.ts")],
      outfile: module,
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["vscode"],
    });
  });

  /** What is shown is bounded text: no link, no icon, no element of its own, nothing that turns it around. */
  async function isText(shown: Locator, longest: number): Promise<void> {
    await shown.waitFor({ state: "visible" });
    const text = await shown.evaluate((element) => element.textContent);
    const live = await shown.locator("[href], img, .codicon-trash").count();
    assert.equal(live, 0, await shown.innerHTML());
    assert.equal(turning.test(text), false, JSON.stringify(text));
    assert.ok(text.length <= longest, `${text.length} characters`);
    assert.match(text, /\[Fix\] \(command:/);
  }

  // VS Code shows no more than three messages in 800 ms.
  beforeEach(() => room().workbench.page.waitForTimeout(300));

  const toast = () => room().workbench.page.locator(".notifications-toasts .notification-list-item-message").first();

  for (const code of Object.keys(failureExitCodes).filter((one) => one !== "cancelled")) {
    it(`is text in a notification: ${code}`, async () => {
      const { bridge } = room();
      await bridge.call(module, "failure", code, long);
      await isText(toast(), 1000);
      await bridge.command("notifications.clearAll");
      await toast().waitFor({ state: "hidden" });
    });
  }

  for (const [name, longest] of [
    ["information", 1000],
    ["progress", 1000],
    ["percent", 1000],
  ] as const) {
    it(`is text in a notification: ${name}`, async () => {
      const { bridge, workbench } = room();
      await bridge.call(module, name, long);
      await isText(toast(), longest);
      await workbench.screenshot(`hostile-${name}`);
      const cancel = workbench.page.locator(".notifications-toasts .monaco-button", { hasText: "Cancel" });
      if (name === "information") await bridge.command("notifications.clearAll");
      else await cancel.first().click();
      await toast().waitFor({ state: "hidden" });
    });
  }

  it("is text in a list", async () => {
    const { bridge, workbench } = room();
    await bridge.call(module, "rows", long);
    const row = workbench.page.locator(".quick-input-list .monaco-list-row").first();
    await isText(row, 1000);
    assert.equal(await row.locator(".codicon-check").count(), 1);
    await workbench.screenshot("hostile-list");
    await workbench.page.keyboard.press("Escape");
    await row.waitFor({ state: "hidden" });
  });

  it("is text under a box that is typed into", async () => {
    const { bridge, workbench } = room();
    await bridge.call(module, "line", long);
    const message = workbench.page.locator(".quick-input-message");
    await isText(message, 400);
    await workbench.page.locator(".quick-input-widget input.input").first().fill("a");
    await workbench.page.waitForTimeout(200);
    await isText(message, 400);
    await workbench.page.keyboard.press("Escape");
    await message.waitFor({ state: "hidden" });
  });

  it("is text in the status bar", async () => {
    const { bridge, workbench } = room();
    const text = `[Fix](${command}) $(trash) \u202egnp.exe`;
    await bridge.call(module, "statusBar", text);
    await isText(workbench.page.locator(".statusbar-item", { hasText: "[Fix]" }), 100);
  });

  it("is text in a dialog", async () => {
    const { bridge, workbench } = room();
    await bridge.call(module, "dialog", long);
    await isText(workbench.page.locator(".monaco-dialog-box .dialog-message-container"), 4000);
    await workbench.screenshot("hostile-dialog");
    await workbench.page.keyboard.press("Escape");
  });

  it("starts no program from the folder of an encoder, however its files name things", async () => {
    const { bridge, workbench, workspace } = room();
    const folder = join(workspace, "[Fix](command:x)");
    mkdirSync(folder);
    const name = `[Fix](${command})\u202e $(trash) ${"x".repeat(100_000)}`;
    writeFileSync(join(folder, "encoder.json"), JSON.stringify({ name, version: name, format: name, [name]: 1 }));
    for (const file of ["encoder.onnx", "tokenizer.json"]) writeFileSync(join(folder, file), "{}");
    await bridge.openPassage({ file: "prose.md", from: "She drinks", to: "does not." });
    await bridge.configure("attentionInspector.encoder", folder);
    try {
      await workbench.runCommand("Attention: Show Attention");
      await toast().waitFor({ state: "visible" });
      const shown = await toast().evaluate((element) => element.innerHTML);
      assert.equal(/<a|href|codicon/.test(shown), false, shown);
      assert.ok(shown.length <= 2000);
      await workbench.screenshot("hostile-encoder");
    } finally {
      await bridge.configure("attentionInspector.encoder", undefined);
    }
  });
});
