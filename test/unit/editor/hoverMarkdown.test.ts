import assert from "node:assert/strict";
import { attendedKeys } from "../../../src/attention/attendedKeys.js";
import { mapUnits, withRecipe } from "../../../src/attention/attentionMap.js";
import { plainRecipe, type Recipe } from "../../../src/attention/recipe.js";
import { longestTokenText } from "../../../src/attention/shortened.js";
import { tokenLabels } from "../../../src/attention/tokenLabels.js";
import type { TraceSummary } from "../../../src/attention/trace.js";
import { hoverMarkdown } from "../../../src/editor/hoverMarkdown.js";

function traceOf(texts: readonly string[]): TraceSummary {
  const n = texts.length;
  return {
    id: 1,
    encoder: { name: "e", version: "0", layers: 4, heads: 8, dimension: 8, headDimension: 1, trainedLength: 512 },
    provider: { asked: "auto", used: "cpu", reason: null },
    groups: [{ group: "encoder", layers: 4, heads: 8, queries: "source", keys: "source" }],
    tokens: {
      ids: new Int32Array(n),
      texts,
      segments: new Int32Array(n),
      starts: Int32Array.from(texts.keys()),
      ends: Int32Array.from(texts.keys(), (start) => start + 1),
    },
    targetTokens: null,
    producedTokens: null,
    segments: [texts.join("")],
    truncation: null,
    bytes: 0,
    hiddenShapes: [],
    seal: null,
    notes: [],
    positions: [],
    positionalEncodingNote: null,
    timings: { load: 0, tokenize: 0, run: 0 },
  };
}

function named(texts: readonly string[]) {
  const trace = traceOf(texts);
  return { trace, labels: { source: tokenLabels(trace.tokens), target: [], produced: [] } };
}

/** What a hover has of a map `[N, N]` of a trace under a recipe. */
function attendedIn(trace: TraceSummary, cells: readonly number[], recipe: Recipe = plainRecipe) {
  const attention = Float32Array.from(cells);
  const units = mapUnits(trace, "encoder", recipe);
  const map = { ...units, weights: withRecipe(attention, units, recipe).weights, left: null };
  const whole = { ...recipe, dropSpecial: false, threshold: 0, topK: null };
  const unitsOfWhole = mapUnits(trace, "encoder", whole);
  const weights = attendedKeys(map, withRecipe(attention, unitsOfWhole, whole), trace.tokens, 5);
  return { recipe, units, weights };
}

const two = attendedIn(traceOf(["a", "b"]), [0.25, 0.75, 0.5, 0.5]);
const view = { group: "encoder", layer: 2, head: 4 } as const;
const mean = { place: { group: "encoder", layer: 3, head: "mean" }, ...two } as const;
const head = { place: view, ...two } as const;

