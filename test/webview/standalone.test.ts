import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { weightsUnder } from "./weightsUnder.js";
import { headStatistics, statisticsOfHead } from "../../src/attention/headStatistics.js";
import { plainRecipe } from "../../src/attention/recipe.js";
import { fromTaggedJson } from "../../src/export/taggedJson.js";
import type { Provenance } from "../../src/export/provenance.js";
import type { StandaloneDocument } from "../../src/export/standaloneDocument.js";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import type { Preferences } from "../../src/protocol/look.js";
import { standaloneOf } from "./standaloneFacts.js";
import { paintedPage, StandalonePages } from "./standalonePages.js";
import { syntheticTrace } from "./page/syntheticTrace.js";
import { hostileWords, proseShape, weightOf } from "./traces.js";

describe("A stand-alone page", () => {
  const pages = new StandalonePages();
  const trace = syntheticTrace(proseShape(14));

  it("shows a trace from a file, asks for nothing, and says the trace's own numbers", async () => {
    const { page, asked } = await pages.openFile(await standaloneOf(trace));
    for (const [query, key] of [
      [3, 9],
      [0, 13],
      [13, 0],
    ] as const) {
      assert.equal(await weightAt(page, query, key, 14), weightOf(trace, 0, 0, query, key));
    }
    await page.keyboard.press("}");
    await page.keyboard.press("]");
    await paintedPage(page, { layer: 1, head: 1 });
    assert.equal(await weightAt(page, 5, 4, 14), weightOf(trace, 1, 1, 5, 4));
    assert.deepEqual(asked, []);
  });

  it("has every number exactly, whatever the weight", async () => {
    const odd = syntheticTrace({
      ...proseShape(6),
      broken: [
        { group: "encoder", layer: 0, head: 0, query: 2, key: 3, weight: NaN },
        { group: "encoder", layer: 0, head: 0, query: 3, key: 3, weight: 1e-42 },
      ],
    });
    const { page } = await pages.openFile(await standaloneOf(odd));
    assert.equal(await weightAt(page, 3, 3, 6), Math.fround(1e-42));
    assert.ok(Number.isNaN(await weightAt(page, 2, 3, 6)));
  });

  it("takes a text for text, be it Hangul or a tag", async () => {
    const words = ["안녕하세요", ...hostileWords, "<!--", "<!-- <script>", "한국어"];
    const hostile = syntheticTrace({ id: 1, words, layers: 1, heads: 2, dimension: 4 });
    const title = '</title><script>document.title="broken"</script>.txt';
    const content = await standaloneOf(hostile, { title });
    const { page } = await pages.openFile(content);
    assert.equal(await page.title(), title);
    const n = words.length + 2;
    assert.equal(await weightAt(page, 1, n - 2, n), weightOf(hostile, 0, 0, 1, n - 2));
    const sentence = await page.locator(".sentence").innerText();
    assert.ok(sentence.includes("안녕하세요") && sentence.includes("한국어"), sentence);
    const kept = await page.evaluate(() => document.getElementById("trace")!.textContent);
    const document_ = fromTaggedJson(kept) as StandaloneDocument<Preferences>;
    assert.deepEqual(document_.trace.tokens.texts, hostile.tokens.texts);
    assert.equal(await page.locator("img").count(), 0);
  });

  it("computes filters itself", async () => {
    const recipe = { ...plainRecipe, dropSpecial: true, topK: 3 };
    const preferences = { ...defaultPreferences, recipe };
    const { page } = await pages.openFile(await standaloneOf(trace, { preferences }));
    const expected = weightsUnder(trace, { layer: 0, head: 0 }, recipe);
    assert.equal(await weightAt(page, 2, 1, 12), expected[2 * 12 + 1]);
  });

  it("offers nothing that only an editor could do", async () => {
    const { page } = await pages.openFile(await standaloneOf(trace));
    await weightAt(page, 3, 9, 14);
    assert.equal(await page.getByTitle("Show in the editor").count(), 0);
    await page.getByText("About this page").click();
    const told = await page.locator(".about").innerText();
    assert.match(told, /Attention Inspector 0\.1\.0/);
    assert.match(told, /Synthetic encoder 1\.0\.0/);
    assert.match(
      (await page.locator('meta[name="attention-inspector-provenance"]').getAttribute("content"))!,
      /"title":"coffee\.txt"/,
    );
  });

  it("gives what it shows as files, which say where they come from", async () => {
    const { page } = await pages.openFile(
      await standaloneOf(trace, { preferences: { ...defaultPreferences, open: "lines" } }),
    );
    const saved = async (format: string) => {
      await page.locator(".export-button").click();
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(`.export-menu [data-format="${format}"]`).click(),
      ]);
      return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
    };
    const json = await saved("json");
    assert.equal(json.name, "coffee-L1-H1.json");
    const { provenance, ...pairs } = JSON.parse(json.text) as Pairs & { provenance: Provenance };
    assert.ok(pairs.weight.length > 14);
    for (const [place, weight] of pairs.weight.entries()) {
      const [query, key] = [pairs.query_position[place]!, pairs.key_position[place]!];
      assert.equal(Math.fround(weight), weightOf(trace, 0, 0, query, key));
    }
    assert.equal(provenance.encoder.name, "Synthetic encoder");
    const svg = await saved("svg");
    assert.equal(svg.name, "coffee-L1-H1.svg");
    assert.ok(svg.text.includes("<svg") && svg.text.includes("Synthetic encoder"));
    await page.locator(".export-button").click();
    assert.equal(await page.locator('.export-menu [data-format="pdf"], .export-menu [data-format="html"]').count(), 0);
  });

  it("is dressed as the system is, or as it is told", async () => {
    const { page } = await pages.openFile(await standaloneOf(trace), { colorScheme: "dark" });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(await background(), "rgb(31, 31, 31)");
    await page.emulateMedia({ colorScheme: "light" });
    await page.waitForFunction(() => document.body.classList.contains("vscode-light"));
    assert.equal(await background(), "rgb(255, 255, 255)");
    await page.locator(".about select").selectOption("dark");
    await page.waitForFunction(() => document.body.classList.contains("vscode-dark"));
    await page.emulateMedia({ contrast: "more" });
    await page.waitForFunction(() => document.body.classList.contains("vscode-high-contrast"));
    assert.equal(await background(), "rgb(0, 0, 0)");
  });

  it("speaks the language in which it was exported", async () => {
    const labels = { standalone: { about: "이 페이지 정보" } };
    const { page } = await pages.openFile(await standaloneOf(trace, { labels, language: "ko" }));
    assert.equal(await page.locator("html").getAttribute("lang"), "ko");
    assert.equal(await page.locator(".about summary").innerText(), "이 페이지 정보");
  });

  it("has the statistics of all heads, whichever it holds", async () => {
    const { document: made } = await standaloneOf(trace, { bound: 1 });
    const [told] = made.statistics;
    for (const name of headStatistics) {
      assert.equal(told!.statistics[name][9], Math.fround(statisticsOfHead(trace, "encoder", 1, 1)[name]));
    }
  });

  it("stays within its bound: beyond it, the heads of the layer in view are exact, and of others it says that they are not", async () => {
    const heads = 8;
    // A head in base64.
    const bytes = (4 * 14 * 14 * 4) / 3;
    const whole = await standaloneOf(trace, { bound: Math.ceil(4 * heads * bytes) });
    assert.equal(whole.document.heads.length, 4 * heads);
    const cut = await standaloneOf(trace, { bound: Math.floor(4 * heads * bytes) });
    assert.deepEqual(
      cut.document.heads,
      Array.from({ length: heads }, (_, head) => ({ group: "encoder", layer: 0, head })),
    );
    const less = await standaloneOf(trace, { bound: Math.ceil(3 * bytes) });
    assert.equal(less.document.heads.length, 3);
    const { page } = await pages.openFile(cut);
    await page.keyboard.press("]");
    await paintedPage(page, { layer: 0, head: 1 });
    assert.equal(await page.locator(".message.failure").count(), 0);
    await page.keyboard.press("}");
    const message = page.locator(".message.failure p");
    await message.waitFor();
    assert.match(await message.innerText(), /layer 2, head 2 as a thumbnail only/);
  });

  it("is as large as its numbers make it", async () => {
    const large = syntheticTrace(proseShape(64, 1, 12, 12));
    const numbers = 144 * 64 * 64 * 4;
    const html = await pages.html(await standaloneOf(large));
    assert.ok(html.length < 800_000 + (numbers * 4) / 3, `${html.length} bytes`);
  });
});

