import assert from "node:assert/strict";
import * as v from "valibot";
import { checked, headInView, ofGroup, ofQuery, pageState, tokenToReveal } from "../../../src/panel/pageMessages.js";
import { failure } from "../encoder/support/failures.js";

const source = { uri: "file:///a.txt", title: "a.txt", ranges: [[0, 4]], fingerprint: "0" };

describe("what a page kept", () => {
  it("names the group that was in view", () => {
    const view = { group: "cross", layer: 1, head: 2 };
    assert.deepEqual(v.parse(pageState, { source, view }).view, view);
  });

  it("by an earlier version, without a group, is the encoder's", () => {
    const view = { layer: 1, head: 2 };
    assert.deepEqual(v.parse(pageState, { source, view }).view, { group: "encoder", ...view });
  });

  it("is nothing where it names a group that there is not", () => {
    assert.ok(!v.safeParse(pageState, { source, view: { group: "__proto__", layer: 0, head: 0 } }).success);
  });
});

describe("what a page sends", () => {
  it("is taken where it names a group and a side", () => {
    assert.deepEqual(checked(ofGroup, { trace: 1, group: "decoder" }), { trace: 1, group: "decoder" });
    assert.deepEqual(checked(tokenToReveal, { token: 3, side: "target" }), { token: 3, side: "target" });
  });

  it("is refused where it does not", () => {
    const place = { layer: 0, head: 0 };
    const refused = failure("badRequest");
    assert.throws(() => checked(headInView, place), refused);
    assert.throws(() => checked(ofGroup, { trace: 1, group: "constructor" }), refused);
    assert.throws(() => checked(ofQuery, { trace: 1, group: 0, ...place, query: 0 }), refused);
    assert.throws(() => checked(tokenToReveal, { token: 3, side: "both" }), refused);
  });
});
