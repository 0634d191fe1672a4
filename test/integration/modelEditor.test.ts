import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { ModelPaintReport } from "../../src/protocol/modelPageProtocol.js";
import { closeAll, extension, until } from "./inspector.js";

const zoo = (name: string) => join(extension().extensionPath, "test/fixtures/zoo", name, "model.onnx");

/** Opens a file in the editor of .onnx files, and waits until that shows what is wanted. */
async function shown(path: string, wanted: (report: ModelPaintReport) => boolean): Promise<ModelPaintReport> {
  await vscode.commands.executeCommand("vscode.openWith", vscode.Uri.file(path), "attentionInspector.onnx");
  return painted(wanted);
}

async function painted(wanted: (report: ModelPaintReport) => boolean): Promise<ModelPaintReport> {
  const report = () => extension().exports.modelInEditor();
  await until(() => extension().isActive && report() !== null && wanted(report()!), "the editor shows what is wanted");
  return report()!;
}

describe("the editor of .onnx files", () => {
  const folder = mkdtempSync(join(tmpdir(), "attention-inspector-models-"));
  // Brackets are wildcards to a file watcher.
  const path = join(folder, "a [1] model.onnx");

  afterEach(closeAll);
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("shows a model's attention sites", async () => {
    const report = await shown(zoo("bert-eager"), ({ sites }) => sites > 0);
    assert.deepEqual(report, { name: "model.onnx", sites: 2, rows: 1, blocked: 0, failure: null });
  });

  it("says what a file is that is no model, and reads it again when it has changed", async () => {
    writeFileSync(path, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n");
    const { failure, sites } = await shown(path, (report) => report.failure !== null);
    assert.match(failure!, /LFS/);
    assert.equal(sites, 0);
    copyFileSync(zoo("marian-sdpa-dynamo-18"), path);
    const report = await painted(({ name, sites: found }) => name === "a [1] model.onnx" && found > 0);
    assert.equal(report.failure, null);
    rmSync(path);
    assert.match((await painted((last) => last.failure !== null)).failure!, /does not exist/);
  });

  it("leaves .onnx files to whoever opened them until it is asked for", async () => {
    copyFileSync(zoo("bert-eager"), path);
    await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(path));
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab!;
    assert.ok(!(input instanceof vscode.TabInputCustom), "it opened by itself");
  });
});
