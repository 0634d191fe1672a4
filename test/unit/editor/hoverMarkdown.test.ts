import assert from "node:assert/strict";
import { mostAttended } from "../../../src/attention/mostAttended.js";
import type { TraceSummary } from "../../../src/attention/trace.js";
import { hoverMarkdown } from "../../../src/editor/hoverMarkdown.js";

function traceOf(texts: readonly string[]): TraceSummary {
  const n = texts.length;
  return {
    id: 1,
    encoder: { name: "e", version: "0", layers: 4, heads: 8, dimension: 8, headDimension: 1, trainedLength: 512 },
    provider: { asked: "auto", used: "cpu", reason: null },
    tokens: {
      ids: new Int32Array(n),
      texts,
      segments: new Int32Array(n),
      starts: new Int32Array(n),
      ends: new Int32Array(n),
    },
    truncation: null,
    hiddenShapes: [],
    timings: { load: 0, tokenize: 0, run: 0 },
  };
}

const weights = mostAttended(Float32Array.of(0.25, 0.75, 0.5, 0.5), 2, 5);
const view = { layer: 2, head: 4 };

describe("hoverMarkdown", () => {
  it("lists the most attended tokens with weights and positions, strongest first", () => {
    const markdown = hoverMarkdown({
      trace: traceOf(["coffee", " tea"]),
      token: 0,
      parts: 1,
      weights,
      attention: "lastLayerMean",
      view,
    });
    assert.match(markdown, /^\*\*coffee\*\* attends to \(mean over 8 heads, layer 4\)/);
    assert.match(markdown, /\| 0\.750 \| \[·tea\]\(command:attentionInspector\.openInPanel\?%5B1%5D\) \| 2 \|/);
    assert.ok(markdown.indexOf("0.750") < markdown.indexOf("0.250"));
  });

  it("names the head in view, and links to it", () => {
    const markdown = hoverMarkdown({
      trace: traceOf(["a", "b"]),
      token: 1,
      parts: 3,
      weights,
      attention: "headInView",
      view,
    });
    assert.match(markdown, /layer 3 head 5, the first of 3 tokens of this character/);
    assert.ok(markdown.includes(encodeURIComponent(JSON.stringify([0, view]))));
  });

  it("escapes the person's text, so that it is neither markup, nor a link, nor invisible", () => {
    const hostile = "[x](command:workbench.action.quit) <img src=y> `|` $(eye)\u202e";
    const markdown = hoverMarkdown({
      trace: traceOf([hostile, "b"]),
      token: 0,
      parts: 1,
      weights,
      attention: "lastLayerMean",
      view,
    });
    assert.ok(!markdown.includes("(command:workbench"));
    assert.doesNotMatch(markdown, /(?<!\\)[<`$]/);
    assert.ok(!markdown.includes("\u202e"));
    assert.ok(markdown.includes("⟨U\\+202E⟩"));
    const cells = markdown.split("\n").find((line) => line.startsWith("| 0.250"))!;
    assert.equal(cells.match(/(?<!\\)\|/g)!.length, 4);
  });
});
