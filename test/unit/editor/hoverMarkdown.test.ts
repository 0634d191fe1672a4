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
    truncation: null,
    hiddenShapes: [],
    seal: null,
    notes: [],
    positionalEncodingNote: null,
    timings: { load: 0, tokenize: 0, run: 0 },
  };
}

function named(texts: readonly string[]) {
  const trace = traceOf(texts);
  return { trace, labels: { source: tokenLabels(trace.tokens), target: [] } };
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
});
