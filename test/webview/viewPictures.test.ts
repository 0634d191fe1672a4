import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { views, type View } from "../../src/protocol/look.js";
import { outputFolder, repository } from "../host/repository.js";
import { BrowserOfTests } from "./browserOfTests.js";
import type { OpenOptions, OpenPage } from "./openPage.js";
import type { ThemeKind } from "./themes.js";
import { proseShape } from "./traces.js";

/** The pictures of docs/views.md: made anew there with ATTENTION_INSPECTOR_PICTURES=docs, else beside the other ones. */
const folder =
  process.env.ATTENTION_INSPECTOR_PICTURES === "docs"
    ? join(repository, "docs", "views")
    : join(outputFolder, "screenshots", "views");

/** Tokens as a tokenizer makes them of Korean. */
const korean =
  "어텐션| 은| 문장| 의| 각| 토큰| 이| 다른| 토큰| 을| 얼마나| 참고| 하는지| 알려| 줍니다|.|\n| 쿼리| 와| 키| 의| 내적| 을| 나눈| 뒤| 소프트맥스| 를| 취하고|,| 그| 가중치| 로| 밸류| 를| 더합니다|.| 헤드| 마다| 다릅니다|.".split(
    "|",
  );

interface State {
  readonly name: string;
  readonly theme: ThemeKind;
  readonly tokens: number;
  readonly language?: OpenOptions["language"];
}

const states: readonly State[] = [
  { name: "light", theme: "light", tokens: 40 },
  { name: "dark", theme: "dark", tokens: 40 },
  { name: "high-contrast", theme: "hcDark", tokens: 40 },
  { name: "korean", theme: "light", tokens: 40, language: "ko" },
  { name: "6-tokens", theme: "light", tokens: 6 },
  { name: "512-tokens", theme: "light", tokens: 512 },
];

describe("Pictures of the views", () => {
  const browser = new BrowserOfTests();

  for (const { name, theme, tokens, language } of states) {
    it(`${name}: of every view`, async () => {
      const page = await browser.open({ theme, width: 1100, height: 760, ...(language ? { language } : {}) });
      const large = tokens === 512;
      const shape = proseShape(tokens, 1, large ? 12 : 4, large ? 12 : 8);
      await page.show(language === "ko" ? { ...shape, words: korean } : shape, {
        title: language === "ko" ? "어텐션.md" : "coffee.txt",
        view: { group: "encoder", layer: 1, head: 3 },
      });
      await page.send("goToToken", { token: Math.min(9, tokens - 2), view: null });
      mkdirSync(folder, { recursive: true });
      for (const view of views) {
        await openView(page, view);
        const path = join(folder, `${view}-${name}.png`);
        const picture = await page.page.screenshot({ path });
        assert.ok(picture.length > 5_000, `${view} is drawn`);
      }
    }).timeout(60_000);
  }
});

async function openView(page: OpenPage, view: View): Promise<void> {
  await page.page.locator(`#tab-${view}`).click();
  await page.painted();
  // No tab's tooltip, and no pointer, is to be in the picture.
  await page.page.mouse.move(2, 2);
  await page.settle();
  await page.settle();
}
