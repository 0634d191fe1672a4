import assert from "node:assert/strict";
import type { PositionFacts } from "../../src/attention/positions.js";
import { formatValue } from "../../webview/labels.js";
import { BrowserOfTests } from "./browserOfTests.js";
import { proseShape, traceOf } from "./traces.js";

const n = 14;
const place = { group: "encoder", heads: null } as const;
const rotary = { ...place, kind: "rotary", place: "queries and keys", layers: [0, 1, 2], shape: [n, 8] } as const;
const positions: readonly PositionFacts[] = [
  { ...place, kind: "learned", place: "embeddings", part: "encoding", layers: [0], name: "wpe", shape: [n, 16] },
  { ...rotary, part: "cosine", name: "cos" },
  { ...rotary, part: "angle", name: "cos" },
  {
    ...place,
    kind: "relative",
    place: "scores",
    part: "bias",
    layers: [0, 1],
    name: "bias",
    shape: [4, n, n],
    heads: 4,
  },
  { ...place, kind: "alibi", place: "scores", part: "bias", layers: [2], name: "slopes", shape: [4, 1, n], heads: 4 },
];

describe("Positional encodings of many kinds", () => {
  const browser = new BrowserOfTests();
  const shape = { ...proseShape(n), positions };
  const trace = traceOf(shape);
  const token = (place: number) => trace.tokens.texts[place]!.replaceAll(" ", "·");

  async function opened() {
    const page = await browser.open();
    await page.show(shape);
    await page.page.getByRole("tab", { name: "Positional encoding" }).click();
    await page.painted();
    const dropdown = (name: string) => page.page.locator(`.positions attention-dropdown[aria-label="${name}"]`);
    const pick = async (name: string, option: string) => {
      await dropdown(name).click();
      await dropdown(name).getByRole("option", { name: option, exact: true }).click();
      await page.painted();
    };
    return { page, dropdown, pick, hint: () => page.page.locator(".positions > .hint").innerText() };
  }

  it("are listed by kind and part, with where they go in", async () => {
    const { page, dropdown, hint } = await opened();
    assert.equal(await hint(), "Added to the embeddings before layer 1; in the graph: wpe");
    const options = await dropdown("Positional encoding").locator("attention-option").allTextContents();
    assert.deepEqual(options, [
      "Learned: positions",
      "Rotary: cosine",
      "Rotary: angle in radians",
      "Relative: bias",
      "ALiBi: bias",
    ]);
    assert.equal(await dropdown("Head").count(), 0);
    await page.pointAt(3, 5, n, 16);
    assert.equal(await page.exactNumber(), trace.positionValues[0]![3 * 16 + 5]);
  });

  it("show the angles of a rotation", async () => {
    const { page, pick, hint } = await opened();
    await pick("Positional encoding", "Rotary: angle in radians");
    assert.equal(await hint(), "Queries and keys of layers 1–3 are rotated by it; in the graph: cos");
    await page.pointAt(2, 7, n, 8);
    const value = trace.positionValues[2]![2 * 8 + 7]!;
    assert.equal(await page.exactNumber(), value);
    assert.equal(await page.sentence(), `position 2 (${token(2)}), dimension 7: ${formatValue(value)}`);
  });

  it("show a bias one head at a time, from query to key", async () => {
    const { page, pick } = await opened();
    await pick("Positional encoding", "Relative: bias");
    await pick("Head", "Head 3");
    await page.pointAt(5, 12, n, n);
    const value = trace.positionValues[3]![2 * n * n + 5 * n + 12]!;
    assert.equal(await page.exactNumber(), value);
    const wanted = `query 5 (${token(5)}), key 12 (${token(12)}): ${formatValue(value)}`;
    assert.equal(await page.sentence(), wanted);
  });

  it("show one row for all queries where their bias is the same", async () => {
    const { page, pick } = await opened();
    await pick("Positional encoding", "ALiBi: bias");
    await page.pointAt(0, 9, 1, n);
    const value = trace.positionValues[4]![9]!;
    assert.equal(await page.sentence(), `every query, key 9 (${token(9)}): ${formatValue(value)}`);
  });
});
