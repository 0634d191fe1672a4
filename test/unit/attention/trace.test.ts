import assert from "node:assert/strict";
import { isSpecial } from "../../../src/attention/tokens.js";
import { summarize } from "../../../src/attention/trace.js";
import { syntheticTrace } from "./syntheticTrace.js";

describe("a trace's summary", () => {
  it("has everything but the large arrays", () => {
    const trace = syntheticTrace(2, 2, 4, 7);
    const { attention, positionValues, ...rest } = trace;
    assert(attention.encoder!.length > 0 && positionValues[0]!.length > 0);
    assert.deepEqual(summarize(trace), rest);
  });
});

describe("a special token", () => {
  it("is one without a segment", () => {
    const tokens = { ...syntheticTrace(1, 1, 3).tokens, segments: Int32Array.of(-1, 0, -1) };
    assert.deepEqual(
      [0, 1, 2].map((token) => isSpecial(tokens, token)),
      [true, false, true],
    );
  });
});
