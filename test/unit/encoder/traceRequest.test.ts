import assert from "node:assert/strict";
import { maximumSegments, maximumTextLength } from "../../../src/encoder/limits.js";
import { checkTraceRequest } from "../../../src/encoder/traceRequest.js";
import type { TraceRequest } from "../../../src/protocol/encoderProtocol.js";
import { failure } from "./support/failures.js";

const request: TraceRequest = {
  id: 1,
  encoder: "/encoder",
  executionProvider: "auto",
  maximumTokens: 512,
  segments: ["tea"],
};

describe("a request for a trace", () => {
  it("is taken as it should be", () => checkTraceRequest(request));

  for (const maximumTokens of [0, 2, -1, 2.5, NaN, Infinity, "512"]) {
    it(`is refused for ${JSON.stringify(maximumTokens)} tokens`, () => {
      const wrong = { ...request, maximumTokens: maximumTokens as number };
      assert.throws(() => checkTraceRequest(wrong), failure("badRequest", /allow 3 or more/));
    });
  }

  it("is refused for a provider that does not exist, and for an id that is none", () => {
    const directml = { ...request, executionProvider: "directml" as "auto" };
    assert.throws(() => checkTraceRequest(directml), failure("badRequest", /auto, cpu, cuda, webgpu, coreml, dml/));
    assert.throws(() => checkTraceRequest({ ...request, id: NaN }), failure("badRequest"));
  });

  it("needs text", () => {
    assert.throws(() => checkTraceRequest({ ...request, segments: [] }), failure("nothingToEncode"));
    assert.throws(() => checkTraceRequest({ ...request, segments: ["", ""] }), failure("nothingToEncode"));
  });

  it("is refused for more text than can be read, counted over all segments", () => {
    const half = "x".repeat(maximumTextLength / 2);
    checkTraceRequest({ ...request, segments: [half, half] });
    assert.throws(() => checkTraceRequest({ ...request, segments: [half, half, "x"] }), failure("textTooLong"));
    const many = Array.from({ length: maximumSegments + 1 }, () => "x");
    assert.throws(() => checkTraceRequest({ ...request, segments: many }), failure("textTooLong", /10001 selections/));
  });
});
