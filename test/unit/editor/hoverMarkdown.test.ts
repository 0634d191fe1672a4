import assert from "node:assert/strict";
import { mostAttended } from "../../../src/attention/mostAttended.js";
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

const weights = mostAttended(Float32Array.of(0.25, 0.75, 0.5, 0.5), 2, 5);
const view = { group: "encoder", layer: 2, head: 4 } as const;
const mean = { place: { group: "encoder", layer: 3, head: "mean" }, weights } as const;
const head = { place: view, weights } as const;

describe("hoverMarkdown", () => {
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
      attended: { place: { group: "cross", layer: 2, head: 4 }, weights },
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
      const empty = mostAttended(Float32Array.from(row), 2, 5);
      const attended = { ...mean, weights: empty };
      const shown = hoverMarkdown({ ...named(["a", "b"]), token: 0, parts: 1, attended, view });
      assert.ok(shown.includes(says), shown);
      assert.ok(!shown.includes("| weight |"));
    });
  }
});
