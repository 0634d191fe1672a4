import assert from "node:assert/strict";
import * as vscode from "vscode";
import { mostAttended } from "../../src/attention/mostAttended.js";
import type { Tokens } from "../../src/attention/tokens.js";
import { tokenLabels } from "../../src/attention/tokenLabels.js";
import type { TraceSummary } from "../../src/attention/trace.js";
import { closeAll, extension, hoverAt, opened, selectionOf, shownTrace, until } from "./inspector.js";

const sentence = "The cat sat on the mat because it was warm.";

/** The rows of the hover's table that a token should have, from the trace's own numbers. */
async function expectedRows({ tokens }: TraceSummary, token: number): Promise<string[]> {
  const { layer, head } = extension().exports.inPanel()!;
  const row = await extension().exports.attentionRow(layer, head, token);
  const { keys, weights, count } = mostAttended(row!, row!.length, 5, specialOf(tokens));
  const labels = tokenLabels(tokens);
  return Array.from({ length: count }, (_, rank) => `${weights[rank]!.toFixed(3)} ${labels[keys[rank]!]!}`);
}

function specialOf({ segments }: Tokens): Uint8Array {
  return Uint8Array.from(segments, (segment) => Number(segment === -1));
}

function rowsOf(markdown: string): string[] {
  const rows = markdown.matchAll(/^\| ([\d.]+) \| \[(.*?)\]\(command:/gm);
  return Array.from(rows, ([, weight, name]) => `${weight} ${name!.replace(/\\(.)/g, "$1")}`);
}

describe("hover", () => {
  let editor: vscode.TextEditor;
  let trace: TraceSummary;
  /** A word that is one token of this encoder, and stands once in the sentence. */
  let word: string;
  let token: number;

  beforeEach(async () => {
    editor = await opened(sentence);
    editor.selection = selectionOf(editor, sentence);
    trace = await shownTrace();
    const { texts } = trace.tokens;
    token = texts.findIndex((text) => /^ [a-z]{3,}$/.test(text) && sentence.split(text).length === 2);
    assert.notEqual(token, -1, "no word of the sentence is one token");
    word = texts[token]!.trim();
    await until(async () => (await hoverAt(editor, "The")) !== "", "there is a hover");
  });
  afterEach(closeAll);

  it("lists the trace's own numbers of the head in view, special tokens in one line after them", async () => {
    await until(() => extension().exports.inPanel()?.trace === trace.id, "the page shows the trace");
    const markdown = await hoverAt(editor, word);
    assert.deepEqual(rowsOf(markdown), await expectedRows(trace, token));
    assert.match(markdown.slice(markdown.lastIndexOf("\n| ")), /^Special tokens: 0\.\d{3} together$/m);
    assert.doesNotMatch(markdown, /<s>|\\<s\\>/);
  });

  it("follows the head in view, and switches to the mean of the last layer", async () => {
    // Other tests may have left another head in view, which a new trace is looked at with.
    const inPanel = () => extension().exports.inPanel();
    await until(() => inPanel()?.trace === trace.id, "the page shows the trace");
    await vscode.commands.executeCommand("attentionInspector.openInPanel", 1, { group: "encoder", layer: 0, head: 0 });
    await until(() => inPanel()?.layer === 0 && inPanel()?.head === 0, "the page shows the first head");
    await until(async () => (await hoverAt(editor, "The")).includes("layer 1 head 1"), "the hover shows the head");
    await vscode.commands.executeCommand("attentionInspector.switchHoverAttention");
    try {
      await until(
        async () => (await hoverAt(editor, "The")).includes("mean over 8 heads, layer 4"),
        "it shows the mean",
      );
    } finally {
      await vscode.commands.executeCommand("attentionInspector.switchHoverAttention");
    }
  });

  it("follows edits before a token, and is gone where a token was edited, until that is undone", async () => {
    const before = await hoverAt(editor, word);
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), "So: "));
    assert.equal(await hoverAt(editor, word), before);
    await editor.edit((builder) => builder.insert(selectionOf(editor, word).start.translate(0, 1), "x"));
    assert.equal(await hoverAt(editor, word[0]! + "x"), "");
    assert.notEqual(await hoverAt(editor, "The"), "");
    await vscode.commands.executeCommand("undo");
    assert.equal(await hoverAt(editor, word), before);
  });

  it("is gone where line ends were changed, for offsets moved", async () => {
    await editor.edit((builder) => builder.setEndOfLine(vscode.EndOfLine.CRLF));
    assert.equal(await hoverAt(editor, word), "");
  });

  it("is right after edits that were made during the run", async () => {
    const before = await hoverAt(editor, word);
    editor.selection = selectionOf(editor, sentence);
    const running = vscode.commands.executeCommand("attentionInspector.showAttention");
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), "The The The "));
    await running;
    await until(async () => (await hoverAt(editor, word)) !== "", "there is a hover");
    assert.equal(await hoverAt(editor, word), before);
    assert.equal(await hoverAt(editor, "The The"), "", "what was typed since has a hover");
  });

  it("is gone after Clear Attention, and where it was turned off", async () => {
    const configuration = vscode.workspace.getConfiguration("attentionInspector");
    await configuration.update("hover.enabled", false, vscode.ConfigurationTarget.Global);
    assert.equal(await hoverAt(editor, word), "");
    await configuration.update("hover.enabled", undefined, vscode.ConfigurationTarget.Global);
    assert.notEqual(await hoverAt(editor, word), "");
    await vscode.commands.executeCommand("attentionInspector.clearAttention");
    assert.equal(await hoverAt(editor, word), "");
  });
});
