import assert from "node:assert/strict";
import { BrowserOfTests } from "./browserOfTests.js";
import { askedExport } from "./exportedNumbers.js";
import { LinesPage } from "./linesPage.js";
import { proseShape, traceOf, weightOf } from "./traces.js";

const view = { group: "encoder", layer: 0, head: 0 } as const;

describe("Lines of long texts", () => {
  const browser = new BrowserOfTests();

  async function open(n: number, heads: number): Promise<LinesPage> {
    const lines = new LinesPage(await browser.open({ width: 1200, height: 900 }));
    await lines.set();
    await lines.page.show(proseShape(n, 1, n > 1000 ? 1 : 2, 8), { view });
    await lines.drawn();
    await lines.showHeads(...Array.from({ length: heads - 1 }, (_, index) => index + 1));
    return lines;
  }

  const fit = async (lines: LinesPage) => {
    await lines.page.page.locator(".lines-scroller").focus();
    await lines.page.page.keyboard.press("0");
    await lines.page.page.waitForTimeout(300);
    await lines.drawn();
  };

  for (const [n, heads] of [
    [60, 1],
    [512, 8],
  ] as const) {
    it(`are a picture of all ${n} tokens, wherever one has scrolled to, under a title that says what they are of`, async () => {
      const lines = await open(n, heads);
      await lines.page.page.locator(".lines-scroller").evaluate((scroller) => scroller.scrollTo(0, 200));
      await lines.drawn();
      const [shown] = await lines.count();
      const { marks, width, height, title } = (await askedExport(lines.page, "SVG")).figure!;
      const texts = marks.filter((mark) => mark.kind === "text");
      const curves = marks.filter((mark) => mark.kind === "curve");
      assert.equal(curves.length, Math.min(4000, shown));
      const note = texts.find(({ text }) => text.includes("are drawn"));
      assert.equal(note?.text, shown > 4000 ? `Of ${shown} lines the strongest 4000 are drawn.` : undefined);
      const tokens = texts.filter(({ family }) => family === "token");
      if (n === 60) assert.equal(tokens.length, 2 * n);
      assert.ok(tokens.length > 200 || n === 60);
      const [first, last] = [Math.min(...tokens.map(({ y }) => y)), Math.max(...tokens.map(({ y }) => y))];
      const others = texts.filter(({ family }) => family !== "token");
      assert.ok(others.every(({ y }) => y < first - 9 || y > last + 9));
      assert.ok(texts.every(({ y }) => y > 0 && y < height - 9));
      assert.ok(
        curves.every(({ points }) => [1, 7].every((end) => points[end]! >= first - 1 && points[end]! <= last + 9)),
      );
      assert.ok(4 * Math.max(width, height) < 16_384, `${width} × ${height}`);
      assert.match(title, heads === 1 ? /: lines of layer 1 head 1, 60 queries, 60 keys$/ : /: lines of 8 heads, each/);
      const heading = others.filter(({ weight }) => weight === "bold").map(({ text }) => text);
      assert.equal(heading.join(" "), title);
    });
  }

  for (const [n, heads] of [
    [512, 8],
    [2048, 1],
  ] as const) {
    it(`make no more nodes of ${n} tokens than of few, all of them on screen or scrolled to`, async () => {
      const lines = await open(n, heads);
      const some = await lines.nodes();
      await lines.page.page.locator(".lines-scroller").evaluate((scroller) => scroller.scrollTo(0, 4000));
      await lines.drawn();
      const label = await lines.page.page.locator(".side.queries .label").first().getAttribute("data-index");
      assert.ok(Math.abs(Number(label) - Math.floor(4000 / 18)) <= 1, label!);
      await fit(lines);
      const all = await lines.nodes();
      console.log(`      ${n} tokens: ${some} nodes, ${all} where all fit`);
      assert.ok(some <= 1500 && all <= 1500);
    });
  }

  it("follow the pointer within a frame, eight heads of 512 tokens over one another", async () => {
    const lines = await open(512, 8);
    for (const place of ["scrolled", "all at once"]) {
      if (place !== "scrolled") await fit(lines);
      // The host of the tests works in the page: what it makes once is not to be counted.
      await lines.hover("queries", 0);
      const times = await lines.page.page.evaluate(async () => {
        const target = document.querySelector<HTMLElement>(".lines-window")!;
        const box = target.getBoundingClientRect();
        const measured: number[] = [];
        for (let move = 0; move < 60; move++) {
          const [clientX, clientY] = [
            move % 2 === 0 ? box.left + 20 : box.right - 20,
            box.top + 2 + ((move * 37) % (box.height - 4)),
          ];
          const start = performance.now();
          target.dispatchEvent(new PointerEvent("pointermove", { clientX, clientY, bubbles: true }));
          // Preact draws in a microtask.
          await Promise.resolve();
          await Promise.resolve();
          measured.push(performance.now() - start);
          await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 20)));
        }
        return measured.sort((one, other) => one - other);
      });
      console.log(`      hover, ${place}: median ${times[30]!.toFixed(1)} ms, worst ${times[59]!.toFixed(1)} ms`);
      assert.ok(times[30]! < 16, `${times[30]} ms`);
    }
  });

  it("say the exact weight of a token far down, which a pin scrolls to", async () => {
    const lines = await open(512, 1);
    await lines.page.send("goToToken", { token: 400, view: null });
    await lines.drawn();
    assert.equal(await lines.label("queries", 400).getAttribute("class"), "label pinned");
    const trace = traceOf(proseShape(512, 1, 2, 8));
    const weights = await lines.weights("keys");
    assert.ok(Object.keys(weights).length > 0);
    for (const [key, weight] of Object.entries(weights)) assert.equal(weight, weightOf(trace, 0, 0, 400, Number(key)));
  });
});
