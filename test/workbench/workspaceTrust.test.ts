import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cleanups } from "../host/cleanups.js";
import { installCodeServer } from "../host/codeServerInstall.js";
import { repository } from "../host/repository.js";
import { Session, type Room } from "../host/session.js";

describe("a workspace that is not trusted", () => {
  const cleanups = new Cleanups();
  let room: Room;

  before(async () => {
    const settings = {
      "security.workspace.trust.enabled": true,
      "security.workspace.trust.startupPrompt": "never",
      "security.workspace.trust.banner": "never",
    };
    const installation = await installCodeServer(console.log);
    const options = { installation, name: "distrusting-server", checkout: repository, settings, say: console.log };
    room = await (await Session.start(options, cleanups)).open();
    const tiny = join(room.workspace, "models", "tiny");
    mkdirSync(tiny, { recursive: true });
    for (const file of ["encoder.json", "encoder.onnx", "tokenizer.json"]) {
      cpSync(join(repository, "test", "fixtures", "tiny-encoder", file), join(tiny, file));
    }
    const restricted = { executionProvider: "cuda", maximumTokens: 16, runDeadline: 1, traceMemory: 16, encoder: tiny };
    mkdirSync(join(room.workspace, ".vscode"), { recursive: true });
    writeFileSync(
      join(room.workspace, ".vscode", "settings.json"),
      JSON.stringify(
        Object.fromEntries(Object.entries(restricted).map(([key, value]) => [`attentionInspector.${key}`, value])),
      ),
    );
    await room.bridge.ready();
  });
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await room.workbench.screenshot("failed-workspace-trust");
  });
  after(() => cleanups.run());

  it("shows attention with the bundled encoder, whatever provider and bounds its settings name", async () => {
    const { workbench, bridge } = room;
    await bridge.openPassage({ file: "prose.md", from: "She drinks", to: "does not." });
    await workbench.runCommand("Attention: Show Attention");
    const { layers, tokens } = await workbench.panel.painted();
    assert.equal(layers, 4);
    assert.ok(tokens > 16, `${tokens} tokens`);
  });

  it("does not list its encoders, but says how to come by them", async () => {
    const { workbench } = room;
    await workbench.runCommand("Attention: Choose Encoder");
    const rows = workbench.page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: "Trust this workspace to use its encoders" }).waitFor();
    await workbench.screenshot("choose-encoder-untrusted");
    assert.equal(await rows.filter({ hasText: "tiny" }).count(), 0);
    await workbench.page.keyboard.press("Escape");
  });

  it("has none of its encoders opened, by whichever way they are named", async () => {
    const { workbench, bridge, workspace } = room;
    const before = await workbench.panel.painted();
    const path = join(workspace, "models", "tiny");
    await bridge.command("attentionInspector.chooseEncoder", path);
    await workbench.notification(/models\/tiny lies in a workspace that you have not trusted; trust it, or choose/);
    await workbench.clearNotifications();
    await bridge.configure("attentionInspector.encoder", path);
    try {
      await bridge.command("attentionInspector.showAttention");
      await workbench.notification(/lies in a workspace that you have not trusted/);
      assert.deepEqual(await workbench.panel.painted(), before);
      await workbench.pressNotificationButton("Manage Workspace Trust");
      await workbench.page.locator(".workspace-trust-editor").waitFor();
    } finally {
      await bridge.configure("attentionInspector.encoder", undefined);
    }
  });
});