describe("A stand-alone page in a folder", () => {
  const pages = new StandalonePages();
  const trace = syntheticTrace(proseShape(70, 1, 3, 4));

  it("fetches a head when it is looked at, and no other", async () => {
    const { page, asked } = await pages.openFolder(await standaloneOf(trace, { packaging: "folder" }));
    assert.equal(await weightAt(page, 3, 9, 70), weightOf(trace, 0, 0, 3, 9));
    const files = () => new Set(asked.map((url) => new URL(url).pathname));
    assert.ok(files().has("/heads/thumbnails-encoder-0.bin"));
    assert.ok(files().has("/heads/encoder-0-0.bin"));
    assert.ok(!files().has("/heads/encoder-2-3.bin"));
    await page.keyboard.press("}");
    await page.keyboard.press("}");
    await paintedPage(page, { layer: 2, head: 0 });
    assert.equal(await weightAt(page, 60, 2, 70), weightOf(trace, 2, 0, 60, 2));
    assert.ok(files().has("/heads/encoder-2-0.bin"));
  });
});

/** What the lines' numbers are saved as. */
type Pairs = Readonly<Record<"weight" | "query_position" | "key_position", number[]>>;

/** The exact number that the sentence says of a cell that is pointed at. */
async function weightAt(page: Page, query: number, key: number, n: number): Promise<number> {
  const box = (await page.locator(".window").boundingBox())!;
  await page.mouse.move(box.x + ((key + 0.5) * box.width) / n, box.y + ((query + 0.5) * box.height) / n);
  const sentence = page.locator(`.sentence[data-query="${query}"][data-key="${key}"] .weight`);
  await sentence.waitFor({ timeout: 5000 });
  return Number(await sentence.getAttribute("value"));
}
