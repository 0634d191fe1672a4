import assert from "node:assert/strict";
import { plain } from "../../../src/editor/plain.js";

describe("a name that others chose", () => {
  it("is shown as it is", () => assert.equal(plain("org/모델 <img> (q4)"), "org/모델 <img> (q4)"));

  it("brings no icon, turns no text and breaks no line", () => {
    assert.equal(plain("a$(trash)\u202eb\nc\u2066"), "a$\u200b(trash)\ufffdb\ufffdc\ufffd");
  });
});
