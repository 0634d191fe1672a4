import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import type { Figure } from "../../src/export/figure.js";
import { svgFigure } from "../../src/export/svgFigure.js";
import { pdfFigure } from "../../src/panel/export/pdfFigure.js";
import type { FigureFonts } from "../../webview/export/drawFigure.js";
import { launchChromium } from "../host/browser.js";
import { repository } from "../host/repository.js";
import { hostileTexts } from "../unit/export/support/hostileTexts.js";
import { hostileProvenance } from "../unit/export/support/provenance.js";
import { exampleFigure, exampleLabels, expectedPixels } from "./figures/exampleFigure.js";

/** What the script of the tests has. */
interface Drawing {
  figurePng(figure: Figure, scale: number, fonts: FigureFonts): Promise<Uint8Array | null>;
  getDocument(source: { data: Uint8Array }): { readonly promise: Promise<PdfDocument> };
}

interface PdfDocument {
  getPage(number: number): Promise<PdfPage>;
}

interface PdfPage {
  getViewport(options: { scale: number }): { readonly width: number; readonly height: number };
  render(options: object): { readonly promise: Promise<void> };
}

declare const drawing: Drawing;

const script = `
export { figurePng } from "./webview/export/figurePng.js";
export { getDocument } from "unpdf/pdfjs";
`;

/** Colours that are this near are one: PDF and canvas round differently. */
const TOLERANCE = 2;

