import assert from "node:assert/strict";
import { pageFaults } from "./support/pageFaults.js";
import { sentenceFaults } from "./support/sentenceFaults.js";
import { pageSources } from "./support/sources.js";

describe("words of the page", function () {
  this.timeout(60_000);
  it("are whole templates, taken when they are shown", () => {
    const sources = pageSources();
    assert(sources.length > 100, `${sources.length} were found`);
    assert.deepEqual(
      sources.flatMap(({ path, text }) => [...pageFaults(path, text), ...sentenceFaults(path, text)]),
      [],
    );
  });

  const imports = `import { fill, labels } from "./labels.js"; import { modelLabels } from "./modelLabels.js";`;
  for (const [what, wrong] of [
    ["added to a text", "() => labels.head + name"],
    ["added to a text, in one of two cases", "() => (one ? labels.head : labels.layer) + name"],
    ["put into a text", "() => `${labels.head} ${name}`"],
    ["put into a text by a sign", "() => `${labels.zoomIn} (+)`"],
    ["put into a text, filled", "() => `${fill(labels.headNumber, { head })}!`"],
    ["put into a text by a name", "() => { const word = labels.head; return `${word}: ${name}`; }"],
    ["joined with a space", `() => [labels.head, name].join(" ")`],
    ["of a table, and joined", `() => labels.views[view] + name`],
    ["taken when the module loads", "const word = labels.head;"],
    ["taken from a table when the module loads", "const { head, layer } = modelLabels;"],
    ["taken when a class is loaded", "class Tab { static readonly title = labels.head; }"],
    ["written into an element", "() => <p>Layer</p>"],
    ["written into an element, in one case", `() => <p>{one ? "layer" : labels.layer}</p>`],
    ["written into an element, with a value", "() => <p>{`layer ${layer}`}</p>"],
    ["written as a title", `() => <p title="Layer" />`],
    ["written as a label", "() => <p aria-label={`layer ${layer}`} />"],
    ["written as a component's text", `() => <Button text="Show" />`],
    ["set as text", `() => { element.textContent = "Layer"; }`],
    ["set as an attribute", `() => { element.setAttribute("aria-label", "Layer"); }`],
  ] as const) {
    it(`are found where one is ${what}`, () => {
      assert.equal(pageFaults("wrong.tsx", imports + wrong).length > 0, true);
    });
  }

  for (const right of [
    "() => fill(labels.headNumber, { head })",
    '() => <p title={labels.head} class="two words">{fill(labels.headNumber, { head })}</p>',
    "() => <p>{labels.head} {value} <span>·</span></p>",
    `() => [labels.head, labels.layer].join(", ")`,
    `() => <Icon name="close" />`,
    "(axis) => `${axis.labels[0]} ${labels.length}`".replace("labels.length", "axis.labels.length"),
    "class Tab { readonly title = labels.head; }",
    "type Words = typeof labels.views;",
  ]) {
    it(`are left alone: ${right}`, () => {
      assert.deepEqual(pageFaults("right.tsx", imports + right), []);
    });
  }
});
