import assert from "node:assert/strict";
import type { Seal, SiteSeal } from "../../src/attention/seal.js";
import { formatError } from "../../webview/labels.js";
import { sealText } from "../../webview/views/status/sealText.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { crossShape, proseShape } from "./traces.js";

function site(layer: number, changes: Partial<SiteSeal> = {}): SiteSeal {
  const contextError = 2.1e-7;
  return {
    group: "encoder",
    layer,
    contextError,
    rowSumError: 6e-8,
    emptyRows: 0,
    proven: true,
    reason: null,
    ...changes,
  };
}

function sealOf(...sites: SiteSeal[]): Seal {
  return { contextError: 2.1e-7, rowSumError: 6e-8, tolerance: 1e-5, sites };
}

const off = (layer: number, contextError: number | null, group: SiteSeal["group"] = "encoder") =>
  site(layer, { group, contextError, proven: false, reason: "A mask was left out." });

describe("A seal in words", () => {
  it("is proven to the largest error of all", () => {
    const { proven, text, sentences, sites } = sealText(sealOf(site(0), site(1, { emptyRows: 2 })), false);
    assert.deepEqual([proven, text, sites], [true, "proven to 2.1e-7", []]);
    assert.match(sentences[0]!, /each of its 2 sites .* to 2\.1e-7, and rows sum to 1 to 6e-8\. Up to 1e-5 passes/);
    assert.equal(sentences[1], "2 rows attend to nothing: all their keys are masked.");
  });

  it("has another word than unproven for rows that sum to less than 1", () => {
    const sink = site(1, { rowSumError: 0.4, proven: false, belowOne: true, reason: "Rows sum to less." });
    const { proven, text, sentences, sites } = sealText(sealOf(site(0), sink), false);
    assert.deepEqual([proven, text], [true, "proven; rows sum to less than 1 in layer 2"]);
    assert.match(sentences[0]!, /In 1 of them rows sum to less than 1/);
    assert.deepEqual(sites, ["Layer 2: Rows sum to less."]);
  });

  it("is unproven with the worst figure first, whatever else is proven", () => {
    const text = sealText(sealOf(site(0), off(1, 0.03), off(2, 0.2), site(3)), false);
    assert.deepEqual([text.proven, text.text], [false, "unproven: 0.2 in layer 3 and 1 more"]);
    assert.deepEqual(text.sites, [
      "Layer 3: off by 0.2. A mask was left out.",
      "Layer 2: off by 0.03. A mask was left out.",
    ]);
    assert.equal(sealText(sealOf(off(1, 0.03, "cross")), true).text, "unproven: 0.03 in cross layer 2");
    assert.equal(sealText(sealOf(off(1, NaN)), false).text, "unproven: NaN in layer 2");
  });

  it("says when not all rows were checked, and only then", () => {
    const rows = (checked: number) =>
      sealText({ ...sealOf(site(0)), checkedRows: { checked, of: 512 } }, false).sentences;
    assert.deepEqual(rows(9).slice(1), ["Checked were 9 of each head's 512 rows, evenly spread."]);
    assert.deepEqual(rows(512).slice(1), []);
  });

  it("is unproven where nothing could be compared", () => {
    const nothing = sealText(sealOf(off(0, null)), false);
    assert.equal(nothing.text, "unproven: layer 1");
    assert.deepEqual(nothing.sites, ["Layer 1: A mask was left out."]);
    assert.deepEqual([sealText(sealOf(), false).proven, sealText(sealOf(), false).text], [false, "unproven"]);
  });

  it("counts what it does not list", () => {
    const { sites } = sealText(sealOf(...Array.from({ length: 12 }, (_, layer) => off(layer, 1))), false);
    assert.deepEqual([sites.length, sites.at(-1)], [9, "and 4 more"]);
  });

  it("writes errors to two digits", () => {
    assert.deepEqual([0, 2.14e-7, 0.0312, 0.5, 12, NaN, Infinity].map(formatError), [
      "0",
      "2.1e-7",
      "0.031",
      "0.5",
      "12",
      "NaN",
      "∞",
    ]);
  });
});

describe("The encoder's facts", () => {
  const browser = new BrowserOfTests();

  it("show the seal beside its name, and explain it", async () => {
    const page = await browser.open();
    await page.show({ ...proseShape(14), summary: { seal: sealOf(site(0)) } });
    const facts = (await page.page.locator(".facts > li").allInnerTexts()).map((fact) => fact.replaceAll(/\s+/g, " "));
    assert.deepEqual(facts.slice(0, 2), ["Synthetic encoder", "✓proven to 2.1e-7"]);
    await page.page.getByRole("button", { name: "proven to 2.1e-7" }).focus();
    assert.match(await page.page.locator(".tip:not([hidden])").innerText(), /probabilities × V equals the operator/);
  });

  it("show what is unproven as a warning with a sign, and list it", async () => {
    const page = await browser.open();
    await page.show({ ...crossShape(14, 6), summary: { seal: sealOf(site(0), off(1, 0.03, "decoder")) } });
    const fact = page.page.locator(".fact.warning");
    assert.match((await fact.innerText()).replaceAll(/\s+/g, " "), /^⚠ ?unproven: 0\.03 in decoder layer 2$/);
    await fact.hover();
    assert.deepEqual(await page.page.locator(".tip:not([hidden]) li").allInnerTexts(), [
      "Decoder layer 2: off by 0.03. A mask was left out.",
    ]);
  });

  it("show its notes, and nothing of what is not known", async () => {
    const page = await browser.open();
    const notes = ["Attention at /layer.1/Softmax was not recognised.", "<img src=x onerror=alert(1)>"];
    const encoder = { version: "", dimension: null, headDimension: null, trainedLength: null };
    await page.show({ ...proseShape(14), encoder, summary: { notes } });
    await page.page.getByRole("button", { name: "2 notes" }).focus();
    assert.deepEqual(await page.page.locator(".tip:not([hidden]) li").allInnerTexts(), notes);
    await page.page.getByRole("button", { name: "Synthetic encoder" }).focus();
    assert.equal(
      await page.page.locator(".tip:not([hidden])").innerText(),
      "Synthetic encoder: 4 layers, 8 heads, trained length unknown.",
    );
  });

  it("show a hostile name as text, in one line that fits", async () => {
    const page = await browser.open({ width: 300 });
    const name = `\u202e<img src=x onerror="document.title='broken'">${"__proto__".repeat(20)}`;
    await page.show({ ...proseShape(14), encoder: { name } });
    const fact = page.page.locator(".fact").first();
    assert.match(await fact.innerText(), /^⟨202E⟩<img src=x.*…/);
    const box = (await fact.boundingBox())!;
    assert.ok(box.x + box.width <= 300 && box.height < 24, JSON.stringify(box));
    assert.notEqual(await page.page.title(), "broken");
  });

  it("say why there is no positional encoding", async () => {
    const page = await browser.open();
    await page.show({
      ...proseShape(14),
      summary: { positionalEncodingNote: "No value depends on positions." },
      positions: [],
    });
    await page.page.getByRole("tab", { name: "Positional encoding" }).click();
    await page.painted();
    assert.equal(await page.page.locator(".positions").innerText(), "None found: No value depends on positions.");
  });
});
