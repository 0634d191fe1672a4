import assert from "node:assert/strict";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { closeAll, extension, opened, selectionOf, shownTrace, until } from "./inspector.js";

const text = "She took tea in the morning, and coffee in the evening.";

describe("Choose Encoder", () => {
  let bundled = "";
  let tiny = "";

  const encoderName = () => extension().exports.currentTrace()?.encoder.name;
  const choose = (path?: string) => vscode.commands.executeCommand("attentionInspector.chooseEncoder", path);
  const setting = () => vscode.workspace.getConfiguration("attentionInspector");
  const set = (value: string | undefined) => setting().update("encoder", value, vscode.ConfigurationTarget.Workspace);

  async function shownText(): Promise<string> {
    const editor = await opened(text);
    editor.selection = selectionOf(editor, text);
    return (await shownTrace()).encoder.name;
  }

  before(async () => {
    const { extensionPath } = extension();
    bundled = join(extensionPath, "media", "encoder");
    tiny = join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, "models", "tiny");
    await mkdir(tiny, { recursive: true });
    for (const file of ["encoder.json", "encoder.onnx", "tokenizer.json"]) {
      await cp(join(extensionPath, "test", "fixtures", "tiny-encoder", file), join(tiny, file));
    }
  });
  afterEach(async () => {
    await set(undefined);
    await choose(bundled);
    await closeAll();
  });
  after(() => rm(tiny, { recursive: true, force: true }));

  it("runs what is shown again, and what is shown next, with the encoder that was chosen", async () => {
    const before = await shownText();
    const trace = extension().exports.currentTrace()!;
    await choose(tiny);
    const again = extension().exports.currentTrace()!;
    assert.notEqual(again.encoder.name, before);
    assert.equal(again.tokens.texts.join(""), trace.tokens.texts.join(""), "it is the same text");
    assert.equal(await shownText(), again.encoder.name);
    await choose(bundled);
    assert.equal(encoderName(), before);
  });

  it("lists the bundled encoder first, and takes what is accepted in the list", async () => {
    const before = await shownText();
    await choose(tiny);
    assert.notEqual(encoderName(), before);
    let ended = true;
    await until(async () => {
      // What is accepted while the list fills may be another row.
      if (ended) void choose().then(() => (ended = true));
      ended = false;
      // The encoder in use is made the active row once the list is shown; the first row is gone to after that.
      await new Promise((resolve) => setTimeout(resolve, 400));
      await vscode.commands.executeCommand("quickInput.first");
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return encoderName() === before;
    }, "the bundled encoder was chosen in the list");
    await until(() => ended, "the command is over");
  });

  it("changes nothing when the list is closed", async () => {
    await shownText();
    const trace = extension().exports.currentTrace();
    let ended = false;
    const chosen = choose().then(() => (ended = true));
    await until(async () => {
      await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
      return ended;
    }, "the list is closed");
    await chosen;
    assert.equal(extension().exports.currentTrace(), trace);
  });

  it("gives way to the setting, and changes it where it is set", async () => {
    const before = await shownText();
    await set("${workspaceFolder}/models/tiny");
    const tinyName = await shownText();
    assert.notEqual(tinyName, before);
    await choose(bundled);
    assert.equal(encoderName(), before);
    assert.equal(setting().get("encoder"), "bundled");
    await choose(tiny);
    assert.equal(encoderName(), tinyName);
    assert.equal(setting().get("encoder"), "${workspaceFolder}/models/tiny");
  });

  it("leaves everything as it is where there is no such encoder", async () => {
    const before = await shownText();
    const trace = extension().exports.currentTrace();
    await choose(join(tiny, "none.onnx"));
    assert.equal(extension().exports.currentTrace(), trace);
    assert.equal(await shownText(), before);
    await set("models/tiny");
    await assert.rejects(shownText(), /made no trace/);
  });
});
