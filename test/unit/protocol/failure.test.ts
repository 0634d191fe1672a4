import assert from "node:assert/strict";
import { Failure } from "../../../src/protocol/failure.js";

describe("a failure's message", () => {
  it("is one line of bounded length without control characters, whatever it quotes", () => {
    const quoted = [
      "x".repeat(500_000),
      "\n\u001b[2J\u202e".repeat(10_000),
      `${"가".repeat(1e5)}\u0000`,
      "\u{e0041}".repeat(50_000),
    ];
    for (const value of quoted) {
      const failure = new Failure("runFailed", `It met ${value}; choose another.`, value);
      for (const { message, detail } of [failure, Failure.fromReport(failure.report())]) {
        assert.ok(message.length <= 4_000, `${message.length}`);
        assert.ok(detail!.length <= 20_000);
        assert.match(message, /^It met .*; choose another\.$/);
        assert.doesNotMatch(message, /[\p{Cc}\p{Cf}]/u);
      }
    }
    assert.equal(new Failure("cancelled", "").message, "");
  });
});

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
