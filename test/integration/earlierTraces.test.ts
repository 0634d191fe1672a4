import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, extension, hoverAt, opened, selectionOf, shownTrace, until } from "./inspector.js";

const [morning, evening] = ["She took tea in the morning.", "He drank coffee in the evening."];

describe("earlier traces", () => {
  const inspector = () => extension().exports;
  const keptIds = () =>
    inspector()
      .keptTraces()
      .traces.map(({ trace }) => trace);
  const clear = () => vscode.commands.executeCommand("attentionInspector.clearAttention");
  const show = (trace: number) => vscode.commands.executeCommand("attentionInspector.showEarlierTrace", trace);

  beforeEach(async () => {
    await extension().activate();
    // Those that other tests left.
    for (const trace of keptIds()) {
      await show(trace);
      await clear();
    }
    assert.deepEqual(inspector().keptTraces().traces, []);
  });
  afterEach(closeAll);

  async function traced(text: string) {
    const editor = await opened(text);
    editor.selection = selectionOf(editor, text);
    return { editor, trace: await shownTrace() };
  }

  it("are kept, and tell their text, encoder, tokens and bytes", async () => {
    const { trace: first } = await traced(morning);
    const { trace: second } = await traced(evening);
    const { traces, shown, bound } = inspector().keptTraces();
    assert.deepEqual(
      traces.map(({ excerpt }) => excerpt),
      [morning, evening],
    );
    assert.deepEqual([shown, bound], [second.id, 512e6]);
    const [one] = traces;
    assert.deepEqual(
      [one!.encoder, one!.tokens, one!.bytes],
      [first.encoder.name, first.tokens.ids.length, first.bytes],
    );
  });

  it("are shown again with their own hovers, which followed edits, and the head that was looked at in them", async () => {
    const { editor, trace: first } = await traced(morning);
    await until(() => inspector().inPanel()?.trace === first.id, "the page shows the trace");
    await vscode.commands.executeCommand("attentionInspector.openInPanel", 1, { group: "encoder", layer: 1, head: 3 });
    await until(() => inspector().inPanel()?.head === 3, "the page shows another head");
    await until(async () => (await hoverAt(editor, "took")) !== "", "there is a hover");
    const before = await hoverAt(editor, "took");
    const { editor: other } = await traced(evening);
    assert.equal(await hoverAt(editor, "took"), "", "the hovers of what is not shown");
    // Its editor is behind the other one.
    const edit = new vscode.WorkspaceEdit();
    edit.insert(editor.document.uri, new vscode.Position(0, 0), "So: ");
    assert.ok(await vscode.workspace.applyEdit(edit));
    await show(first.id);
    assert.equal(inspector().currentTrace(), first);
    assert.equal(await hoverAt(editor, "took"), before);
    assert.equal(await hoverAt(other, "drank"), "");
    await until(() => inspector().inPanel()?.trace === first.id, "the page shows it");
    const { layer, head } = inspector().inPanel()!;
    assert.deepEqual([layer, head], [1, 3]);
  });

  it("stay when the one that is shown is cleared, and can be gone back to", async () => {
    const { trace: first } = await traced(morning);
    await traced(evening);
    await clear();
    assert.equal(inspector().currentTrace(), null);
    assert.deepEqual(keptIds(), [first.id]);
    await show(first.id);
    assert.equal(inspector().currentTrace()?.id, first.id);
    assert.equal((await inspector().attentionRow(0, 0, 0))?.length, first.tokens.ids.length);
  });

  it("are chosen in a list, the one before the last first", async () => {
    const { trace: first } = await traced(morning);
    await traced(evening);
    const choosing = vscode.commands.executeCommand("attentionInspector.showEarlierTrace");
    await until(async () => {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return inspector().currentTrace()?.id === first.id;
    }, "the earlier one is shown");
    await choosing;
  });

  it("are dropped, the oldest first, where they have more bytes than may be kept", async () => {
    const long = "The quick brown fox jumps over the lazy dog. ".repeat(100);
    const configuration = vscode.workspace.getConfiguration("attentionInspector");
    const ids = [(await traced(long)).trace.id, (await traced(long)).trace.id, (await traced(morning)).trace.id];
    assert.deepEqual(keptIds(), ids);
    // Two of the long ones have 68 MB.
    await configuration.update("traceMemory", 40, vscode.ConfigurationTarget.Global);
    try {
      await until(() => keptIds().length === 2, "the oldest is dropped");
      assert.deepEqual(keptIds(), ids.slice(1));
      const { trace } = await traced(long);
      assert.deepEqual(keptIds(), [ids[2], trace.id], "the shown one stays, with what fits beside it");
    } finally {
      await configuration.update("traceMemory", undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
