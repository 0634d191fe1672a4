import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, extension, opened, selectionOf, shownTrace } from "./inspector.js";

const paragraphs = "She took tea in the morning,\nand coffee in the evening.\n\nThe cups stood still.\n";

describe("Show Attention", () => {
  afterEach(closeAll);

  it("encodes the selection, and every token bears exactly its text", async () => {
    const editor = await opened("x = 1\r\n\tcafé 한국어 👩‍👩‍👧 = tea;\r\n");
    editor.selection = selectionOf(editor, "\tcafé 한국어 👩‍👩‍👧 = tea;");
    const { tokens, encoder } = await shownTrace();
    const selected = editor.document.getText(editor.selection);
    const covered = new Uint8Array(selected.length);
    for (let token = 0; token < tokens.ids.length; token++) {
      if (tokens.segments[token] === -1) continue;
      assert.equal(selected.slice(tokens.starts[token], tokens.ends[token]), tokens.texts[token]);
      covered.fill(1, tokens.starts[token], tokens.ends[token]);
    }
    assert.ok(
      covered.every((unit) => unit === 1),
      "some of the selection bears no token",
    );
    const row = await extension().exports.attentionRow(encoder.layers - 1, 0, 1);
    assert.equal(row?.length, tokens.ids.length);
    assert.ok(Math.abs(row.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-4);
  });

  it("takes the paragraph at the cursor when nothing is selected", async () => {
    const editor = await opened(paragraphs);
    editor.selection = new vscode.Selection(1, 3, 1, 3);
    const { tokens } = await shownTrace();
    assert.equal(tokens.texts.slice(1, -1).join(""), paragraphs.slice(0, paragraphs.indexOf("\n\n")));
  });

  it("makes each of several selections a segment, in document order", async () => {
    const editor = await opened(paragraphs);
    editor.selections = ["cups stood", "coffee", "tea"].map((text) => selectionOf(editor, text));
    const { tokens } = await shownTrace();
    const segment = (index: number) => tokens.texts.filter((_, token) => tokens.segments[token] === index).join("");
    assert.deepEqual([0, 1, 2].map(segment), ["tea", "coffee", "cups stood"]);
  });

  it("works on a notebook's cell", async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "total = price * count", "python");
    const notebook = await vscode.workspace.openNotebookDocument("jupyter-notebook", new vscode.NotebookData([cell]));
    const document = notebook.cellAt(0).document;
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    editor.selection = selectionOf(editor, "price * count");
    const { tokens } = await shownTrace();
    assert.equal(tokens.texts.slice(1, -1).join(""), "price * count");
  });

  it("works on a virtual, read-only document", async () => {
    const scheme = "attention-test";
    const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: () => "A document that no file holds.",
    });
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(`${scheme}:/a.txt`));
      await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
      const { tokens } = await shownTrace();
      assert.equal(tokens.texts.slice(1, -1).join(""), "A document that no file holds.");
    } finally {
      provider.dispose();
    }
  });

  for (const [what, content] of [
    ["an empty document", ""],
    ["a blank one", " \n\t\n"],
    ["a binary one", "\u007fELF\0\0\0"],
  ] as const) {
    it(`keeps the trace it has when run on ${what}`, async () => {
      await opened(paragraphs);
      const { id } = await shownTrace();
      await opened(content);
      await vscode.commands.executeCommand("attentionInspector.showAttention");
      assert.equal(extension().exports.currentTrace()?.id, id);
    });
  }

  it("keeps the trace it has when an execution provider that cannot be had is asked for", async () => {
    await opened(paragraphs);
    const { id, provider } = await shownTrace();
    assert.equal(provider.asked, "auto");
    if (provider.used === "cuda") return;
    assert.ok(provider.reason, "it does not say why CUDA was not used");
    const configuration = vscode.workspace.getConfiguration("attentionInspector");
    await configuration.update("executionProvider", "cuda", vscode.ConfigurationTarget.Global);
    try {
      await vscode.commands.executeCommand("attentionInspector.showAttention");
      assert.equal(extension().exports.currentTrace()?.id, id);
    } finally {
      await configuration.update("executionProvider", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("says what a long text was truncated to", async () => {
    const editor = await opened("coffee and tea, ".repeat(1250));
    editor.selection = new vscode.Selection(0, 0, 0, 20_000);
    const { tokens, truncation } = await shownTrace();
    assert.equal(tokens.ids.length, 512);
    assert.equal(truncation?.kept, 510);
    assert.ok(truncation.total > 5000);
  });
});
