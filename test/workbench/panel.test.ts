import assert from "node:assert/strict";
import { useRoom } from "../host/useRoom.js";
import { assertShows, lightnessOfCells } from "./cellColours.js";
import { withTraceOf } from "./independentTrace.js";

const sentence = "She drinks coffee because it wakes her, and he drinks tea because it does not.";
const passage = { file: "prose.md", from: "She drinks", to: "does not." };
/** Where the passage begins. */
const line = 4;
const whole = { left: 0, top: 0, width: 1, height: 1 };

describe("the panel", () => {
  const room = useRoom();

  before(async () => {
    const { workbench, bridge } = room();
    await bridge.openPassage(passage);
    await workbench.runCommand("Attention: Show Attention");
    await workbench.panel.painted();
  });

  it("opens beside the editor with every head, painted as the encoder attends", async () => {
    const { workbench } = room();
    const report = await workbench.panel.painted();
    assert.equal(report.provider, "cpu");
    const frame = await workbench.panel.frame();
    await withTraceOf(sentence, async ({ trace, head }) => {
      const n = trace.tokens.ids.length;
      const { layers, heads } = trace.encoder;
      assert.deepEqual([report.tokens, report.layers, report.heads], [n, layers, heads]);
      const shown = await lightnessOfCells(frame, { canvas: "canvas.cells", ...whole }, n);
      assertShows(shown, await head(report.layer, report.head));
    });
    await workbench.screenshot("panel");
  });

  it("paints another head when its thumbnail is clicked, and the thumbnail itself", async () => {
    const { workbench } = room();
    const frame = await workbench.panel.frame();
    await frame
      .locator('.heads-grid [role="gridcell"]')
      .nth(2 * 8 + 4)
      .click();
    const {
      layer,
      head: index,
      tokens,
    } = await workbench.panel.painted((report) => report.layer === 2 && report.head === 4);
    assert.deepEqual([layer, index], [2, 4]);
    await withTraceOf(sentence, async ({ head, trace: { encoder } }) => {
      const attention = await head(2, 4);
      assertShows(await lightnessOfCells(frame, { canvas: "canvas.cells", ...whole }, tokens), attention);
      // Beside the map thumbnails may have fewer pixels than tokens.
      await frame.locator("#tab-model").click();
      await frame.locator("#tab-model[aria-selected=true]").waitFor();
      await workbench.page.waitForTimeout(500);
      const tile = await frame.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>("canvas.thumbnails")!.getBoundingClientRect();
        const cell = document.querySelectorAll('.heads-grid [role="gridcell"]')[2 * 8 + 4]!.getBoundingClientRect();
        return {
          left: (cell.left - canvas.left) / canvas.width,
          top: (cell.top - canvas.top) / canvas.height,
          width: cell.width / canvas.width,
          height: cell.height / canvas.height,
        };
      });
      assert.equal(encoder.heads, 8);
      assertShows(await lightnessOfCells(frame, { canvas: "canvas.thumbnails", ...tile }, tokens), attention);
      await frame.locator("#tab-matrix").click();
      await frame.locator("canvas.cells").waitFor();
    });
  });

  it("selects a token's text in the editor when its label is clicked", async () => {
    const { workbench, bridge } = room();
    const frame = await workbench.panel.frame();
    await withTraceOf(sentence, async ({ trace: { tokens } }) => {
      const token = tokens.texts.findIndex((text) => text === " because");
      assert.notEqual(token, -1);
      await frame.locator(`.axis.rows .label[data-index="${token}"]`).first().click({ force: true });
      const expected = [tokens.starts[token], tokens.ends[token]].map((character) => ({ line, character }));
      await workbench.page.waitForTimeout(500);
      const [selection] = await bridge.selections("prose.md");
      assert.deepEqual([selection!.start, selection!.end], expected);
    });
  });

  it("marks the tokens that the editor's selection touches", async () => {
    const { workbench, bridge } = room();
    const frame = await workbench.panel.frame();
    const start = sentence.indexOf("coffee");
    await bridge.select([{ start: { line, character: start }, end: { line, character: start + 6 } }], "prose.md");
    const marked = async () => {
      const labels = await frame.locator(".axis.rows .label.selected").allInnerTexts();
      return labels.join("").replaceAll("·", "").trim();
    };
    for (const deadline = Date.now() + 5000; (await marked()) !== "coffee" && Date.now() < deadline;) {
      await workbench.page.waitForTimeout(50);
    }
    assert.equal(await marked(), "coffee");
  });

  it("comes back after a reload with the head that was in view", async () => {
    const { workbench } = room();
    // In a browser, VS Code writes what it keeps every few seconds, and has no time to as it is closed.
    await workbench.page.waitForTimeout(8000);
    await workbench.reload();
    const report = await workbench.panel.painted();
    assert.deepEqual([report.layer, report.head], [2, 4]);
    await workbench.screenshot("panel-reloaded");
  });

  it("comes back after it was hidden behind another tab", async () => {
    const { workbench, bridge } = room();
    const before = await workbench.panel.painted();
    await bridge.command("attentionInspector.openInPanel");
    await workbench.page.locator(".tab", { hasText: "Attention: prose.md" }).click();
    await bridge.command("workbench.action.files.newUntitledFile");
    await workbench.page.locator(".tab", { hasText: "Untitled-1" }).waitFor();
    await workbench.page.waitForTimeout(500);
    await workbench.page.locator(".tab", { hasText: "Attention: prose.md" }).click();
    const after = await workbench.panel.painted();
    assert.deepEqual([after.trace, after.layer, after.head], [before.trace, before.layer, before.head]);
  });
});
