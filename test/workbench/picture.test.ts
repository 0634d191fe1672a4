import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../host/repository.js";
import { samples } from "../host/samples.js";
import { useRoom } from "../host/useRoom.js";
import { withTraceOf } from "./independentTrace.js";

interface Evaluation {
  readonly chosenHeads: { readonly bracketTop1: { readonly layer: number; readonly head: number } };
}

const evaluation = JSON.parse(readFileSync(join(repository, "media/encoder/evaluation.json"), "utf8")) as Evaluation;

/** The head that media/encoder/evaluation.json names for brackets, counted from 0. */
const { layer, head } = evaluation.chosenHeads.bracketTop1;

describe("the README's picture", () => {
  const room = useRoom();

  it("shows a head that looks from a closing bracket to its opening one", async () => {
    const { workbench, bridge } = room();
    await bridge.openPassage(samples.python);
    const [selection] = await bridge.selections();
    const text = await bridge.text(selection);
    await workbench.runCommand("Attention: Show Attention");
    await workbench.panel.painted();
    const frame = await workbench.panel.frame();
    await frame
      .locator('.heads-grid [role="gridcell"]')
      .nth(layer * 8 + head)
      .click();
    const { tokens } = await workbench.panel.painted((report) => report.layer === layer && report.head === head);
    await withTraceOf(text, async ({ trace, row }) => {
      // The end of the parameters, which began in the line's first half.
      const query = trace.tokens.texts.indexOf(")");
      const weights = await row(layer, head, query);
      const key = weights.indexOf(Math.max(...weights));
      assert.equal(key, trace.tokens.texts.indexOf("("), "the head looks elsewhere: choose another for the picture");
      const { width, height } = (await frame.locator("canvas.cells").boundingBox())!;
      const position = { x: ((key + 0.5) * width) / tokens, y: ((query + 0.5) * height) / tokens };
      await frame.locator("canvas.cells").click({ position, force: true });
      await frame.locator(`.sentence[data-query="${query}"] data.weight`).waitFor();
    });
    await workbench.screenshot("readme");
  });
});
