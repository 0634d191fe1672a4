import assert from "node:assert/strict";
import { sentenceFaults } from "./support/sentenceFaults.js";
import { translatedSources } from "./support/sources.js";

describe("sentences", () => {
  it("are whole templates, everywhere in the sources", () => {
    assert.deepEqual(
      translatedSources().flatMap(({ path, text }) => sentenceFaults(path, text)),
      [],
    );
  });

  for (const [what, wrong] of [
    ["added to another", `() => l10n.t("Open ") + name`],
    ["added to another, in one of two cases", `() => (all ? l10n.t("All of ") : l10n.t("Some of ")) + name`],
    ["put into a text", "() => `${l10n.t('Open')} the file`"],
    ["put into a text by a name", "() => { const what = l10n.t('Open'); return `${what} the file`; }"],
    ["put into another's slot", `() => l10n.t("{0} failed", l10n.t("The run"))`],
    ["put into another's slot by a name", `() => { const run = l10n.t("The run"); return l10n.t("{0} failed", run); }`],
    ["joined in a line", `() => [l10n.t("Open"), name].join(" ")`],
    ["joined without a word between", `() => [l10n.t("Open"), name].join()`],
    ["of a text that is not written out", `(text) => l10n.t(text)`],
    ["of a text with values in it", "(name) => l10n.t(`Open ${name}`)"],
    ["made when the module loads", `const open = l10n.t("Open");`],
    ["made when a class is loaded", `class Opening { static readonly title = vscode.l10n.t("Open"); }`],
    ["of a failure, in English alone", `() => { throw new Failure("badRequest", "It is wrong."); }`],
    ["of a failure, made of values", "(name) => new Failure('badRequest', `${name} is wrong.`)"],
    ["of a failure, in one case", `() => new Failure("badRequest", all ? l10n.t("All is wrong.") : "It is wrong.")`],
    ["of a step, in English alone", `({ progress }) => progress("Opening")`],
    ["of a message, in English alone", `() => notify("error", "It is wrong.")`],
  ] as const) {
    it(`are found where one is ${what}`, () => {
      assert.equal(sentenceFaults("wrong.ts", wrong).length > 0, true);
    });
  }

  for (const right of [
    `() => l10n.t("Open {0}", name)`,
    `() => (all ? l10n.t("Open all") : l10n.t("Open one"))`,
    "() => { const count = l10n.t('{0} tokens', n); return `$(eye) ${count} · ${name}`; }",
    `() => { const how = l10n.t("Killed"); return how; }; (how) => l10n.t("It ended ({0})", how)`,
    `() => [l10n.t("One line"), l10n.t("Another")].join("\\n")`,
    `(sentence) => new Failure("badRequest", sentence)`,
    `class Opening { readonly title = vscode.l10n.t("Open"); }`,
  ]) {
    it(`are left alone: ${right}`, () => {
      assert.deepEqual(sentenceFaults("right.ts", right), []);
    });
  }
});
