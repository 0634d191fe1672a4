import assert from "node:assert/strict";
import * as vscode from "vscode";
import { calm } from "./calm.js";
import { closeAll, extension, opened } from "./inspector.js";

describe("activation", () => {
  after(closeAll);

  it("waits for the extension's own commands, and takes less than 50 ms", async () => {
    const editor = await opened("coffee and tea");
    await vscode.commands.executeCommand("vscode.executeHoverProvider", editor.document.uri, new vscode.Position(0, 0));
    assert.equal(extension().isActive, false, "it was active before any of its commands ran");
    await calm();
    const start = performance.now();
    await extension().activate();
    const elapsed = performance.now() - start;
    console.log(`      activation: ${elapsed.toFixed(1)} ms`);
    assert.ok(elapsed < 50, `activation took ${elapsed.toFixed(1)} ms`);
  });

  it("registers every command that the manifest names", async () => {
    const manifest = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const commands = await vscode.commands.getCommands(true);
    for (const { command } of manifest.contributes.commands) assert.ok(commands.includes(command), command);
  });
});
