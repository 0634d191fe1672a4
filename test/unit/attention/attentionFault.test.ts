import assert from "node:assert/strict";
import { attentionFault } from "../../../src/attention/attentionFault.js";
import { syntheticTrace } from "./syntheticTrace.js";

describe("a trace whose attention is not that of its tokens", () => {
  const trace = syntheticTrace(2, 3, 4);
  const maps = trace.attention.encoder!;

  it("has no fault where every head has a map of its tokens", () => assert.equal(attentionFault(trace), null));

  for (const [what, encoder, sentence] of [
    ["smaller maps", maps.map((map) => map.subarray(0, 9)), /6 maps of 9 weights, .* 4 × 4 tokens need 6 of 16/],
    ["one smaller map", maps.with(5, maps[5]!.subarray(0, 4)), /6 maps of 4 weights/],
    ["too few maps", maps.slice(0, 5), /5 maps of 16 weights, and 2 layers × 3 heads .* need 6 of 16/],
    ["too many maps", [...maps, ...maps], /12 maps/],
    ["no maps", [], /0 maps of 0 weights/],
  ] as const) {
    it(`is refused with both sizes: ${what}`, () => {
      assert.match(attentionFault({ ...trace, attention: { encoder } })!, sentence);
    });
  }
});
