import assert from "node:assert/strict";
import { useRoom } from "../host/useRoom.js";

describe("the commands", () => {
  const room = useRoom();

  it("are there in the palette when they can run", async () => {
    const { workbench, bridge } = room();
    await bridge.openPassage({ file: "prose.md", from: "She drinks", to: "does not." });
    assert.equal(await workbench.offersCommand("Attention: Show Attention"), true);
    assert.equal(await workbench.offersCommand("Attention: Show Log"), true);
    assert.equal(await workbench.offersCommand("Attention: Clear Attention"), false);
  });

  it("show attention from the keyboard", async () => {
    const { workbench } = room();
    await workbench.editor.click({ line: 4, character: 3 });
    await workbench.page.keyboard.press("Control+K");
    await workbench.page.keyboard.press("Alt+A");
    await workbench.panel.painted();
    const frame = await workbench.panel.frame();
    await frame.getByText("Nothing was selected, so this is the paragraph at the cursor.").waitFor();
  });

  it("clear the attention, and the panel says how to show it again", async () => {
    const { workbench } = room();
    await workbench.runCommand("Attention: Clear Attention");
    const frame = await workbench.panel.frame();
    await frame.getByText("See what a transformer attends to").waitFor();
    await workbench.screenshot("cleared");
    assert.equal(await workbench.offersCommand("Attention: Clear Attention"), false);
  });

  it("show the attention of the last editor from the panel's button", async () => {
    const { workbench } = room();
    const frame = await workbench.panel.frame();
    await frame.locator("attention-button", { hasText: "Show Attention" }).click();
    await workbench.panel.painted();
  });
});
