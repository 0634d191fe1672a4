import assert from "node:assert/strict";
import { headAttention } from "../../src/attention/heads.js";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import type { Preferences } from "../../src/protocol/look.js";
import { formatWeight } from "../../webview/labels.js";
import { assertNothingWrong } from "./axe.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { attentionRamp } from "./expectedColours.js";
import { expectedBytes, expectedMap, tokenUnits } from "./expectedMap.js";
import type { OpenOptions } from "./openPage.js";
import type { TraceShape } from "./page/syntheticTrace.js";
import { PaintedText } from "./paintedText.js";
import { groundOf, readScreen, type Box } from "./screenPixels.js";
import type { ThemeKind } from "./themes.js";
import { crossShape, keysByWeight, proseShape, traceOf, weightOf } from "./traces.js";

const view = { group: "encoder", layer: 1, head: 3 } as const;
const themes: readonly ThemeKind[] = ["dark", "light", "hcDark", "hcLight"];

describe("The text", () => {
  const browser = new BrowserOfTests();
  const shape = proseShape(14);
  const trace = traceOf(shape);
  const heads = [{ layer: view.layer, head: view.head }];
  const map = expectedMap(trace, heads, "mean", { units: tokenUnits(14) });
  const column = (of: readonly (readonly number[])[], key: number) => of.map((row) => row[key]!);

  async function openText(
    of: TraceShape = shape,
    { preferences = {}, ...options }: OpenOptions & { preferences?: Partial<Preferences> } = {},
  ): Promise<PaintedText> {
    const page = await browser.open(options);
    await page.send("preferences", { ...defaultPreferences, open: "text", ...preferences });
    await page.show(of, { view });
    return new PaintedText(page);
  }

  for (const theme of themes) {
    it(`is painted by what the pinned token attends to (${theme})`, async () => {
      const text = await openText(shape, { theme });
      const boxes = await text.tokens(shape);
      await text.click(boxes[5]!);
      await text.leave();
      assert.equal(await text.page.exactNumber(), Math.max(...map[5]!.map(Math.fround)));
      await text.assertPainted(boxes, expectedBytes([map[5]!])[0]!, theme);
    });
  }

  it("says the exact weight of the token pointed at, and previews one where none is pinned", async () => {
    const text = await openText();
    const boxes = await text.tokens(shape);
    await text.point(boxes[8]!);
    const [strongest] = keysByWeight(trace, 1, 3, 8);
    assert.equal(await text.page.exactNumber(), weightOf(trace, 1, 3, 8, strongest!));
    await text.assertPainted(boxes, expectedBytes([map[8]!])[0]!);
    await text.leave();
    assert.match(await text.page.sentence(), /^Point at a token/);
    await text.click(boxes[2]!);
    for (const key of [0, 4, 13]) {
      await text.point(boxes[key]!);
      assert.equal(await text.page.exactNumber(), weightOf(trace, 1, 3, 2, key));
      const name = (token: number) => trace.tokens.texts[token]!.replaceAll(" ", "·");
      assert.equal(
        await text.page.sentence(),
        `${name(2)} attends to ${name(key)} with ${formatWeight(weightOf(trace, 1, 3, 2, key))}, layer 2 head 4`,
      );
    }
    await text.assertPainted(boxes, expectedBytes([map[2]!])[0]!);
  });

  it("turns round: what attends to the tokens that are pinned", async () => {
    const text = await openText();
    const boxes = await text.tokens(shape);
    await text.click(boxes[6]!);
    await text.page.page.getByRole("radio", { name: "attended by" }).click();
    await text.leave();
    const weights = column(map, 6);
    await text.assertPainted(boxes, expectedBytes([weights])[0]!);
    assert.equal(await text.page.exactNumber(), Math.fround(Math.max(...weights)));
    assert.match(await text.page.sentence(), /is attended to most by/);
    await text.point(boxes[3]!);
    assert.equal(await text.page.exactNumber(), weightOf(trace, 1, 3, 3, 6));
    assert.match(await text.page.sentence(), /^·sat attends to /);
  });

  it("adds up several pinned tokens, or averages them", async () => {
    const text = await openText();
    const boxes = await text.tokens(shape);
    await text.click(boxes[2]!);
    await text.click(boxes[9]!, ["Control"]);
    await text.point(boxes[4]!);
    const [one, other] = [weightOf(trace, 1, 3, 2, 4), weightOf(trace, 1, 3, 9, 4)];
    assert.equal(await text.page.exactNumber(), Math.fround((one + other) / 2));
    assert.match(await text.page.sentence(), /^The 2 pinned attend to ·on #4|^The 2 pinned attend to ·on with/);
    await text.page.page.getByRole("radio", { name: "Sum" }).click();
    await text.point(boxes[4]!);
    assert.equal(await text.page.exactNumber(), Math.fround(one + other));
    await text.leave();
    const sums = map[2]!.map((weight, key) => weight + map[9]![key]!);
    await text.assertPainted(boxes, expectedBytes([sums])[0]!);
    // Ctrl and a click let go of one, a click of the last.
    await text.click(boxes[2]!, ["Control"]);
    await text.leave();
    await text.assertPainted(boxes, expectedBytes([map[9]!])[0]!);
    await text.click(boxes[9]!);
    await text.leave();
    assert.match(await text.page.sentence(), /^Point at a token/);
  });

  for (const scale of ["linear", "logarithmic"] as const) {
    it(`is painted on the recipe's scale (${scale})`, async () => {
      const recipe = { ...defaultPreferences.recipe, scale };
      const text = await openText(shape, { preferences: { recipe } });
      const boxes = await text.tokens(shape);
      await text.click(boxes[7]!);
      await text.leave();
      await text.assertPainted(boxes, expectedBytes([map[7]!], scale)[0]!);
    });
  }

  it("follows the recipe: words, without special tokens, the largest of several heads", async () => {
    const words = [" The", " ca", "t", " sat", " o", "n", " it", "."];
    const merged: TraceShape = { ...shape, words };
    const recipe = { ...defaultPreferences.recipe, merge: "words", dropSpecial: true } as const;
    const set = [...heads, { layer: 2, head: 5 }];
    const source = { uri: "file:///coffee.txt", title: "coffee.txt", ranges: [], fingerprint: "0".repeat(64) };
    const text = await openText(merged, {
      preferences: { recipe, combine: "max" },
      state: { source, view, set, pins: [] },
    });
    const tokens = await text.tokens(merged);
    const units = [[1], [2, 3], [4], [5, 6], [7], [8]];
    const ofWords = expectedMap(traceOf(merged), set, "max", { units, renormalise: true });
    await text.click(tokens[3]!);
    await text.leave();
    const boxes = units.map(([first]) => tokens[first!]!);
    await text.assertPainted(boxes, expectedBytes([ofWords[1]!])[0]!);
    const ground = attentionRamp("dark")[0]!;
    const screen = await readScreen(text.page);
    assert.equal(groundOf(screen, tokens[0]!), ground, "a token that is left out is not painted");
    await text.point(tokens[6]!);
    assert.ok(Math.abs((await text.page.exactNumber()) - ofWords[1]![3]!) < 1e-6);
    assert.match(await text.page.sentence(), /^·cat attends to ·on with /);
  });

  it("shows source and target of cross-attention, and the one that is pinned in paints the other", async () => {
    const cross = crossShape(20, 8);
    const text = await openText(cross);
    await text.page.page.getByRole("radio", { name: /Cross/ }).click();
    await text.page.painted();
    const { texts, attention } = {
      texts: traceOf(cross),
      attention: headAttention(traceOf(cross), { ...view, group: "cross" }),
    };
    assert.equal(texts.targetTokens!.ids.length, 8);
    const weight = (query: number, key: number) => attention[query * 20 + key]!;
    const target = new PaintedText(text.page, 1);
    const [sourceBoxes, targetBoxes] = [await text.tokens(cross), await target.tokens(cross, true)];
    assert.equal(targetBoxes.length, 8);
    await text.click(targetBoxes[3]!);
    await text.leave();
    const row = Array.from({ length: 20 }, (_, key) => weight(3, key));
    await text.assertPainted(sourceBoxes, expectedBytes([row])[0]!);
    assert.equal(await text.page.exactNumber(), Math.max(...row));
    await text.click(sourceBoxes[5]!);
    await text.leave();
    const ofKey = Array.from({ length: 8 }, (_, query) => weight(query, 5));
    await text.assertPainted(targetBoxes, expectedBytes([ofKey])[0]!);
    assert.equal(await text.page.exactNumber(), Math.max(...ofKey));
  });

  it("strikes through weights that are no numbers, and says how many", async () => {
    const broken = [{ ...view, query: 5, key: 3, weight: NaN }];
    const text = await openText({ ...shape, broken });
    const boxes = await text.tokens(shape);
    await text.click(boxes[5]!);
    await text.point(boxes[3]!);
    assert.match(await text.page.sentence(), /with n\/a \(NaN\)/);
    assert.match(await text.page.page.locator(".text-foot").innerText(), /1 token: NaN/);
    const bytes = expectedBytes([map[5]!.map((weight, key) => (key === 3 ? 0 : weight))])[0]!;
    await text.leave();
    await text.assertPainted(boxes, bytes);
  });

  it("holds Hangul, emoji, tabs, every line break and parts of one character, each to be pointed at", async () => {
    const words = ["안녕", "하세요", " 👩‍👩‍👧‍👦", "", "\t", "한", "한", "한", "\r\n", "\u202E", "é", " 끝"];
    const hard: TraceShape = { ...shape, words, continued: [7, 8] };
    const text = await openText(hard);
    const shown = (await text.pieces())[1]!;
    // The source's text goes on behind the tokens that share one character's range.
    assert.ok(shown.startsWith("안녕하세요 👩‍👩‍👧‍👦∅\t한₂₃"), shown);
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
      [[1, 19, 20], "한₁"],
      [[1, 20, 21], "한₂"],
      [[1, 21, 22], "한₃"],
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
