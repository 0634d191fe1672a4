import assert from "node:assert/strict";
import { whatIsWrong } from "../axe.js";
import { textsCutOff } from "../pageTexts.js";
import { description, eventful } from "./descriptions.js";
import { ModelPages, tell } from "./modelPages.js";

describe("The page of an .onnx file in Korean", () => {
  const pages = new ModelPages();

  for (const [theme, width] of [
    ["dark", 280],
    ["light", 400],
    ["light", 900],
  ] as const) {
    it(`has Korean headings, fits ${width} pixels and gives axe nothing to object to (${theme})`, async () => {
      const page = await pages.open({ language: "ko", theme, width });
      for (const [name, described] of [
        ["eventful", eventful()],
        ["plain", description()],
      ] as const) {
        await tell(page, "described", described);
        await page.screenshot(`korean-model-file-${name}-${theme}-${width}`);
        assert.deepEqual(await textsCutOff(page.page), []);
        assert.deepEqual(await whatIsWrong(page, ["body"]), []);
        const headings = await page.page.locator("h2, h3, th[scope=col], dt, button").allTextContents();
        assert.ok(headings.length > 8, headings.join());
        const english = headings.filter(
          (text) => !/[가-힣]/.test(text) && !/^(d_k)?$/.test(text) && !/^[\d–, ]+$/.test(text),
        );
        assert.deepEqual(english, []);
      }
      assert.equal(await page.page.evaluate(() => document.documentElement.lang), "ko");
    });
  }
});
