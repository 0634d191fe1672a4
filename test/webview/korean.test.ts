import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fill, formatWeight } from "../../webview/labels.js";
import { english } from "../../webview/labels/english.js";
import { repository } from "../host/repository.js";
import { whatIsWrong } from "./axe.js";
import { BrowserOfTests } from "./browserOfTests.js";
import type { OpenPage } from "./openPage.js";
import { textsCutOff, textsOf } from "./pageTexts.js";
import { traceOf, weightOf } from "./traces.js";

type Words = typeof english;

const korean = (JSON.parse(readFileSync(join(repository, "l10n/page.l10n.ko.json"), "utf8")) as { labels: Words })
  .labels;

const words = "트랜스|포머|는| 모든| 토큰|이| 다른| 토큰|에| 주목|하|게| 한|다|.|\n| 어텐|션|".split("|").slice(0, -1);
const n = words.length + 2;
const shape = { id: 1, words, layers: 4, heads: 8, dimension: 64 };
const trace = traceOf(shape);
const site = { group: "encoder", contextError: 2.1e-7, rowSumError: 6e-8, emptyRows: 0 } as const;
const sites = [0, 1, 2, 3].map((layer) =>
  layer === 1
    ? { ...site, layer, contextError: 0.031, proven: false, reason: "마스크를 인식하지 못했습니다." }
    : { ...site, layer, proven: true, reason: null },
);
const unproven = {
  ...shape,
  id: 2,
  summary: { seal: { contextError: 0.031, rowSumError: 6e-8, tolerance: 1e-5, sites } },
};

/** English templates that have another Korean, as what they may be filled to. */
const englishTexts = templates(english, korean).map(([path, text]) => {
  const parts = text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return { path, pattern: new RegExp(`^${parts.join(".+")}$`, "s") };
});

function templates(one: object, other: object, path = ""): [path: string, text: string][] {
  return Object.entries(one).flatMap(([name, value]: [string, unknown]) => {
    const translated = (other as Record<string, unknown>)[name];
    if (typeof value === "object") return templates(value!, translated as object, `${path}.${name}`);
    const text = value as string;
    return text === translated || !/\p{L}/u.test(text.replace(/\{\w+\}/g, "")) ? [] : [[`${path}.${name}`, text]];
  });
}

/** What the page still says in English. */
async function englishLeft({ page }: OpenPage): Promise<string[]> {
  const said = await textsOf(page);
  assert(said.some((text) => /[가-힣]/.test(text)));
  return said.flatMap((text) =>
    englishTexts.filter(({ pattern }) => pattern.test(text)).map(({ path }) => `${path}: ${text}`),
  );
}

async function openView(page: OpenPage, view: keyof Words["views"]): Promise<void> {
  await page.page.getByRole("tab", { name: korean.views[view], exact: true }).click();
  await page.settle();
  await page.settle();
}

describe("The page in Korean", function () {
  this.timeout(60_000);
  const browser = new BrowserOfTests();

  it("says what is on screen, with exact weights", async () => {
    const page = await browser.open({ language: "ko" });
    assert.equal(await page.page.evaluate(() => document.documentElement.lang), "ko");
    await page.show(shape, { title: "커피.md", view: { group: "encoder", layer: 2, head: 4 } });
    await openView(page, "matrix");
    const header = await page.page.locator("header").innerText();
    assert.ok(header.includes(`토큰 ${n}개`), header);
    assert.ok(header.includes("4 × 8 헤드"), header);
    await page.pointAt(5, 9, n);
    const weight = formatWeight(weightOf(trace, 2, 4, 5, 9));
    const place = fill(korean.place, { layer: 3, head: 5 });
    const sentence = (await page.sentence()).replaceAll(/[·⏎]|#\d+/g, "").replaceAll(/\s+/g, " ");
    assert.ok(sentence.startsWith(`${place}에서 쿼리 `) && sentence.endsWith(`가중치는 ${weight}입니다`), sentence);
  });

  it("tells of what fails in it", async () => {
    const page = await browser.open({ language: "ko" });
    await page.send("failed", { message: "인코더 프로세스가 멈췄습니다." });
    assert.deepEqual(await englishLeft(page), []);
    await page.show(shape);
    await page.page.evaluate(() => {
      window.attentionInspectorHost.call = () => Promise.reject(new TypeError("of our own"));
    });
    await openView(page, "positions");
    await page.page.getByText("Attention Inspector에 예기치 않은 오류가 생겼습니다.").first().waitFor();
  });

  for (const [theme, width] of [
    ["dark", 280],
    ["light", 400],
    ["dark", 900],
    ["light", 900],
  ] as const) {
    it(`has no English left, fits ${width} pixels and gives axe nothing to object to (${theme})`, async () => {
      const page = await browser.open({ language: "ko", theme, width, height: 900 });
      const faults: string[] = [];
      const look = async (name: string) => {
        await page.screenshot(`korean-${name}-${theme}-${width}`);
        const tooWide = (await page.page.evaluate(() => document.documentElement.scrollWidth)) > width;
        const cut = (await textsCutOff(page.page)).map((text) => `cut off: ${text}`);
        const found = [...(await englishLeft(page)), ...cut, ...(tooWide ? ["too wide"] : [])];
        faults.push(...[...found, ...(await whatIsWrong(page, ["body"]))].map((fault) => `${name}: ${fault}`));
      };
      await page.send("cleared", {});
      await look("empty");
      await page.show(unproven, { title: "커피.md", notices: ["선택한 것이 없어 커서가 있는 문단을 표시합니다."] });
      for (const view of ["model", "matrix", "lines", "text", "table", "positions"] as const) {
        await openView(page, view);
        if (view === "matrix") {
          await page.pointAt(4, 3, n);
          await page.page.mouse.down();
          await page.page.mouse.up();
          await page.settle();
        }
        await page.page.evaluate(() => scrollTo(0, 0));
        await look(view);
      }
      await openView(page, "matrix");
      await page.page.locator(".fact.warning").first().focus();
      await look("unproven");
      await page.page.keyboard.press("Escape");
      await page.page.keyboard.press("f");
      await page.settle();
      await look("filter");
      await page.page.keyboard.press("Escape");
      await page.page.keyboard.press("?");
      await page.settle();
      await look("keys");
      await page.page.keyboard.press("Escape");
      await page.page.getByRole("button", { name: korean.exports.button }).click();
      await page.settle();
      await look("export");
      assert.deepEqual(faults, []);
    });
  }
});
