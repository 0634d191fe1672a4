import assert from "node:assert/strict";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import type { RectangleMark } from "../../src/export/figure.js";
import type { ExportRequest } from "../../src/protocol/exportProtocol.js";
import { hexOf } from "../../webview/views/text/stepColours.js";
import { askedExport } from "./exportedNumbers.js";
import { assertNothingWrong } from "./axe.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { attentionRamp } from "./expectedColours.js";
import { expectedBytes, expectedMap, tokenUnits } from "./expectedMap.js";
import type { TraceShape } from "./page/syntheticTrace.js";
import { PaintedText, view, type TextOptions } from "./paintedText.js";
import type { Box } from "./screenPixels.js";
import type { ThemeKind } from "./themes.js";
import { proseShape, traceOf, weightOf } from "./traces.js";

const themes: readonly ThemeKind[] = ["dark", "light", "hcDark", "hcLight"];

describe("The text in use", () => {
  const browser = new BrowserOfTests();
  const shape = proseShape(14);
  const trace = traceOf(shape);
  const openText = (of: TraceShape = shape, options: TextOptions = {}) => PaintedText.open(browser, of, options);

  it("holds Hangul, emoji, tabs, every line break and parts of one character, each to be pointed at", async () => {
    const words = ["안녕", "하세요", " 👩‍👩‍👧‍👦", "", "\t", "한", "한", "한", "\r\n", "\u202E", "é", " 끝"];
    const hard: TraceShape = { ...shape, words, continued: [7, 8] };
    const text = await openText(hard);
    const shown = (await text.pieces())[1]!;
    // The source's text goes on behind the tokens that share one character's range.
    assert.ok(shown.startsWith("안녕하세요 👩‍👩‍👧‍👦∅⇥\t한₂₃"), shown);
    const names: string[] = [];
    await text.page.page.locator(".text-scroller").focus();
    for (let token = 0; token < 14; token++) {
      await text.page.page.keyboard.press("ArrowRight");
      await text.rest();
      names.push((await text.page.page.locator(".sentence .token").first().textContent())!);
    }
    assert.deepEqual(names.slice(0, 9), ["<s>", "안녕", "하세요", "·👩‍👩‍👧‍👦", "∅", "⇥", "한₁", "한₂", "한₃"]);
    for (const [part, name] of [
      [[1, 0, 2], "안녕"],
      [[1, 17, 18], "∅"],
      [[1, 18, 19], "⇥"],
      [[1, 20, 21], "한₁"],
      [[1, 21, 22], "한₂"],
      [[1, 22, 23], "한₃"],
    ] as const) {
      const [box] = await text.boxes([part]);
      await text.point(box!);
      assert.equal(await text.page.page.locator(".sentence .token").first().textContent(), name);
    }
    assert.equal(/[\u202A-\u202E]/.test(await text.page.page.locator(".text-content").innerText()), false);
  });

  it("is gone through, pinned in and let go of by keyboard", async () => {
    const text = await openText();
    const { keyboard } = text.page.page;
    const press = async (...keys: string[]) => {
      for (const key of keys) {
        await keyboard.press(key);
        await text.rest();
      }
    };
    const first = () => text.page.page.locator(".sentence .token").first().textContent();
    await text.page.page.locator(".text-scroller").focus();
    await press("ArrowRight", "ArrowRight", "ArrowRight");
    assert.equal(await first(), "·cat");
    await press("End");
    assert.equal(await first(), "</s>");
    await press("Home");
    assert.equal(await first(), "<s>");
    await press("ArrowRight", "ArrowRight", "Enter", "End");
    assert.equal(await text.page.exactNumber(), weightOf(trace, 1, 3, 2, 13));
    await press("Control+Enter", "ArrowLeft");
    const mean = (weightOf(trace, 1, 3, 2, 12) + weightOf(trace, 1, 3, 13, 12)) / 2;
    assert.equal(await text.page.exactNumber(), Math.fround(mean));
    const option = text.page.page.locator(".text-scroller [role=option]");
    const said = (await option.textContent())!;
    assert.ok(said.startsWith("The 2 pinned attend to ·of with "), said);
    assert.deepEqual(
      [await option.getAttribute("aria-posinset"), await option.getAttribute("aria-setsize")],
      ["13", "14"],
    );
    await press("Escape");
    assert.match(await text.page.sentence(), /^Point at a token/);
    await press("}", "]");
    await text.page.painted((report) => report.layer === 2 && report.head === 4);
  });

  it("goes to the nearest token of the next line", async () => {
    const long = proseShape(60);
    const text = await openText(long, { width: 640 });
    const boxes = await text.tokens(long);
    await text.page.page.locator(".text-scroller").focus();
    const below = boxes.findIndex((box) => box.y > boxes[3]!.y + 10);
    const middle = boxes[3]!.x + boxes[3]!.width / 2;
    const distance = ({ x, width }: Box) => Math.max(0, x - middle, middle - x - width);
    const line = boxes.filter((box) => Math.abs(box.y - boxes[below]!.y) < 5);
    const nearest = line.reduce((best, box) => (distance(box) < distance(best) ? box : best));
    const keys = ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown"];
    for (const key of keys) await text.page.page.keyboard.press(key);
    await text.rest();
    const frame = (await text.page.page.locator(".token-frame.cursor").boundingBox())!;
    assert.ok(Math.abs(frame.x - nearest.x) < 1 && Math.abs(frame.y - nearest.y) < 1, JSON.stringify([frame, nearest]));
  });

  it("shows a token in the editor at a double click, which pins it as well", async () => {
    const text = await openText();
    const [, , box] = await text.tokens(shape);
    await text.page.page.mouse.dblclick(box!.x + 4, box!.y + 6);
    await text.rest();
    assert.deepEqual(await text.page.emitted("revealToken"), [{ token: 2, side: "source" }]);
    assert.equal(await text.page.page.locator(".pinned-list .pin").count(), 1);
  });

  it("is a figure as it is laid out: each token's ground and letters where they are on screen", async () => {
    const text = await openText(shape, { theme: "light" });
    const boxes = await text.tokens(shape);
    await text.click(boxes[5]!);
    await text.leave();
    await text.page.page.getByRole("button", { name: "Export" }).click();
    await text.page.page.getByRole("menuitem", { name: "SVG" }).click();
    await text.rest();
    const calls = await text.page.page.evaluate(() => window.attentionInspectorHost.calls);
    const { figure, table } = calls.find(({ method }) => method === "exportView")!.request as ExportRequest;
    const corner = (await text.page.page.locator(".text-content").boundingBox())!;
    const ramp = attentionRamp("light");
    const map = expectedMap(trace, [view], "mean", { units: tokenUnits(14) });
    const bytes = expectedBytes([map[5]!])[0]!;
    const letters = figure!.marks.filter((mark) => mark.kind === "text");
    const above = letters.filter(({ family }) => family === "label");
    assert.equal(above[0]!.text, figure!.title);
    assert.match(figure!.title, /^Text painted by attention, layer \d+ head \d+$/);
    assert.ok(above.length >= 2);
    const grounds = figure!.marks.filter((mark) => mark.kind === "rectangle" && mark.fill !== null);
    assert.equal(grounds.length, 14);
    // The text begins below its title.
    const down = (grounds[0] as RectangleMark).y + corner.y - boxes[0]!.y;
    assert.ok(down > above.at(-1)!.y);
    for (const [token, mark] of grounds.entries()) {
      assert.ok(mark.kind === "rectangle");
      const { x, y } = { x: boxes[token]!.x, y: boxes[token]!.y + down };
      assert.ok(Math.abs(mark.x + corner.x - x) < 0.01 && Math.abs(mark.y + corner.y - y) < 0.01, `token ${token}`);
      const colours = bytes[token]!.map((byte) => hexOf(ramp[Math.round((Math.round((byte * 31) / 255) * 255) / 31)]!));
      assert.ok(colours.includes(mark.fill!), `token ${token}: ${mark.fill}`);
    }
    const tokens = letters.filter(({ family }) => family === "token").map((mark) => mark.text);
    assert.deepEqual(tokens, ["<s>", ...shape.words.map((word) => word.replace("\n", "⏎")), "</s>"]);
    assert.equal(figure!.marks.filter((mark) => mark.kind === "rectangle" && mark.stroke !== undefined).length, 1);
    assert.deepEqual(table, { kind: "row", units: [5], combine: "mean", list: null });
  });

  it("says in a figure that nothing is pinned, where nothing is", async () => {
    const text = await openText();
    await text.leave();
    const { figure } = await askedExport(text.page, "SVG");
    const above = figure!.marks.filter((mark) => mark.kind === "text" && mark.family === "label");
    assert.deepEqual(
      above.map((mark) => mark.kind === "text" && mark.text),
      [figure!.title, "No token is pinned, so none is painted."],
    );
  });

  it("is painted wherever it is scrolled to", async () => {
    const long = proseShape(700, 1, 2, 4);
    const text = await openText(long, { height: 600 });
    const [row] = expectedMap(traceOf(long), [view], "mean", { units: tokenUnits(700) }).slice(5);
    const bytes = expectedBytes([row!])[0]!;
    await text.click((await text.tokens(long))[5]!);
    await text.leave();
    const scroller = text.page.page.locator(".text-scroller");
    const room = (await scroller.boundingBox())!;
    for (const share of [1, 0.5]) {
      await scroller.evaluate((element, to) => (element.scrollTop = to * element.scrollHeight), share);
      await text.rest();
      const boxes = await text.tokens(long);
      const seen = boxes.flatMap((box, token) =>
        box.y > room.y + 4 && box.y + box.height < room.y + room.height - 4 ? [token] : [],
      );
      assert.ok(seen.length > 50 && seen[0]! > 150, `${seen.length} tokens from ${seen[0]}`);
      await text.assertPainted(
        seen.map((token) => boxes[token]!),
        seen.map((token) => bytes[token]!),
      );
    }
  });

  it("brings into sight what was pinned elsewhere", async () => {
    const text = await openText(proseShape(700, 1, 2, 4), { height: 600 });
    const room = (await text.page.page.locator(".text-scroller").boundingBox())!;
    for (const token of [600, 3]) {
      await text.page.send("goToToken", { token, view: null });
      await text.page.settle();
      const frame = (await text.page.page.locator(".token-frame.pinned").first().boundingBox())!;
      assert.ok(frame.y >= room.y - 1 && frame.y + frame.height <= room.y + room.height + 1, `token ${token}`);
    }
  });

  it("is a handful of nodes at 2,048 tokens", async () => {
    const long = proseShape(2048, 1, 1, 2);
    const page = await browser.open();
    await page.send("preferences", { ...defaultPreferences, open: "text" });
    await page.show(long, { view: { ...view, layer: 0, head: 1 } });
    const text = new PaintedText(page);
    const boxes = await text.tokens(long);
    await text.click(boxes[5]!);
    const nodes = await page.page.evaluate(() => {
      const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      let count = 1;
      while (walker.nextNode()) count++;
      return count;
    });
    assert.ok(nodes <= 1500, `${nodes} nodes`);
    assert.ok((await page.page.locator(".text-view *").count()) < 80);
  });

  for (const theme of themes) {
    it(`gives axe nothing to object to (${theme})`, async () => {
      const text = await openText(shape, { theme });
      const boxes = await text.tokens(shape);
      await assertNothingWrong(text.page, [".view-pane"]);
      await text.click(boxes[4]!);
      await text.click(boxes[5]!, ["Control"]);
      await text.point(boxes[7]!);
      await assertNothingWrong(text.page, [".view-pane"]);
    });
  }
});
