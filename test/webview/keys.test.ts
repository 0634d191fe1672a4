import assert from "node:assert/strict";
import { assertNothingWrong } from "./axe.js";
import { BrowserOfTests } from "./browserOfTests.js";
import type { OpenPage } from "./openPage.js";
import { proseShape } from "./traces.js";

const shape = proseShape(14);
const tab = (page: OpenPage) => page.page.getByRole("tab", { selected: true }).innerText();
const list = (page: OpenPage) => page.page.getByRole("dialog", { name: "Keys" });

/** The chords that a group of the list tells, with what they do. */
async function told(page: OpenPage, group: string): Promise<readonly (readonly [chords: string[], does: string])[]> {
  const section = list(page).locator("section").filter({ hasText: group });
  return section.locator("dl > div").evaluateAll((rows) =>
    rows.map((row) => {
      const chords = Array.from(row.querySelectorAll(".chord"), (chord) =>
        Array.from(chord.querySelectorAll("kbd"), (key) => key.textContent).join("+"),
      );
      return [chords, row.querySelector("dd")!.textContent] as const;
    }),
  );
}

/** Playwright's name of a key as it is written in the list. */
const NAMES: Readonly<Record<string, string>> = {
  Ctrl: "Control",
  Esc: "Escape",
  "←": "ArrowLeft",
  "→": "ArrowRight",
  "↑": "ArrowUp",
  "↓": "ArrowDown",
  "Page Up": "PageUp",
  "Page Down": "PageDown",
  Space: " ",
};
const pressed = (chord: string) => {
  const keys = chord === "+" ? ["+"] : chord.split("+");
  return keys.map((key) => NAMES[key] ?? (/^[A-Z]$/.test(key) ? key.toLowerCase() : key)).join("+");
};

