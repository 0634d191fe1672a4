import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useRoom } from "../host/useRoom.js";
import { FileServer, stopAfter } from "../unit/encoder/support/fileServer.js";
import { commit, putModel } from "../unit/encoder/support/hubFiles.js";

const model = randomBytes(3_000_000);

describe("Choose Encoder", () => {
  const room = useRoom();
  const hub = new FileServer();

  before(async () => {
    const { workspace, bridge } = room();
    const folder = join(workspace, "models", "mini");
    mkdirSync(join(folder, "onnx"), { recursive: true });
    for (const file of ["config.json", "tokenizer.json"]) writeFileSync(join(folder, file), "{}");
    writeFileSync(join(folder, "onnx", "model_quantized.onnx"), randomBytes(1_500_000));
    await hub.start();
    putModel(hub, "org/tiny", {
      "config.json": { content: Buffer.from("{}") },
      "tokenizer.json": { content: Buffer.from("{}") },
      "onnx/model_int8.onnx": { content: model, large: true },
    });
    await bridge.environment({ HF_ENDPOINT: hub.address, HF_HOME: join(workspace, "nothing"), NO_PROXY: "127.0.0.1" });
  });
  after(() => hub.stop());

  const rows = () => room().workbench.page.locator(".quick-input-list .monaco-list-row");
  const row = (text: string) => rows().filter({ hasText: text }).first();
  const input = () => room().workbench.page.locator(".quick-input-widget input.input").first();

  /** Waits until nothing more is found: rows that are added move those after them from under the pointer. */
  async function settled(): Promise<void> {
    for (let [count, calm] = [-1, 0]; calm < 4; calm++) {
      const now = await rows().count();
      if (now !== count) [count, calm] = [now, -1];
      await room().workbench.page.waitForTimeout(200);
    }
  }

  async function askFor(id: string): Promise<void> {
    const { workbench } = room();
    await workbench.runCommand("Attention: Choose Encoder");
    await row("mini").waitFor();
    await settled();
    await row("Download from Hugging Face").click();
    await workbench.page.locator(".quick-input-title", { hasText: "Download from Hugging Face" }).waitFor();
    await input().fill(id);
    await workbench.page.keyboard.press("Enter");
  }

  it("lists what there is, with sizes and variants, and marks the one in use", async () => {
    const { workbench } = room();
    await workbench.runCommand("Attention: Choose Encoder");
    await row("mini").waitFor();
    const texts = (await rows().allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
    await workbench.screenshot("choose-encoder");
    assert.match(texts[0]!, /Bundled encoder.*MB · in use/);
    assert.ok(
      texts.some((text) => /mini.*quantized · 1\.5 MB/.test(text)),
      texts.join("\n"),
    );
    assert.equal(texts.filter((text) => /Browse for|Download from/.test(text)).length, 3);
    await workbench.page.keyboard.press("Escape");
  });

  it("says what is wrong with a model's name, and that there is no such model", async () => {
    const { workbench } = room();
    await askFor("not a name");
    await workbench.page.locator(".quick-input-message", { hasText: "A model is named org/name" }).waitFor();
    await workbench.page.keyboard.press("Escape");
    await askFor("org/none");
    await workbench.notification(/has no such model or revision; check the name/);
    await workbench.clearNotifications();
  });

  it("downloads what a person asks for: licence and size first, cancelled, gone on with, in use", async () => {
    const { workbench } = room();
    hub.next.set(`/org/tiny/resolve/${commit}/onnx/model_int8.onnx`, [stopAfter(1_000_000)]);
    await askFor("org/tiny");
    await workbench.page.locator(".quick-input-title", { hasText: "org/tiny · licence mit" }).waitFor();
    await workbench.screenshot("download-encoder");
    await row("int8").click();
    await workbench.notification(/Downloading org\/tiny/);
    await workbench.pressNotificationButton("Cancel");
    await workbench.progressGone();
    await askFor("org/tiny");
    await row("int8").click();
    await workbench.page.locator(".statusbar-item", { hasText: "org/tiny (int8)" }).waitFor();
    assert.match(hub.requests.at(-1)!, /model_int8\.onnx bytes=1000000-$/);
    await workbench.runCommand("Attention: Choose Encoder");
    await row("org/tiny").filter({ hasText: "int8 · 3 MB · in use" }).waitFor();
    await workbench.screenshot("chosen-encoder");
    await workbench.page.keyboard.press("Escape");
  });
});
