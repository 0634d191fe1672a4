import { BrowserOfTests } from "./browserOfTests.js";
import { crossShape, proseShape } from "./traces.js";
import type { ThemeKind } from "./themes.js";

/** All themes in the room beside an editor; the other widths in two. */
const looks: readonly { readonly theme: ThemeKind; readonly width: number; readonly height: number }[] = [
  { theme: "dark", width: 600, height: 900 },
  { theme: "light", width: 600, height: 900 },
  { theme: "hcDark", width: 600, height: 900 },
  { theme: "hcLight", width: 600, height: 900 },
  { theme: "dark", width: 400, height: 1000 },
  { theme: "light", width: 900, height: 800 },
];

/** Tokens as a byte-level tokenizer makes them of Korean and of an emoji: the same character, part by part. */
const mixed = [
  "오늘",
  "은",
  " 커피",
  "를",
  " 마",
  "신다",
  ".",
  " ",
  "👩‍👩‍👧",
  "👩‍👩‍👧",
  "👩‍👩‍👧",
  " Donaudampfschifffahrtsgesellschaft",
  "\n",
  "\t",
  "e\u0301",
  " שלום",
];

const sites = Array.from({ length: 4 }, (_, layer) => ({
  group: "encoder" as const,
  layer,
  contextError: layer === 1 ? 0.031 : 2.1e-7,
  rowSumError: 6e-8,
  emptyRows: 0,
  proven: layer !== 1,
  reason: layer === 1 ? "A mask was not recognised." : null,
}));

/** What has no number in the trace of 14 tokens. */
const broken = [
  { group: "encoder" as const, layer: 1, head: 3, query: 3, key: null, weight: NaN },
  { group: "encoder" as const, layer: 1, head: 3, query: 7, key: 2, weight: Infinity },
  { group: "encoder" as const, layer: 1, head: 3, query: 9, key: 9, weight: NaN },
  ...Array.from({ length: 14 }, (_, query) => {
    return { group: "encoder" as const, layer: 3, head: 7, query, key: null, weight: NaN };
  }),
];

// For people to look at; that the page has nothing to complain of is checked on the way.
describe("Screenshots of the page", () => {
  const browser = new BrowserOfTests();

  for (const { theme, width, height } of looks) {
    it(`${theme}, ${width} pixels wide`, async () => {
      const page = await browser.open({ theme, width, height });
      const name = (state: string) => `${state}-${theme}-${width}`;
      await page.send("cleared", {});
      await page.screenshot(name("empty"));
      for (const [id, n] of [12, 128, 512].entries()) {
        await page.show(proseShape(n, id + 1), { view: { group: "encoder", layer: 1, head: 3 } });
        await page.pointAt(Math.floor(n * 0.4), Math.floor(n * 0.3), n);
        await page.page.evaluate(() => scrollTo(0, 0));
        await page.screenshot(name(`${n}-tokens`));
      }
      await page.page.keyboard.press("1");
      await page.painted();
      await page.screenshot(name("model"));
      await page.page.getByRole("combobox", { name: "Sort by" }).selectOption("entropy");
      await page.settle();
      await page.screenshot(name("model-by-entropy"));
      await page.page.getByRole("combobox", { name: "Sort by" }).selectOption("place");
      await page.page.keyboard.press("2");
      await page.show(
        { id: 5, words: mixed, layers: 4, heads: 8, dimension: 64, continued: [10, 11] },
        { title: "커피.md", notices: ["Only the first 16 of 5,000 tokens are shown."] },
      );
      await page.send("editorSelection", { source: [3, 4], target: [], produced: [] });
      await page.send("goToToken", { token: 6, view: { group: "encoder", layer: 2, head: 4 } });
      const source = { uri: "", title: "커피.md", ranges: [], fingerprint: "" };
      await page.send("sourceMoved", { source, edited: { source: [1, 2], target: [], produced: [] } });
      await page.page.evaluate(() => scrollTo(0, 0));
      await page.send("busy", { message: "Running the encoder…" });
      await page.send("failed", { message: "The encoder’s process stopped; run Show Attention again." });
      await page.screenshot(name("mixed"));
      await page.send("failed", { message: null });
      await page.send("busy", { message: null });
      const seal = { contextError: 2.1e-7, rowSumError: 6e-8, tolerance: 1e-5, sites };
      await page.show(
        {
          ...crossShape(26, 12, 7),
          encoder: { name: "opus-mt-en-de/onnx/encoder_model_quantized.onnx", version: "" },
          summary: { seal: { ...seal, sites: sites.map((site) => ({ ...site, proven: true })) } },
        },
        { view: { group: "cross", layer: 1, head: 3 }, title: "translation.md" },
      );
      await page.pointAt(4, 9, 12, 26);
      await page.page.evaluate(() => scrollTo(0, 0));
      await page.screenshot(name("cross"));
      await page.show(
        { ...proseShape(14, 8), broken, summary: { seal, notes: ["/layer.3/Softmax was not recognised."] } },
        { view: { group: "encoder", layer: 1, head: 3 } },
      );
      await page.pointAt(3, 9, 14);
      await page.page.evaluate(() => scrollTo(0, 0));
      await page.screenshot(name("not-a-number"));
      await page.page.locator(".fact.warning").focus();
      await page.screenshot(name("unproven"));
      await page.show(proseShape(60, 6, 12, 12));
      await page.page.getByRole("tab", { name: "Positional encoding" }).click();
      await page.painted();
      await page.screenshot(name("positions"));
    });
  }
});