describe("Keys", () => {
  const browser = new BrowserOfTests();

  it("are listed by ?, and by a button, until Escape", async () => {
    const page = await browser.open();
    await page.show(shape);
    const { x, y } = await page.middleOf(3, 4, 14);
    await page.page.mouse.click(x, y);
    await page.page.keyboard.press("?");
    assert.ok(await list(page).isVisible());
    assert.deepEqual((await told(page, "Steps"))[1], [["Ctrl+Y", "Ctrl+Shift+Z"], "Do it again"]);
    // The page's keys wait meanwhile.
    await page.page.keyboard.press("1");
    assert.equal(await tab(page), "Matrix");
    await page.page.keyboard.press("Escape");
    assert.equal(await list(page).count(), 0);
    assert.ok((await page.page.locator(".axis .pinned").count()) > 0, "Escape closed the list and nothing else");
    const button = page.page.getByRole("button", { name: "Keys (?)" });
    await button.click();
    assert.ok(await list(page).isVisible());
    await list(page).getByRole("button", { name: "Close" }).click();
    assert.equal(await list(page).count(), 0);
    assert.ok(await button.evaluate((element) => element === document.activeElement));
  });

  it("do what the list says, those that hold everywhere", async () => {
    const page = await browser.open();
    await page.show(shape, { view: { group: "encoder", layer: 1, head: 1 } });
    await page.page.keyboard.press("?");
    const everywhere = await told(page, "Everywhere");
    await page.page.keyboard.press("Escape");
    await page.page.getByRole("dialog").waitFor({ state: "hidden" });
    const keyOf = (does: string) => pressed(everywhere.find(([, what]) => what.startsWith(does))![0][0]!);
    for (const [does, layer, head] of [
      ["The next head", 1, 2],
      ["The next layer", 2, 2],
      ["The head before", 2, 1],
      ["The layer before", 1, 1],
    ] as const) {
      await page.page.keyboard.press(keyOf(does));
      const report = await page.painted();
      assert.deepEqual([report.layer, report.head], [layer, head], does);
    }
    const views = everywhere.find(([, what]) => what.startsWith("Open a view"))![0];
    assert.deepEqual(views, ["1", "6"]);
    const tabs = await page.page.getByRole("tab").allInnerTexts();
    for (const [place, name] of tabs.entries()) {
      await page.page.keyboard.press(String(place + 1));
      assert.equal(await tab(page), name);
    }
    // Positional encodings have no weights to filter.
    await page.page.keyboard.press(keyOf("Filter"));
    assert.equal(await page.page.getByRole("dialog").count(), 0);
    await page.page.keyboard.press("2");
    await page.painted();
    await page.page.keyboard.press(keyOf("Filter"));
    assert.equal(await page.page.getByRole("dialog", { name: "Filter" }).count(), 1);
    await page.page.keyboard.press("Escape");
    const { x, y } = await page.middleOf(3, 4, 14);
    await page.page.mouse.click(x, y);
    await page.page.locator("body").focus();
    await page.page.keyboard.press(keyOf("Let go"));
    await page.settle();
    assert.equal(await page.page.locator(".axis .pinned").count(), 0);
  });

  for (const [group, view, focus] of [
    ["Matrix, with the focus in it", "Matrix", ".scroller"],
    ["Thumbnails, with the focus on them", "Matrix", ".heads-grid [tabindex='0']"],
    ["Lines, with the focus in them", "Lines", ".lines-scroller"],
    ["Text, with the focus in it", "Text", ".text-scroller"],
    ["Table, with the focus in it", "Table", ".weight-table"],
    ["Divider between the panes", "Matrix", ".splitter"],
  ] as const) {
    it(`are used where the list says so: ${group}`, async () => {
      const page = await browser.open({ width: 1000 });
      await page.show(proseShape(60), { view: { group: "encoder", layer: 1, head: 1 } });
      await page.page.keyboard.press("?");
      const chords = (await told(page, group)).flatMap(([all]) => all);
      await page.page.keyboard.press("Escape");
      assert.ok(chords.length >= 6, chords.join());
      await page.page.getByRole("tab", { name: view }).click();
      await page.painted();
      if (view === "Table") await page.send("goToToken", { token: 5, view: null });
      await page.page.locator(focus).first().focus();
      await page.page.evaluate(() => {
        const unused: string[] = [];
        Object.assign(window, { unused });
        window.addEventListener("keydown", (event) => {
          if (!event.defaultPrevented && !["Control", "Shift", "Alt"].includes(event.key)) unused.push(event.key);
        });
      });
      for (const chord of chords) {
        // A divider runs one way: two of the four arrows move it.
        if (group.startsWith("Divider") && /[↑↓]/.test(chord)) continue;
        // Another token's table begins without a row in hand.
        await page.page.locator(focus).first().focus();
        if (view === "Table") await page.page.keyboard.press("ArrowDown");
        await page.page.keyboard.press(pressed(chord));
        await page.painted();
        await page.settle();
      }
      assert.deepEqual(await page.page.evaluate(() => (window as unknown as { unused: string[] }).unused), []);
    });
  }

  it("undo and redo what is looked at, and how", async () => {
    const page = await browser.open();
    await page.show(shape);
    const chips = () => page.page.locator(".recipe .chip").allInnerTexts();
    await page.page.keyboard.press("]");
    await page.page.keyboard.press("f");
    await page.page.getByRole("radio", { name: "Linear" }).click();
    await page.page.getByRole("spinbutton", { name: "Strongest keys, as a number" }).fill("4");
    await page.page.keyboard.press("Escape");
    assert.deepEqual(await chips(), ["top 4", "linear scale, per head"]);
    await page.page.keyboard.press("Control+z");
    assert.deepEqual(await chips(), ["linear scale, per head"]);
    await page.page.keyboard.press("Control+z");
    assert.deepEqual(await chips(), ["√ scale, per head"]);
    await page.page.keyboard.press("Control+z");
    assert.equal((await page.painted(({ head }) => head === 0)).head, 0);
    assert.ok(await page.page.locator("[data-step=undo]").isDisabled());
    await page.page.keyboard.press("Control+Shift+z");
    await page.page.keyboard.press("Control+y");
    await page.page.locator("[data-step=redo]").click();
    assert.deepEqual(await chips(), ["top 4", "linear scale, per head"]);
    assert.equal((await page.painted(({ head }) => head === 1)).head, 1);
    // What is done after undoing leaves nothing to do again.
    await page.page.keyboard.press("Control+z");
    await page.page.keyboard.press("[");
    assert.ok(await page.page.locator("[data-step=redo]").isDisabled());
  });

  it("undo no change of view or room, and nothing that going back has undone", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.page.keyboard.press("]");
    await page.page.keyboard.press("4");
    assert.equal(await tab(page), "Text");
    await page.page.keyboard.press("Control+z");
    assert.equal((await page.painted(({ head }) => head === 0)).head, 0);
    assert.equal(await tab(page), "Text");
    await page.page.keyboard.press("Control+y");
    await page.painted(({ head }) => head === 1);
    await page.page.keyboard.press("]");
    await page.painted(({ head }) => head === 2);
    await page.page.keyboard.press("Alt+ArrowLeft");
    await page.painted(({ head }) => head === 1);
    // The step before is the head on show: what is undone is the one before that.
    await page.page.keyboard.press("Control+z");
    assert.equal((await page.painted(({ head }) => head === 0)).head, 0);
  });

  it("go back two traces at once, and forth again", async () => {
    const page = await browser.open();
    for (const id of [1, 2, 3]) await page.show({ ...shape, id });
    const keep = () =>
      page.send("keptTraces", {
        traces: [1, 2, 3].map((trace) => ({ trace, title: "", excerpt: "", encoder: "", tokens: 1, bytes: 1 })),
        shown: 3,
        bound: 9,
      });
    await keep();
    await page.page.keyboard.press("Alt+ArrowLeft");
    await page.page.keyboard.press("Alt+ArrowLeft");
    assert.deepEqual(await page.emitted("showTrace"), [{ trace: 2 }, { trace: 1 }]);
    for (const id of [2, 1]) await page.show({ ...shape, id });
    await page.page.keyboard.press("Alt+ArrowRight");
    assert.deepEqual((await page.emitted("showTrace")).at(-1), { trace: 2 });
  });

  it("have nothing to undo, and nowhere to go, where nothing is shown", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.page.keyboard.press("]");
    await page.send("cleared", {});
    await page.show({ ...shape, id: 2 });
    assert.ok(await page.page.locator("button[data-step=undo]").isDisabled());
  });

  it("leave nothing to undo where they change nothing", async () => {
    const page = await browser.open();
    await page.show(shape);
    for (const key of ["2", "[", "{", "Escape"]) await page.page.keyboard.press(key);
    await page.page.locator("[data-layer='0'][data-head='0']").click();
    await page.painted();
    for (const step of ["undo", "redo", "back", "forward"]) {
      assert.ok(await page.page.locator(`button[data-step=${step}]`).isDisabled(), step);
    }
  });

  it("are letters where text is written", async () => {
    const page = await browser.open();
    await page.show(shape);
    await page.page.keyboard.press("f");
    await page.page.getByRole("spinbutton", { name: "Least weight, as a number" }).fill("");
    await page.page.keyboard.press("1");
    assert.equal(await tab(page), "Matrix");
    // A slider takes none.
    await page.page.getByRole("slider", { name: "Least weight" }).focus();
    await page.page.keyboard.press("]");
    assert.equal((await page.painted(({ head }) => head === 1)).head, 1);
  });

  it("are named as a Mac has them", async () => {
    const userAgent = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
    const page = await browser.open({ browserOptions: { userAgent } });
    await page.show(shape);
    const titles = await page.page
      .locator("[data-step]")
      .evaluateAll((all) => all.filter((one) => one.localName === "button").map((one) => one.getAttribute("title")));
    assert.deepEqual(titles, ["Back (⌥←)", "Forward (⌥→)", "Undo (⌘Z)", "Redo (⌘Y)"]);
    await page.page.keyboard.press("]");
    await page.page.keyboard.press("Meta+z");
    assert.equal((await page.painted(({ head }) => head === 0)).head, 0);
  });

  for (const [theme, width] of [
    ["dark", 900],
    ["light", 280],
    ["hcDark", 500],
    ["hcLight", 900],
  ] as const) {
    it(`give axe nothing to object to when they are listed (${theme}, ${width} wide)`, async () => {
      const page = await browser.open({ theme, width, height: 500 });
      await page.show(shape);
      await page.page.keyboard.press("?");
      await assertNothingWrong(page, ["header", ".key-help"]);
      const { scrolls, body } = await list(page).evaluate((dialog) => ({
        scrolls: dialog.scrollWidth > dialog.clientWidth,
        body: document.documentElement.scrollWidth,
      }));
      assert.ok(!scrolls && body <= width, String(body));
    });
  }
});