describe("exported pictures in a browser", function () {
  this.timeout(60_000);
  let browser: Browser;
  let page: Page;
  let code: string;
  let folder: string;

  before(async () => {
    const built = build({
      stdin: { contents: script, resolveDir: repository, loader: "ts" },
      bundle: true,
      write: false,
      format: "iife",
      globalName: "drawing",
      target: "es2022",
    });
    [browser, code] = await Promise.all([
      launchChromium((line) => console.log(line)),
      built.then(({ outputFiles }) => outputFiles[0]!.text),
    ]);
    folder = mkdtempSync(join(tmpdir(), "attention-figures-"));
    const packages = join(repository, "node_modules");
    const nanum = "@fontsource/nanum-gothic/files/nanum-gothic-korean-400-normal.woff";
    copyFileSync(join(packages, nanum), join(folder, "NanumGothic.woff"));
    copyFileSync(join(packages, "dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf"), join(folder, "DejaVuSansMono.ttf"));
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 900, height: 400 } });
    await page.addInitScript("globalThis.__name = (named) => named");
  });
  afterEach(() => page.close());
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Compares a picture with what the figure must look like. @param scale pixels for a CSS pixel */
  async function assertPixels(picture: Buffer, scale: number): Promise<void> {
    const pixels = await page.evaluate(
      async ({ base64, places }) => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const context = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
        context.drawImage(image, 0, 0);
        return places.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data.subarray(0, 3)]);
      },
      {
        base64: picture.toString("base64"),
        places: expectedPixels.map(({ x, y }) => [Math.floor(x * scale), Math.floor(y * scale)] as const),
      },
    );
    const off = expectedPixels.flatMap(({ what, colour }, place) => {
      const drawn = pixels[place]!;
      const near = colour.every((part, channel) => Math.abs(part - drawn[channel]!) <= TOLERANCE);
      return near ? [] : [`${what}: ${String(drawn)} in place of ${String(colour)}`];
    });
    assert.deepEqual(off, []);
  }

  async function openSvg(svg: string): Promise<void> {
    await page.route("http://figure.test/", (route) => route.fulfill({ contentType: "image/svg+xml", body: svg }));
    await page.goto("http://figure.test/");
  }

  it("are of the figure's colours as SVG", async () => {
    await openSvg(svgFigure(exampleFigure, hostileProvenance));
    const clip = { x: 0, y: 0, width: exampleFigure.width, height: exampleFigure.height };
    const picture = await page.screenshot({ clip });
    await page.goto("about:blank");
    await assertPixels(picture, 1);
  });

  it("have texts that can be selected as SVG", async () => {
    await openSvg(svgFigure(exampleFigure, hostileProvenance));
    const read = await page.evaluate(() => {
      const texts = Array.from(document.querySelectorAll("text"), (text) => {
        getSelection()!.selectAllChildren(text);
        return getSelection()!.toString();
      });
      const element = document.querySelector("svg > metadata");
      return { texts, title: document.title, metadata: element?.textContent ?? "" };
    });
    assert.deepEqual(read.texts, exampleLabels);
    assert.equal(read.title, exampleFigure.title);
    const { encoder, recipe } = JSON.parse(read.metadata) as { encoder: { sha256: string }; recipe: object };
    assert.equal(encoder.sha256, hostileProvenance.encoder.sha256);
    assert.deepEqual(recipe, hostileProvenance.recipe);
  });

  it("are sound SVG whatever labels hold, and run none of it", async () => {
    const [plain] = exampleFigure.marks.filter((mark) => mark.kind === "text");
    const marks = hostileTexts.map((text, row) => ({ ...plain!, text, y: 20 * row }));
    await openSvg(svgFigure({ ...exampleFigure, marks }, hostileProvenance));
    const read = await page.evaluate(() => ({
      damaged: document.querySelector("parsererror")?.textContent ?? null,
      kinds: [...new Set(Array.from(document.querySelectorAll("*"), ({ localName }) => localName))],
      texts: Array.from(document.querySelectorAll("text"), ({ textContent }) => textContent),
    }));
    assert.equal(read.damaged, null);
    assert.deepEqual(read.kinds, ["svg", "title", "desc", "metadata", "style", "rect", "text"]);
    const named = (text: string) =>
      text.replaceAll(/[\p{Cc}\p{Cs}\u202e\u2028]/gu, (sign) => {
        return `⟨${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(2, "0")}⟩`;
      });
    assert.deepEqual(read.texts, hostileTexts.map(named));
  });

  for (const scale of [2, 4]) {
    it(`are of the figure's colours as a PNG of ${scale} pixels for one`, async () => {
      await page.addScriptTag({ content: code });
      const { base64, width, height } = await page.evaluate(
        async ({ figure, rasters, scale }) => {
          // Playwright carries no bytes.
          const marks = figure.marks.map((mark, place) =>
            mark.kind === "raster" ? { ...mark, rgba: Uint8Array.from(rasters[place]!) } : mark,
          );
          const fonts = { token: "monospace", label: "sans-serif" };
          const png = await drawing.figurePng({ ...figure, marks }, scale, fonts);
          const blob = new Blob([png as Uint8Array<ArrayBuffer>]);
          const { width, height } = await createImageBitmap(blob);
          const url = await new Promise<string>((read) => {
            const reader = new FileReader();
            reader.onload = () => read(reader.result as string);
            reader.readAsDataURL(blob);
          });
          return { base64: url.slice(url.indexOf(",") + 1), width, height };
        },
        {
          figure: exampleFigure,
          rasters: exampleFigure.marks.map((mark) => (mark.kind === "raster" ? [...mark.rgba] : null)),
          scale,
        },
      );
      assert.deepEqual([width, height], [exampleFigure.width * scale, exampleFigure.height * scale]);
      await assertPixels(Buffer.from(base64, "base64"), scale);
    });
  }

  it("have no PNG where no canvas is so large", async () => {
    await page.addScriptTag({ content: code });
    const figure = { ...exampleFigure, width: 20_000, marks: [] };
    const png = await page.evaluate(
      (figure) => drawing.figurePng(figure, 4, { token: "monospace", label: "sans-serif" }),
      figure,
    );
    assert.equal(png, null);
  });

  it("are of the figure's colours as PDF", async () => {
    const { bytes } = await pdfFigure(exampleFigure, hostileProvenance, folder, []);
    await page.addScriptTag({ content: code });
    const base64 = await page.evaluate(async (pdf) => {
      const data = Uint8Array.from(atob(pdf), (sign) => sign.charCodeAt(0));
      const first = await (await drawing.getDocument({ data }).promise).getPage(1);
      const viewport = first.getViewport({ scale: 2 / 0.75 });
      const canvas = document.createElement("canvas");
      canvas.width = viewport.width;
      canvas.height = viewport.height;
      await first.render({ canvasContext: canvas.getContext("2d"), viewport }).promise;
      const url = canvas.toDataURL();
      return url.slice(url.indexOf(",") + 1);
    }, Buffer.from(bytes).toString("base64"));
    await assertPixels(Buffer.from(base64, "base64"), 2);
  });
});