describe("hoverMarkdown", () => {
  it("has a bounded length, whatever the tokens", () => {
    // What `shortened` leaves of a long token, in the characters that take most room.
    const longest = "\u{e0041}".repeat(longestTokenText / 2);
    for (const text of [longest, "*".repeat(longestTokenText), "x".repeat(1_000_000)]) {
      const labelled = named(Array<string>(2).fill(text));
      for (const label of labelled.labels.source) assert.ok(label.length <= 250, String(label.length));
      const markdown = hoverMarkdown({ ...labelled, token: 0, parts: 1, attended: mean, view });
      assert.ok(markdown.length < 3000, String(markdown.length));
    }
  });

  it("lists the most attended tokens with weights and positions, strongest first", () => {
    const markdown = hoverMarkdown({
      ...named(["coffee", " tea"]),
      token: 0,
      parts: 1,
      attended: mean,
      view,
    });
    assert.match(markdown, /^\*\*coffee\*\* attends to \(mean over 8 heads, layer 4\)/);
    assert.match(markdown, /\| 0\.750 \| \[·tea\]\(command:attentionInspector\.openInPanel\?%5B1%5D\) \| 1 \|/);
    assert.ok(markdown.indexOf("0.750") < markdown.indexOf("0.250"));
  });

  it("names the head in view, and links to it", () => {
    const markdown = hoverMarkdown({
      ...named(["a", "b"]),
      token: 1,
      parts: 3,
      attended: head,
      view,
    });
    assert.match(markdown, /layer 3 head 5, the first of 3 tokens of this character/);
    assert.ok(markdown.includes(encodeURIComponent(JSON.stringify([0, view]))));
  });

  it("escapes the person's text, so that it is neither markup, nor a link, nor invisible", () => {
    const hostile = "[x](command:workbench.action.quit) <img src=y> `|` $(eye)\u202e";
    const markdown = hoverMarkdown({
      ...named([hostile, "b"]),
      token: 0,
      parts: 1,
      attended: mean,
      view,
    });
    assert.ok(!markdown.includes("(command:workbench"));
    assert.doesNotMatch(markdown, /(?<!\\)[<`$]/);
    assert.ok(!markdown.includes("\u202e"));
    assert.ok(markdown.includes("⟨202E⟩"));
    const cells = markdown.split("\n").find((line) => line.startsWith("| 0.250"))!;
    assert.equal(cells.match(/(?<!\\)\|/g)!.length, 4);
  });

  it("names the group where there are several, and links a key to where it is a query", () => {
    const { trace, labels } = named(["tea", "cup"]);
    const shown = hoverMarkdown({
      trace: {
        ...trace,
        groups: [...trace.groups, { group: "cross", layers: 4, heads: 8, queries: "target", keys: "source" }],
        targetTokens: traceOf(["Tee", "Tasse"]).tokens,
      },
      labels: { ...labels, target: ["Tee", "Tasse"] },
      token: 0,
      parts: 1,
      attended: { ...two, place: { group: "cross", layer: 2, head: 4 } },
      view: { group: "cross", layer: 2, head: 4 },
    });
    assert.match(shown, /^\*\*Tee\*\* attends to \(cross-attention layer 3 head 5\)/);
    const link = (args: unknown) => `openInPanel?${encodeURIComponent(JSON.stringify(args))}`;
    assert.ok(shown.includes(`[cup](command:attentionInspector.${link([1, view])})`));
    assert.ok(shown.includes(link([0, { group: "cross", layer: 2, head: 4 }])));
  });

  for (const [row, says] of [
    [[NaN, NaN], "n/a: every weight is NaN or infinite."],
    [[0, 0], "Nothing: every weight is 0."],
  ] as const) {
    it(`says of ${row.join()} that it is ${says}`, () => {
      const attended = { ...mean, ...attendedIn(traceOf(["a", "b"]), [...row, ...row]) };
      const shown = hoverMarkdown({ ...named(["a", "b"]), token: 0, parts: 1, attended, view });
      assert.ok(shown.includes(says), shown);
      assert.ok(!shown.includes("| weight |"));
    });
  }

  describe("of a text between special tokens", () => {
    const texts = ["<s>", "co", "ffee", " tea", "</s>"];
    const { trace: whole, labels } = named(texts);
    const tokens = {
      ...whole.tokens,
      segments: Int32Array.of(-1, 0, 0, 0, -1),
      starts: Int32Array.of(-1, 0, 2, 6, -1),
      ends: Int32Array.of(-1, 2, 6, 10, -1),
    };
    const trace = { ...whole, tokens, segments: ["coffee tea"] };
    // Of every row alike: <s> has 0.5, </s> 0.3, "co" 0.05, "ffee" 0.1, "·tea" 0.05.
    const cells = Array.from({ length: 25 }, (_, cell) => [0.5, 0.05, 0.1, 0.05, 0.3][cell % 5]!);
    const shown = (recipe: Partial<Recipe>, token = 3, change: Partial<TraceSummary["encoder"]> = {}) =>
      hoverMarkdown({
        trace: { ...trace, encoder: { ...trace.encoder, ...change } },
        labels,
        token,
        parts: 1,
        attended: { place: view, ...attendedIn(trace, cells, { ...plainRecipe, ...recipe }) },
        view,
      });
    const rows = (markdown: string) =>
      Array.from(markdown.matchAll(/^\| ([\d.]+) \| \[(.*?)\]\(.*\| ([\d–]+) \|$/gm), ([, ...cells]) =>
        cells.join(" "),
      );

    it("folds them into one line after the others", () => {
      const markdown = shown({});
      assert.deepEqual(rows(markdown), ["0.100 ffee 2", "0.050 co 1", "0.050 ·tea 3"]);
      assert.ok(markdown.indexOf("Special tokens: 0.800 together") > markdown.indexOf("·tea"));
      assert.doesNotMatch(markdown, /As in the panel/);
    });

    it("lists what the panel shows under its recipe, and names that", () => {
      const dropped = shown({ dropSpecial: true });
      assert.deepEqual(rows(dropped), ["0.500 ffee 2", "0.250 co 1", "0.250 ·tea 3"]);
      assert.match(dropped, /^Left out: special tokens, 0\.800 together$/m);
      assert.match(dropped, /^As in the panel: special tokens dropped, rows sum to 1$/m);
      const merged = shown({ merge: "words" }, 2);
      assert.match(merged, /^\*\*coffee\*\* attends to/);
      assert.deepEqual(rows(merged), ["0.150 coffee 1–2", "0.050 ·tea 3"]);
      assert.match(merged, /Special tokens: 0\.800 together\n\nAs in the panel: merged into words/);
      const few = shown({ dropSpecial: true, threshold: 0.3, topK: 1 });
      assert.deepEqual(rows(few), ["0.500 ffee 2"]);
      assert.match(few, /rows sum to 1; weights below 0\.3 set to 0; only the 1 strongest keys of a query kept/);
    });

    it("bounds the name of a unit, however long its text", () => {
      const long = "word".repeat(100_000);
      const huge = {
        ...trace,
        segments: [long],
        tokens: { ...tokens, ends: Int32Array.of(-1, 2, long.length, 10, -1) },
      };
      const attended = { place: view, ...attendedIn(huge, cells, { ...plainRecipe, merge: "lines" }) };
      assert.ok(hoverMarkdown({ trace: huge, labels, token: 2, parts: 1, attended, view }).length < 2000);
    });

    it("says where a token stands beyond the trained length", () => {
      const beyond = /^Position 3 is new to the encoder, which was trained on 3 tokens\.$/m;
      assert.match(shown({}, 3, { trainedLength: 3 }), beyond);
      for (const trainedLength of [4, null])
        assert.doesNotMatch(shown({}, 3, { trainedLength }), /is new to the encoder/);
    });
  });
});
