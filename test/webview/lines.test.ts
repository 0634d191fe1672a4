import assert from "node:assert/strict";
import { plainRecipe, type Recipe } from "../../src/attention/recipe.js";
import type { ExportRequest } from "../../src/protocol/exportProtocol.js";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import { hexOf } from "../../webview/views/text/stepColours.js";
import { hues } from "../../webview/views/lines/hues.js";
import { formatWeight } from "../../webview/labels.js";
import { assertNothingWrong } from "./axe.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { attentionRamp } from "./expectedColours.js";
import { expectedMap, tokenUnits, type ExpectedFilters } from "./expectedMap.js";
import { LinesPage } from "./linesPage.js";
import type { OpenOptions } from "./openPage.js";
import type { TraceShape } from "./page/syntheticTrace.js";
import { crossShape, keysByWeight, proseShape, traceOf, weightOf } from "./traces.js";

// A head whose every query attends to itself, and to nothing else as much as 0.02.
const sharp = { group: "encoder", layer: 3, head: 1 } as const;
// One whose weights are spread.
const soft = { group: "encoder", layer: 1, head: 4 } as const;
const { lines: plainLines } = defaultPreferences;

describe("Lines", () => {
  const browser = new BrowserOfTests();
  const shape = proseShape(14);
  const trace = traceOf(shape);

  async function open(of: TraceShape = shape, view: typeof sharp | typeof soft = sharp, options: OpenOptions = {}) {
    const lines = new LinesPage(await browser.open(options));
    await lines.set();
    await lines.page.show(of, { view });
    await lines.drawn();
    return lines;
  }

  for (const orientation of ["vertical", "horizontal"] as const) {
    it(`have a token's colour where it leads, and fade the others' (${orientation})`, async () => {
      const lines = await open();
      await lines.set({ lines: { ...plainLines, orientation } });
      const before = await lines.pixelOf(9, 9);
      assert.ok(before.alpha > 120, `${before.alpha} before`);
      assert.equal((await lines.pixelOf(9, 4)).alpha, (await lines.pixelOf(4, 9)).alpha);
      await lines.hover("queries", 5);
      const strong = await lines.pixelOf(5, 5);
      assert.deepEqual(strong, { colour: hexOf(attentionRamp("dark")[255]!), alpha: 255 });
      const faded = await lines.pixelOf(9, 9);
      assert.ok(faded.alpha > 0 && faded.alpha < 50, `${faded.alpha} faded`);
    });
  }

  it("are drawn at any number of device pixels per pixel", async () => {
    const lines = await open(shape, sharp, { browserOptions: { deviceScaleFactor: 2 } });
    await lines.hover("queries", 5);
    const [{ width, height, data }, { x, y }] = [await lines.pixels(), await lines.middle(5, 5)];
    const box = (await lines.page.page.locator(".lines-canvas").boundingBox())!;
    assert.deepEqual([width, height], [Math.round(2 * box.width), Math.round(2 * box.height)]);
    assert.equal(data[(Math.floor(2 * y) * width + Math.floor(2 * x)) * 4 + 3], 255);
  });

  const filters: readonly (readonly [string, Partial<Recipe>, Omit<ExpectedFilters, "units">])[] = [
    ["as computed", {}, {}],
    ["under a threshold", { threshold: 0.06 }, { threshold: 0.06 }],
    ["of the strongest keys", { topK: 3 }, { topK: 3 }],
    ["without special tokens", { dropSpecial: true }, { renormalise: true }],
  ];
  for (const [name, recipe, expected] of filters) {
    it(`are as many as the trace's weights make, ${name}`, async () => {
      const lines = await open(shape, soft);
      const map = expectedMap(trace, [soft], "mean", { units: tokenUnits(14, recipe.dropSpecial), ...expected });
      for (const [most, least] of [
        [5, 0.02],
        [1, 0],
        [32, 0],
        [8, 0.1],
      ] as const) {
        await lines.set({ recipe: { ...plainRecipe, ...recipe }, lines: { ...plainLines, most, least } });
        const strongest = map.flatMap((row) => [...row].sort((one, other) => other - one).slice(0, most));
        const all = strongest.filter((weight) => weight > 0);
        assert.deepEqual(await lines.count(), [all.filter((weight) => weight >= least).length, all.length]);
      }
    });
  }

  it("say the exact weights of a query's keys at their ends", async () => {
    const lines = await open(shape, soft);
    await lines.hover("queries", 6);
    const keys = keysByWeight(trace, soft.layer, soft.head, 6).slice(0, 5);
    const expected = keys.map((key) => [key, weightOf(trace, soft.layer, soft.head, 6, key)] as const);
    assert.deepEqual(await lines.weights("keys"), Object.fromEntries(expected.filter(([, weight]) => weight >= 0.02)));
    assert.deepEqual(await lines.weights("queries"), {});
    assert.equal(await lines.page.exactNumber(), expected[0]![1]);
    assert.match(await lines.page.sentence(), /^·mat attends most to .* layer 2 head 5$/);
  });

  it("say the exact weights that a key gets, and who attends to it most, be there a line or not", async () => {
    const lines = await open(shape, soft);
    const to = (key: number) => Array.from({ length: 14 }, (_, query) => weightOf(trace, 1, 4, query, key));
    await lines.hover("keys", 6);
    const expected = to(6)
      .map((weight, query) => [query, weight] as const)
      .filter(([query, weight]) => weight >= 0.02 && keysByWeight(trace, 1, 4, query).slice(0, 5).includes(6));
    assert.ok(expected.length > 0);
    assert.deepEqual(await lines.weights("queries"), Object.fromEntries(expected));
    await lines.set({ lines: { ...plainLines, least: 1 } });
    await lines.hover("keys", 3);
    assert.deepEqual(await lines.weights("queries"), {});
    assert.equal(await lines.page.exactNumber(), Math.max(...to(3)));
    assert.match(await lines.page.sentence(), /^·sat is attended to most by /);
  });

  it("say a line's weight when it is pointed at", async () => {
    const lines = await open();
    const { x, y } = await lines.middle(8, 8);
    const canvas = (await lines.page.page.locator(".lines-canvas").boundingBox())!;
    await lines.page.page.mouse.move(canvas.x + x, canvas.y + y + 1);
    await lines.drawn();
    assert.equal(await lines.page.exactNumber(), weightOf(trace, 3, 1, 8, 8));
    await lines.page.page.mouse.move(canvas.x + x, canvas.y + y + 9);
    await lines.drawn();
    assert.equal(await lines.page.page.locator(".lines .sentence data").count(), 0);
  });

  it("keep several tokens that are pinned, on either side", async () => {
    const lines = await open();
    await lines.label("queries", 2).click();
    await lines.label("keys", 9).click({ modifiers: ["Control"] });
    await lines.page.page.mouse.move(2, 2);
    await lines.drawn();
    for (const token of [2, 9]) assert.equal((await lines.pixelOf(token, token)).alpha, 255);
    assert.ok((await lines.pixelOf(5, 5)).alpha < 50);
    assert.deepEqual(Object.keys(await lines.weights("keys")), ["2"]);
    assert.deepEqual(Object.keys(await lines.weights("queries")), ["9"]);
    await lines.page.page.keyboard.press("Escape");
    await lines.drawn();
    assert.ok((await lines.pixelOf(5, 5)).alpha > 120);
  });

  it("run as text does where that is asked for, and lead from above to below", async () => {
    const lines = await open();
    await lines.page.page.getByRole("button", { name: "Rows" }).click();
    await lines.drawn();
    const boxes = await Promise.all(
      [0, 1, 2, 3].map(async (unit) => [
        (await lines.label("queries", unit).boundingBox())!,
        (await lines.label("keys", unit).boundingBox())!,
      ]),
    );
    const canvas = (await lines.page.page.locator(".lines-canvas").boundingBox())!;
    for (const [index, [query, key]] of boxes.entries()) {
      assert.ok(query!.y + query!.height <= canvas.y + 1 && key!.y >= canvas.y + canvas.height - 1);
      const before = boxes[index - 1]?.[0];
      if (before) assert.ok(query!.x >= before.x + before.width);
    }
    const told = (await lines.page.emitted("preferences")).at(-1) as typeof defaultPreferences;
    assert.equal(told.lines.orientation, "horizontal");
  });

  it("have a colour for each of several heads, which the legend switches and picks out", async () => {
    const lines = await open();
    // One step before, the token itself, one step after: none crosses another at its middle.
    await lines.showHeads(0, 6);
    assert.equal(await lines.page.page.locator(".legend-head[aria-pressed=true]").count(), 3);
    await lines.hover("queries", 4);
    for (const [head, key] of [
      [0, 3],
      [1, 4],
      [6, 5],
    ] as const)
      assert.deepEqual(await lines.pixelOf(4, key), { colour: hues.dark[head], alpha: 255 });
    assert.match(await lines.label("keys", 3).locator("data").innerText(), / H1$/);
    await lines.page.page.mouse.move(2, 2);
    await lines.head(6).hover();
    await lines.drawn();
    assert.equal((await lines.pixelOf(4, 5)).alpha, 255);
    assert.ok((await lines.pixelOf(4, 4)).alpha < 50);
    await lines.showHeads(0);
    await lines.hover("queries", 4);
    assert.deepEqual(Object.keys(await lines.weights("keys")), ["4", "5"]);
  });

  it("go through the tokens of both sides by the keyboard, and keep them", async () => {
    const lines = await open(shape, soft);
    const { keyboard } = lines.page.page;
    await lines.page.page.locator(".lines-scroller").focus();
    const press = async (...keys: string[]) => {
      for (const key of keys) await keyboard.press(key);
      await lines.drawn();
      return lines.page.page
        .locator(".lines .label.pointed")
        .evaluateAll((all) =>
          all.map((one) => `${one.closest(".queries") ? "query" : "key"} ${(one as HTMLElement).dataset.index}`),
        );
    };
    assert.deepEqual(await press("ArrowDown"), ["query 0"]);
    assert.deepEqual(await press("ArrowDown", "ArrowDown"), ["query 2"]);
    const spoken = await lines.page.page.locator(".lines [role=gridcell]").textContent();
    const [key] = keysByWeight(trace, 1, 4, 2);
    assert.ok(spoken!.includes(formatWeight(weightOf(trace, 1, 4, 2, key!))), spoken!);
    assert.deepEqual(await press("ArrowRight"), ["key 2"]);
    assert.deepEqual(await press("End"), ["key 13"]);
    assert.deepEqual(await press("Home"), ["key 0"]);
    await press("Enter", "ArrowLeft", "ArrowDown", "Control+Enter");
    const pinned = () => lines.page.page.locator(".lines .label.pinned").count();
    assert.equal(await pinned(), 2);
    await press("Escape");
    assert.equal(await pinned(), 0);
    await lines.page.page.getByRole("button", { name: "Rows" }).click();
    await lines.page.page.locator(".lines-scroller").focus();
    assert.deepEqual(await press("ArrowRight"), ["query 0"]);
    assert.deepEqual(await press("ArrowRight", "ArrowDown"), ["key 1"]);
  });

  it("are undone as one step however far a slider is dragged", async () => {
    const lines = await open(shape, soft);
    const all = await lines.count();
    const slider = lines.page.page.locator("input[name=least]");
    const box = (await slider.boundingBox())!;
    const { mouse, keyboard } = lines.page.page;
    await mouse.move(box.x + box.width * 0.5, box.y + 10);
    await mouse.down();
    for (const share of [0.6, 0.7, 0.8, 0.9]) await mouse.move(box.x + box.width * share, box.y + 10);
    await mouse.up();
    await lines.drawn();
    assert.ok((await lines.count())[0] < all[0]);
    await lines.page.page.locator(".lines-scroller").focus();
    await keyboard.press("Control+z");
    await lines.drawn();
    assert.deepEqual(await lines.count(), all);
  });

  it("lead from a decoder's tokens to the encoder's", async () => {
    const lines = await open();
    await lines.page.show(crossShape(20, 8, 2), { view: { group: "cross", layer: 3, head: 0 } });
    await lines.drawn();
    assert.equal(await lines.page.page.locator(".side.queries .label").count(), 8);
    assert.equal(await lines.page.page.locator(".side.keys .label").count(), 20);
    assert.deepEqual(await lines.page.page.locator(".side-title span").allInnerTexts(), [
      "→ produced (read)",
      "source keys",
    ]);
  });

  it("have no line for weights that are no numbers, and say so", async () => {
    const broken = [{ ...sharp, query: 4, key: null, weight: NaN }];
    const lines = await open({ ...shape, broken });
    assert.deepEqual(await lines.count(), [13, 65]);
    await lines.hover("queries", 4);
    assert.match(await lines.page.sentence(), /has no weights: every one is n\/a \(NaN\)/);
  });

  it("of more heads than there are hues keep their dashes where they are taken out", async () => {
    const lines = await open(proseShape(14, 1, 4, 14));
    await lines.showHeads(...Array.from({ length: 13 }, (_, head) => head + 1));
    const look = await lines.head(13).locator(".head-swatch").getAttribute("style");
    assert.match(look!, /dashed/);
    await lines.page.page.locator(".export-button").click();
    await lines.page.page.getByRole("menuitem", { name: "SVG", exact: true }).click();
    await lines.page.settle();
    const figure = await lines.page.page.evaluate(
      () =>
        (
          window.attentionInspectorHost.calls.find(({ method }) => method === "exportView")!
            .request as unknown as ExportRequest
        ).figure!,
    );
    const dashed = figure.marks.filter((mark) => (mark.kind === "curve" || mark.kind === "line") && mark.dash);
    assert.deepEqual([...new Set(dashed.map(({ kind }) => kind))].sort(), ["curve", "line"]);
    assert.ok(dashed.length < figure.marks.filter(({ kind }) => kind === "curve").length);
  });

  it("are taken out of the page as they are shown", async () => {
    const lines = await open();
    await lines.label("queries", 5).click();
    await lines.page.page.locator(".export-button").click();
    await lines.page.page.getByRole("menuitem", { name: "SVG", exact: true }).click();
    await lines.page.settle();
    const { figure, table } = await lines.page.page.evaluate(
      () =>
        window.attentionInspectorHost.calls.find(({ method }) => method === "exportView")!
          .request as unknown as ExportRequest,
    );
    assert.deepEqual(table, { kind: "pairs", count: 5, least: 0.02 });
    const curves = figure!.marks.filter((mark) => mark.kind === "curve");
    assert.deepEqual([curves.length, curves.filter(({ opacity }) => opacity === 1).length], [15, 1]);
    const texts = figure!.marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
    assert.equal(texts.filter((text) => text === "·because").length, 2);
    assert.ok(texts.includes(formatWeight(weightOf(trace, 3, 1, 5, 5))));
    assert.ok(texts.includes("14 of 70 lines: at least 0.02, 5 a query"));
  });

  for (const theme of ["dark", "light", "hcDark", "hcLight"] as const) {
    it(`are as axe would have them (${theme})`, async () => {
      const lines = await open(shape, soft, { theme });
      await lines.showHeads(0, 1);
      await lines.label("queries", 5).click();
      await assertNothingWrong(lines.page, [".lines"]);
      await lines.page.page.getByRole("button", { name: "Rows" }).click();
      await assertNothingWrong(lines.page, [".lines"]);
    });
  }
});
