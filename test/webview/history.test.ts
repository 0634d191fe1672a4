import assert from "node:assert/strict";
import type { KeptTrace, KeptTraces } from "../../src/protocol/pageProtocol.js";
import { assertNothingWrong } from "./axe.js";
import { BrowserOfTests } from "./browserOfTests.js";
import type { OpenPage } from "./openPage.js";
import { proseShape } from "./traces.js";

const kept = (trace: number, facts: Partial<KeptTrace> = {}): KeptTrace => ({
  trace,
  title: `text ${trace}.txt`,
  excerpt: `Text number ${trace}`,
  encoder: "Synthetic encoder",
  tokens: 14,
  bytes: trace * 4_000_000,
  ...facts,
});
const traces = [kept(1), kept(2, { title: "한국어.md", excerpt: "어텐션은 쿼리와 키의", tokens: 1 }), kept(3)];
const three: KeptTraces = { traces, shown: 3, bound: 512_000_000 };

/** A page on which three traces were made, one after the other. */
async function threeTraces(page: OpenPage): Promise<OpenPage> {
  for (const { trace, title } of traces) await page.show(proseShape(14, trace), { title });
  await page.send("keptTraces", three);
  return page;
}

const button = (page: OpenPage) => page.page.locator("header h1 button");
const items = (page: OpenPage) => page.page.locator(".kept-trace .show");
const open = async (page: OpenPage) => {
  await button(page).focus();
  await page.page.keyboard.press("Enter");
  await page.page.getByRole("dialog", { name: "Traces kept" }).waitFor();
};

