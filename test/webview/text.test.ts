import assert from "node:assert/strict";
import { headAttention } from "../../src/attention/heads.js";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import { formatWeight } from "../../webview/labels.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { attentionRamp } from "./expectedColours.js";
import { expectedBytes, expectedMap, tokenUnits } from "./expectedMap.js";
import type { TraceShape } from "./page/syntheticTrace.js";
import { PaintedText, view, type TextOptions } from "./paintedText.js";
import { groundOf, readScreen } from "./screenPixels.js";
import type { ThemeKind } from "./themes.js";
import { crossShape, keysByWeight, proseShape, traceOf, weightOf } from "./traces.js";

const themes: readonly ThemeKind[] = ["dark", "light", "hcDark", "hcLight"];

describe("The text", () => {
  const browser = new BrowserOfTests();
  const shape = proseShape(14);
  const trace = traceOf(shape);
  const heads = [{ layer: view.layer, head: view.head }];
  const map = expectedMap(trace, heads, "mean", { units: tokenUnits(14) });
  const column = (of: readonly (readonly number[])[], key: number) => of.map((row) => row[key]!);

  const openText = (of: TraceShape = shape, options: TextOptions = {}) => PaintedText.open(browser, of, options);

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
    const struck = await text.page.page.evaluate(() =>
      Array.from(CSS.highlights.get("attention-unreadable")!, ({ startContainer, startOffset, endOffset }) =>
        startContainer.textContent!.slice(startOffset, endOffset),
      ),
    );
    assert.deepEqual(struck, [trace.tokens.texts[3]]);
    const bytes = expectedBytes([map[5]!.map((weight, key) => (key === 3 ? 0 : weight))])[0]!;
    await text.leave();
    await text.assertPainted(boxes, bytes);
  });
});
