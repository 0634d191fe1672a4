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

  it("are bounded text in every sentence that the host sends", async () => {
    const page = await browser.open();
    const long = `<b>b</b> \u202egnp.exe\u202c\n\u0007 ${"x".repeat(500_000)}; do this.`;
    await page.show(shape, { title: long, notices: [long] });
    await page.send("failed", { message: long });
    await page.send("busy", { message: long });
    for (const place of [".message.failure p", ".message.notice p", ".busy-message", "header h1"]) {
      const text = (await page.page.locator(place).first().textContent()) ?? "";
      assert.ok(text.length > 100 && text.length <= 2_000, `${place}: ${text.length} characters`);
      assert.ok(text.startsWith("<b>b</b> ⟨202E⟩gnp.exe⟨202C⟩ ⟨07⟩"), place);
      assert.ok(text.endsWith("; do this."), place);
    }
  });
});
