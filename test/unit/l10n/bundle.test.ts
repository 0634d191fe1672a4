import assert from "node:assert/strict";
import { getL10nJson } from "@vscode/l10n-dev";
import { readJson, slotsOf, translatedSources } from "./support/sources.js";

describe("the Korean bundle", function () {
  this.timeout(120_000);
  const korean = readJson("l10n/bundle.l10n.ko.json") as Record<string, string>;
  let said: string[];
  before(async () => {
    const sources = translatedSources().filter(({ text }) => text.includes("l10n"));
    const found = await getL10nJson(sources.map(({ text: contents }) => ({ contents, extension: ".ts" })));
    said = Object.keys(found);
  });

  it("is asked for more than a few sentences", () => {
    assert(said.length > 300, `${said.length} were found`);
  });

  it("has every sentence of the sources", () => {
    assert.deepEqual(
      said.filter((sentence) => !Object.hasOwn(korean, sentence)),
      [],
    );
  });

  it("has no sentence that nobody says", () => {
    const all = new Set(said);
    assert.deepEqual(
      Object.keys(korean).filter((sentence) => !all.has(sentence)),
      [],
    );
  });

  for (const [english, translated] of Object.entries(korean)) {
    it(`fills the same slots: ${english.slice(0, 60)}`, () => {
      assert.deepEqual(slotsOf(translated), slotsOf(english));
    });
  }

  it("ends a sentence where the English one ends, and nothing else", () => {
    const differing = Object.entries(korean).filter(([one, other]) => one.endsWith(".") !== other.endsWith("."));
    assert.deepEqual(differing, []);
  });
});
