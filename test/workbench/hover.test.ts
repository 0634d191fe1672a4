import assert from "node:assert/strict";
import { useRoom } from "../host/useRoom.js";
import { withTraceOf } from "./independentTrace.js";

const sentence = "She drinks coffee because it wakes her, and he drinks tea because it does not.";
const line = 4;

describe("a hover", () => {
  const room = useRoom();

  before(async () => {
    const { workbench, bridge } = room();
    await bridge.openPassage({ file: "prose.md", from: "She drinks", to: "does not." });
    await workbench.runCommand("Attention: Show Attention");
    await workbench.panel.painted();
  });

  const character = sentence.indexOf("because") + 2;

  it("tells a person the five most attended tokens of the head in view, with special tokens in one line after them", async () => {
    const { workbench } = room();
    const shown = await workbench.editor.hover({ line, character });
    assert.ok(shown?.includes("attends to"), `the hover says: ${shown ?? "nothing"}`);
    await workbench.screenshot("hover");
    await withTraceOf(sentence, async ({ trace, row }) => {
      const token = trace.tokens.texts.indexOf(" because");
      const { layer, head } = await workbench.panel.painted();
      const weightsOfHead = Array.from(await row(layer, head, token));
      const isSpecial = (key: number) => trace.tokens.segments[key] === -1;
      const five = weightsOfHead
        .filter((_, key) => !isSpecial(key))
        .sort((a, b) => b - a)
        .slice(0, 5);
      five.push(weightsOfHead.reduce((sum, weight, key) => (isSpecial(key) ? sum + weight : sum), 0));
      const weights = Array.from(shown!.matchAll(/\b0\.\d{3}\b/g), ([weight]) => weight);
      assert.deepEqual(
        weights,
        five.map((weight) => weight.toFixed(3)),
      );
    });
  });

  it("leads to the token in the panel", async () => {
    const { workbench } = room();
    await workbench.editor.hover({ line, character });
    await workbench.page.locator(".monaco-hover a", { hasText: "Open in panel" }).first().click();
    const frame = await workbench.panel.frame();
    const sentenceInPanel = frame.locator("p.sentence[data-query]");
    await sentenceInPanel.waitFor();
    assert.match(await sentenceInPanel.innerText(), /because.* attends most to .* with /);
  });

  it("is gone where the token was edited, and stays on the others", async () => {
    const { workbench } = room();
    await workbench.editor.dismissHover();
    await workbench.editor.click({ line, character });
    await workbench.page.keyboard.type("x");
    assert.equal(await workbench.editor.hover({ line, character }, 3), undefined);
    const other = await workbench.editor.hover({ line, character: sentence.lastIndexOf("does") + 2 + 1 });
    assert.ok(other?.includes("attends to"));
  });
});