describe("The traces that are kept", () => {
  const browser = new BrowserOfTests();

  it("are listed from the newest on, with what they hold of what they may", async () => {
    const page = await threeTraces(await browser.open());
    await open(page);
    assert.deepEqual(
      (await items(page).allInnerTexts()).map((text) => text.split("\n")),
      [
        ["text 3.txt", "Text number 3", "Synthetic encoder · 14 tokens · 12 MB"],
        ["한국어.md", "어텐션은 쿼리와 키의", "Synthetic encoder · 1 token · 8 MB"],
        ["text 1.txt", "Text number 1", "Synthetic encoder · 14 tokens · 4 MB"],
      ],
    );
    const current = items(page).and(page.page.locator("[aria-current=true]"));
    assert.equal(await current.count(), 1);
    assert.match(await current.innerText(), /^text 3\.txt/);
    const memory = page.page.locator(".popover .caption");
    assert.equal(await memory.innerText(), "24 of 512 MB");
    assert.match((await memory.getAttribute("title"))!, /attentionInspector\.traceMemory/);
  });

  it("are gone back to by keyboard, and the one on screen is marked", async () => {
    const page = await threeTraces(await browser.open());
    await open(page);
    // The one on screen has the focus; the next is below, behind what forgets the first.
    for (let press = 0; press < 2; press++) await page.page.keyboard.press("Tab");
    await page.page.keyboard.press("Enter");
    assert.deepEqual(await page.emitted("showTrace"), [{ trace: 2 }]);
    assert.equal(await page.page.getByRole("dialog").count(), 0);
    assert.ok(await button(page).evaluate((element) => element === document.activeElement));
    await page.page.evaluate(() => {
      window.attentionInspectorHost.sendTrace(2, "한국어.md", { group: "encoder", layer: 0, head: 0 });
    });
    await page.painted(({ trace }) => trace === 2);
    assert.equal((await button(page).innerText()).trim(), "한국어.md");
    await open(page);
    assert.match(await page.page.locator(".popover [aria-current=true]").innerText(), /^한국어\.md/);
  });

  it("are forgotten one by one, and the focus stays in the list", async () => {
    const page = await threeTraces(await browser.open());
    await open(page);
    const inList = () => page.page.evaluate(() => document.activeElement!.closest(".popover") !== null);
    await page.page.getByRole("button", { name: "Forget text 1.txt: Text number 1" }).press("Enter");
    assert.deepEqual(await page.emitted("forgetTrace"), [{ trace: 1 }]);
    await page.send("keptTraces", { ...three, traces: traces.slice(1) });
    assert.equal(await items(page).count(), 2);
    assert.equal(await page.page.locator(".popover .caption").innerText(), "20 of 512 MB");
    assert.ok(await inList());
    assert.equal(
      await page.page.evaluate(() => document.activeElement!.getAttribute("aria-label")),
      "Forget 한국어.md: 어텐션은 쿼리와 키의",
    );
  });

  it("say what the one on screen holds, in the header", async () => {
    const page = await browser.open();
    await page.show(proseShape(14));
    const facts = page.page.locator(".facts > li");
    assert.ok(!(await facts.allInnerTexts()).some((text) => text.includes("MB")));
    await page.page.evaluate(() => {
      window.attentionInspectorHost.sendTrace(1, "coffee.txt", { group: "encoder", layer: 0, head: 0 }, [], {
        bytes: 37_400_000,
      });
    });
    await page.settle();
    assert.equal((await facts.last().innerText()).trim(), "37 MB");
    await page.send("keptTraces", three);
    await facts.last().locator("button").focus();
    assert.match(
      await facts.last().innerText(),
      /All that are kept hold 24 of 512 MB.*attentionInspector\.traceMemory/s,
    );
  });

  it("are no list where none is kept", async () => {
    const page = await browser.open();
    await page.show(proseShape(14));
    assert.equal(await button(page).count(), 0);
    assert.equal(await page.page.locator("header h1").innerText(), "coffee.txt");
  });

  it("are gone to by steps back and forth, each with the view and head it had", async () => {
    const page = await browser.open();
    await page.show(proseShape(14, 1), { title: "one.txt" });
    await page.page.keyboard.press("]");
    await page.page.keyboard.press("}");
    await page.painted(({ layer, head }) => layer === 1 && head === 1);
    await page.show(proseShape(14, 2), { title: "two.txt" });
    await page.send("keptTraces", { traces: traces.slice(0, 2), shown: 2, bound: 1 });
    await page.page.keyboard.press("1");
    await page.painted();
    // Undo belongs to the trace on show, and to no change of view; back goes on to the one before.
    assert.ok(await page.page.locator("button[data-step=undo]").isDisabled());
    await page.page.keyboard.press("Alt+ArrowLeft");
    await page.page.keyboard.press("Alt+ArrowLeft");
    assert.deepEqual(await page.emitted("showTrace"), [{ trace: 1 }]);
    await page.page.evaluate(() => {
      window.attentionInspectorHost.sendTrace(1, "one.txt", { group: "encoder", layer: 0, head: 0 });
    });
    const report = await page.painted(({ trace }) => trace === 1);
    assert.deepEqual([report.layer, report.head], [1, 1]);
    await page.page.keyboard.press("Alt+ArrowRight");
    assert.deepEqual((await page.emitted("showTrace")).at(-1), { trace: 2 });
    // A trace that is not kept any more is no place to go to.
    await page.send("keptTraces", { traces: traces.slice(0, 1), shown: 1, bound: 1 });
    assert.ok(await page.page.locator("[data-step=forward]").isDisabled());
  });

  for (const theme of ["dark", "light", "hcDark", "hcLight"] as const) {
    it(`give axe nothing to object to (${theme})`, async () => {
      const page = await threeTraces(await browser.open({ theme }));
      await open(page);
      await assertNothingWrong(page, ["header", ".view-tabs", ".look-bar", ".popover"]);
    });
  }

  it("fit a narrow panel, whatever they are called", async () => {
    const page = await browser.open({ width: 280, height: 500 });
    const title = "a-very-long-file-name-of-one-word-that-does-not-fit-anywhere-at-all.txt";
    await page.show(proseShape(14), { title });
    const many = Array.from({ length: 40 }, (_, index) => kept(index + 1, { title, excerpt: title.repeat(3) }));
    await page.send("keptTraces", { traces: many, shown: 1, bound: 512_000_000 });
    await open(page);
    const box = (await page.page.locator(".popover").boundingBox())!;
    assert.ok(box.x >= 0 && box.x + box.width <= 280 && box.y + box.height <= 500, JSON.stringify(box));
    assert.ok((await page.page.evaluate(() => document.documentElement.scrollWidth)) <= 280);
  });
});
