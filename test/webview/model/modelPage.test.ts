import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { repository } from "../../host/repository.js";
import type { OpenPage } from "../openPage.js";
import type { ThemeKind } from "../themes.js";
import { description, eventful, layersOf, listed, site } from "./descriptions.js";
import { ModelPages, tell, told } from "./modelPages.js";

const axe = readFileSync(createRequire(`${repository}/package.json`).resolve("axe-core/axe.min.js"), "utf8");

const failed = {
  name: "model.onnx",
  message: "/home/me/model.onnx is a Git LFS pointer, not an ONNX model; run git lfs pull.",
};

/** The text of each cell of a table's rows. */
async function cells({ page }: OpenPage, table: string): Promise<string[][]> {
  return page.evaluate(
    (selector) =>
      [...document.querySelectorAll(`${selector} tbody tr`)].map((row) =>
        [...row.children].map((cell) => (cell as HTMLElement).innerText.trim()),
      ),
    table,
  );
}

async function assertNothingWrong({ page }: OpenPage): Promise<void> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const results = await (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run();
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
  assert.deepEqual(found, []);
}

describe("The page of an .onnx file", () => {
  const pages = new ModelPages();

  it("makes layers with equal facts one row, which opens to their nodes", async () => {
    const page = await pages.open();
    assert.equal((await told(page, "ready")).length, 1);
    await tell(page, "described", description());
    const row = ["▸1–12", "12", "64", "0.125 1/√64", "padding", "none", "Softmax"];
    assert.deepEqual(
      (await cells(page, ".sites")).map((texts) =>
        texts.map((text) => text.replaceAll(/\s+/g, " ").replace("▸ ", "▸")),
      ),
      [row.map((text) => text.replace("▸", ""))],
    );
    const button = page.page.getByRole("button", { name: "Layer 1–12: show its nodes" });
    assert.equal(await button.getAttribute("aria-expanded"), "false");
    await button.press("Enter");
    assert.equal(await button.getAttribute("aria-expanded"), "true");
    const nodes = await page.page.locator(".nodes li").allInnerTexts();
    assert.equal(nodes.length, 12);
    assert.match(nodes[11]!, /^Layer 12\s+\/encoder\/layer\.11\/attention\/self\/Softmax$/);
  });

  it("tells apart what differs, by group and by layer", async () => {
    const page = await pages.open();
    await tell(page, "described", eventful());
    assert.deepEqual(await page.page.locator("h3").allInnerTexts(), ["Encoder", "Decoder", "Cross: target → source"]);
    const rows = await cells(page, ".sites");
    assert.deepEqual(
      rows.map(([layers]) => layers),
      ["1, 4, 7, 10, 13, 16, 19, 22", "2–3, 5–6, 8–9, 11–12, 14–15, 17–18, 20–21", "1–12", "1–12"],
    );
    assert.deepEqual(rows[1]!.slice(1), ["12", "64", "0.130", "padding, sliding window", "relative", "Softmax"]);
    assert.deepEqual(rows[2]!.slice(1, 2), ["12, 4 of keys"]);
    assert.match(rows[3]![1]!, /^\?\s*only a run tells$/);
    assert.equal((await cells(page, ".blocked"))[1]![2], "Its result is not multiplied with values.");
    assert.deepEqual(await cells(page, ".encodings"), [
      ["rotary", "queries and keys", "Encoder 1–3", "[N, 32]"],
      ["relative", "scores", "Decoder 1–3, 5", "[heads, N, N]"],
    ]);
    const [report] = await told(page, "painted");
    const { name } = eventful();
    assert.deepEqual(report, { name, sites: 46, rows: 4, blocked: 2, failure: null });
  });

  it("asks for attention with this encoder, where that can be had", async () => {
    const page = await pages.open();
    const button = page.page.getByRole("button", { name: "Show Attention with This Encoder" });
    await tell(page, "described", description());
    await button.click();
    assert.equal((await told(page, "showAttention")).length, 1);
    await tell(page, "described", description({ fault: "model.onnx needs weights.bin beside it; put it there." }));
    assert.equal(await button.count(), 0);
    assert.match(await page.page.locator(".message").innerText(), /not be run: model\.onnx needs weights\.bin/);
    await tell(page, "described", description({ positions: listed([]), noPositions: "None is added." }));
    assert.match(await page.page.locator("main").innerText(), /Positional encodings\s+None is added\./);
    await tell(page, "described", description({ sites: listed([]) }));
    assert.equal(await button.count(), 0);
    assert.match(await page.page.locator("main").innerText(), /No attention found\s+Nothing in the graph looks like/);
  });

  it("says why it shows nothing, with ways on", async () => {
    const page = await pages.open();
    await tell(page, "described", description());
    await tell(page, "failed", failed);
    assert.equal(await page.page.getByRole("table").count(), 0, "what the file no longer holds is still shown");
    assert.match(
      await page.page.getByRole("alert").innerText(),
      /cannot be shown\s+\/home\/me\/model\.onnx is a Git LFS/,
    );
    for (const [name, event] of [
      ["Try Again", "tryAgain"],
      ["Open as Text", "openAsText"],
      ["Show Log", "showLog"],
    ] as const) {
      await page.page.getByRole("button", { name }).click();
      assert.equal((await told(page, event)).length, 1, name);
    }
    assert.equal((await told(page, "painted")).at(-1)!.failure, failed.message);
  });

  it("says that it reads only where that takes long, and keeps what it has meanwhile", async () => {
    const page = await pages.open();
    await tell(page, "reading", { name: "model.onnx" });
    assert.equal(await page.page.locator(".busy-bar").count(), 0);
    await page.page.getByText("Reading model.onnx…").waitFor();
    await tell(page, "described", description());
    assert.equal(await page.page.locator(".busy-bar").count(), 0);
    await tell(page, "reading", { name: "model.onnx" });
    await page.page.locator(".busy-bar").waitFor();
    assert.equal(await page.page.locator(".site-row").count(), 1);
  });

  it("shows 2,000 different sites at once, some of them at a time", async () => {
    const page = await pages.open();
    const sites = layersOf("encoder", 2000, (layer) => ({ scale: 1 / (layer + 1) }));
    const times: number[] = [];
    // Other programs on the machine can only make it worse.
    for (let time = 0; time < 3; time++) {
      times.push(await tell(page, "described", description({ sites: listed(sites, 5000) })));
      await tell(page, "failed", failed);
    }
    await tell(page, "described", description({ sites: listed(sites, 5000) }));
    assert(Math.min(...times) < 500, `${times.join(", ")} ms`);
    const rows = () => page.page.locator(".site-row").count();
    assert.equal(await rows(), 250);
    await page.page.getByRole("button", { name: "Show 250 more" }).first().click();
    assert.equal(await rows(), 500);
    assert.match(await page.page.locator("main").innerText(), /and 3,000 more/);
  });

  it("shows names as text", async () => {
    const page = await pages.open();
    const name = "<img src=x onerror=document.title='broken'>__proto__";
    await tell(
      page,
      "described",
      description({
        name,
        producer: name,
        sites: listed([site("encoder", 0, { node: name, operator: name })]),
        blocked: listed([{ node: name, operator: name, reason: name }]),
        inputs: listed([{ name, type: null, shape: [name] }]),
        fault: name,
      }),
    );
    await page.page.getByRole("button", { name: /show its nodes/ }).click();
    assert.equal(await page.page.locator("img").count(), 0);
    assert.equal(await page.page.title(), "Attention");
    assert.equal((await page.page.locator("main").innerText()).split(name).length - 1, 10);
  });

  for (const theme of ["dark", "light", "hcDark", "hcLight"] as const satisfies readonly ThemeKind[]) {
    it(`has nothing that axe objects to (${theme})`, async () => {
      const page = await pages.open({ theme });
      await tell(page, "described", eventful());
      await page.page.getByRole("button", { name: /^Layer 1, 4/ }).click();
      await assertNothingWrong(page);
      await tell(page, "failed", failed);
      await assertNothingWrong(page);
    });
  }

  it("needs no sideways scrolling at 350 pixels", async () => {
    const page = await pages.open({ width: 350, height: 800 });
    await tell(page, "described", eventful());
    const [wide, room] = await page.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert(wide <= room, `${wide} of ${room} pixels`);
  });

  for (const [theme, width] of [
    ["dark", 900],
    ["light", 350],
    ["hcDark", 600],
    ["hcLight", 350],
  ] as const) {
    it(`is drawn (${theme}, ${width} pixels)`, async () => {
      const page = await pages.open({ theme, width, height: 900 });
      await tell(page, "described", description());
      await page.screenshot(`model-plain-${theme}-${width}`);
      await tell(page, "described", eventful());
      await page.page.getByRole("button", { name: /^Layer 1, 4/ }).click();
      await page.screenshot(`model-eventful-${theme}-${width}`);
      await page.page.evaluate(() => scrollTo(0, 700));
      await page.screenshot(`model-below-${theme}-${width}`);
      const blocked = eventful().blocked;
      const fault = "model.onnx needs com.x:Foo; custom libraries are never loaded.";
      await tell(page, "described", description({ sites: listed([]), blocked, fault }));
      await page.screenshot(`model-none-${theme}-${width}`);
      await tell(page, "failed", failed);
      await page.page.keyboard.press("Tab");
      await page.screenshot(`model-failed-${theme}-${width}`);
    });
  }
});
