import assert from "node:assert/strict";
import { Failure } from "../../../src/protocol/failure.js";

describe("a failure made of what was thrown", () => {
  it("is itself where it was one, of whichever bundle's class", () => {
    const failure = new Failure("downloadFailed", "It came to nothing.", "HTTP 503");
    assert.equal(Failure.from(failure), failure);
    const other = Object.assign(new Error(failure.message), {
      name: "Failure",
      code: failure.code,
      detail: "HTTP 503",
    });
    assert.ok(Failure.from(other) instanceof Failure);
    assert.deepEqual(Failure.from(other).report(), failure.report());
  });

  it("is a cancellation, or our own mistake", () => {
    assert.equal(Failure.from(new DOMException("stop", "AbortError")).code, "cancelled");
    assert.equal(Failure.from(new TypeError("no")).code, "unexpected");
    assert.match(Failure.from("no").detail!, /no/);
  });
});
