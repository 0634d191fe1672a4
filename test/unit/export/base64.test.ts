import assert from "node:assert/strict";
import fc from "fast-check";
import { base64 } from "../../../src/export/base64.js";

describe("bytes as base64", () => {
  it("are what Node makes of them, whatever their length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        assert.equal(base64(bytes), Buffer.from(bytes).toString("base64"));
      }),
    );
    const many = Uint8Array.from({ length: 100_000 }, (_, place) => (place * 31) % 256);
    assert.equal(base64(many), Buffer.from(many).toString("base64"));
  });
});
