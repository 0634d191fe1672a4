import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, extension, opened, selectionOf, shownTrace, until } from "./inspector.js";

const long = "The quick brown fox jumps over the lazy dog. ".repeat(100);

describe("the panel's page in VS Code", () => {
  afterEach(closeAll);

  const inPanel = () => extension().exports.inPanel();

  it("shows all heads of 512 tokens, and another one, and tells how long after they were posted", async () => {
    const editor = await opened(long);
    editor.selection = selectionOf(editor, long);
    const pictures: number[] = [];
    const heads: number[] = [];
    for (let round = 0; round < 4; round++) {
      // The command ends when the trace has been posted.
      const { id, tokens } = await shownTrace();
      assert.equal(tokens.ids.length, 512);
      const posted = performance.now();
      await until(() => inPanel()?.trace === id, "the page shows the trace");
      const painted = inPanel()!;
      pictures.push(Math.max(0, painted.at - posted));
      const place = { group: painted.group, layer: 3, head: (painted.head + 1) % 8 };
      const asked = performance.now();
      await vscode.commands.executeCommand("attentionInspector.openInPanel", 1, place);
      await until(() => inPanel()?.head === place.head && inPanel()?.layer === 3, "the page shows the head");
      heads.push(inPanel()!.at - asked);
    }
    const told = (times: readonly number[]) => times.map((time) => time.toFixed(0)).join(", ");
    // The first also opens the page.
    console.log(`      postMessage to first picture: ${told(pictures)} ms; to another head: ${told(heads)} ms`);
  });
});
