import assert from "node:assert/strict";
import { assertNothingWrong } from "./axe.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { expectedBytes, expectedMap, tokenUnits } from "./expectedMap.js";
import { PaintedText, view } from "./paintedText.js";
import { crossShape, proseShape, traceOf } from "./traces.js";

describe("The text's marks", () => {
  const browser = new BrowserOfTests();
  const shape = proseShape(14);
  const trace = traceOf(shape);
  const source = { uri: "file:///coffee.txt", title: "coffee.txt", ranges: [], fingerprint: "0".repeat(64) };
  const edit = (text: PaintedText, ...tokens: number[]) =>
    text.page.send("sourceMoved", { source, edited: { source: tokens, target: [], produced: [] } });
  const select = (text: PaintedText, ...tokens: number[]) =>
    text.page.send("editorSelection", { source: tokens, target: [], produced: [] });
  const textsOf = (...tokens: number[]) => tokens.map((token) => trace.tokens.texts[token]!);

  /** The parts of the text that have a mark, and the line that is its sign. */
  const marked = (text: PaintedText, name: string) =>
    text.page.page.evaluate((mark) => {
      const ranges = CSS.highlights.get(mark);
      const style = getComputedStyle(document.querySelector(".text-piece")!, `::highlight(${mark})`);
      return {
        texts: Array.from(ranges ?? [], ({ startContainer, startOffset, endOffset }) =>
          startContainer.textContent!.slice(startOffset, endOffset),
        ),
        sign: `${style.textDecorationLine} ${style.textDecorationStyle}`,
      };
    }, name);
  const notes = (text: PaintedText) => text.page.page.locator(".mark-note").allTextContents();

  it("are a wavy line under what was edited, and a line over what is selected in the editor", async () => {
    const text = await PaintedText.open(browser, shape, {});
    assert.deepEqual(await notes(text), []);
    await edit(text, 4, 7);
    await select(text, 9, 10, 11);
    assert.deepEqual(await marked(text, "attention-edited"), { texts: textsOf(4, 7), sign: "underline wavy" });
    const run = textsOf(9, 10, 11).join("");
    assert.deepEqual(await marked(text, "attention-selected"), { texts: [run], sign: "overline solid" });
    // Each is told from the others, and from what is no number or pinned, by its line.
    assert.equal((await marked(text, "attention-unreadable")).sign, "line-through solid");
    assert.equal((await marked(text, "attention-pinned")).sign, "underline solid");
    assert.deepEqual(await notes(text), [
      "Wavy underline: edited since the run.",
      "Line above: selected in the editor.",
    ]);
    await edit(text);
    await select(text);
    assert.deepEqual((await marked(text, "attention-edited")).texts, []);
    assert.deepEqual((await marked(text, "attention-selected")).texts, []);
    assert.deepEqual(await notes(text), []);
    // A selection of everything points at nothing.
    await select(text, ...Array.from({ length: 12 }, (_, index) => index + 1));
    assert.deepEqual((await marked(text, "attention-selected")).texts, []);
  });

  it("leave the colours to the weights, and are said of the token in hand", async () => {
    const text = await PaintedText.open(browser, shape, {});
    await edit(text, 4);
    await select(text, 4, 9);
    const boxes = await text.tokens(shape);
    await text.click(boxes[5]!);
    await text.leave();
    const map = expectedMap(trace, [view], "mean", { units: tokenUnits(14) });
    await text.assertPainted(boxes, expectedBytes([map[5]!])[0]!);
    const list = text.page.page.locator(".text-scroller");
    const option = list.locator("[role=option]");
    for (const [token, said] of [
      [4, "Edited since the run"],
      [9, "Selected in the editor"],
      [8, null],
    ] as const) {
      await text.point(boxes[token]!);
      assert.equal(await option.getAttribute("aria-description"), said);
      assert.equal((await list.getAttribute("title")) ?? "", said ?? "");
    }
    await text.point(boxes[9]!);
    await assertNothingWrong(text.page, [".text-view"]);
  });

  it("are of the units that tokens are merged into, and go where those go", async () => {
    const text = await PaintedText.open(browser, shape, {});
    await edit(text, 4);
    await text.page.page.keyboard.press("f");
    await text.page.page.getByRole("radio", { name: "Lines" }).click();
    await text.page.page.keyboard.press("Escape");
    await text.page.painted();
    await text.rest();
    const { texts } = await marked(text, "attention-edited");
    assert.equal(texts.length, 1);
    assert.ok(texts[0]!.includes(textsOf(3, 4, 5).join("")), texts[0]);
  });

  it("are on their own side of cross-attention", async () => {
    const cross = crossShape(10, 8);
    const text = await PaintedText.open(browser, cross, {});
    await text.page.page.getByRole("radio", { name: /Cross/ }).click();
    await text.page.painted();
    await text.page.send("sourceMoved", { source, edited: { source: [3], target: [], produced: [] } });
    await text.page.send("editorSelection", { source: [], target: [], produced: [2] });
    const { tokens, producedTokens } = traceOf(cross);
    assert.deepEqual((await marked(text, "attention-edited")).texts, [tokens.texts[3]]);
    assert.deepEqual((await marked(text, "attention-selected")).texts, [producedTokens!.texts[2]]);
  });
});
