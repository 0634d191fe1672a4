import assert from "node:assert/strict";
import { BrowserOfTests } from "./browserOfTests.js";
import { hostileWords } from "./traces.js";

describe("Tokens that mean harm", () => {
  const browser = new BrowserOfTests();
  const shape = { id: 1, words: hostileWords, layers: 2, heads: 4, dimension: 32 };
  const n = hostileWords.length + 2;

  it("are text wherever they are shown", async () => {
    const page = await browser.open();
    await page.show(shape, { title: "<b>__proto__</b>.txt", notices: ["<script>document.title='broken'</script>"] });
    for (let token = 0; token < n; token++) {
      await page.pointAt(token, (token + 1) % n, n);
      assert.ok((await page.sentence()).includes("attends to"), `token ${token}: ${await page.sentence()}`);
    }
    await page.send("goToToken", { token: 1, view: null });
    await page.page.getByRole("tab", { name: "Positional encoding" }).click();
    for (let token = 0; token < n; token++) await page.pointAt(token, 3, n, 32);
    assert.equal(await page.page.locator("img, script:not([nonce]), b").count(), 0);
    assert.equal(await page.page.title(), "Attention");
    assert.equal(await page.page.evaluate(() => Object.keys(Object.prototype).length), 0);
  });

  it("cannot turn what stands beside them around", async () => {
    const page = await browser.open();
    await page.show(shape);
    const token = hostileWords.findIndex((word) => word.includes("\u202E")) + 1;
    await page.pointAt(token, 1, n);
    const text = (await page.page.locator(".sentence").textContent()) ?? "";
    assert.ok(text.startsWith("⟨202E⟩gnp.exe⟨202C⟩ attends to "), text);
    assert.equal(/[\u202A-\u202E\u2066-\u2069]/.test(await page.page.locator("body").innerText()), false);
  });
});
