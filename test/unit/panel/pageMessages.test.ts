import assert from "node:assert/strict";
import * as v from "valibot";
import { MOST_KEPT } from "../../../src/attention/recipe.js";
import { mostHeads } from "../../../src/panel/limits.js";
import {
  checked,
  headInView,
  ofGroup,
  ofKey,
  ofMap,
  ofPairs,
  ofQuery,
  pageState,
  tokenToReveal,
} from "../../../src/panel/pageMessages.js";
import { plainMap } from "../attention/plainRequests.js";
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
    assert.throws(() => checked(ofMap, { trace: 1, heads: { group: 0, heads: [place], combine: "mean" } }), refused);
    assert.throws(() => checked(tokenToReveal, { token: 3, side: "both" }), refused);
  });

  describe("of a map", () => {
    const plain = plainMap(1, { layer: 2, head: 3 });
    const refused = (changed: unknown) => assert.throws(() => checked(ofMap, changed), failure("badRequest"));
    const withRecipe = (changed: object) => ({ ...plain, recipe: { ...plain.recipe, ...changed } });

    it("is taken as it is", () => {
      assert.deepEqual(checked(ofMap, plain), plain);
      const recipe = { ...plain.recipe, dropSpecial: true, merge: "lines", threshold: 1, topK: MOST_KEPT } as const;
      assert.deepEqual(checked(ofMap, { ...plain, recipe }), { ...plain, recipe });
    });

    it("has one head at least, and no more than there are", () => {
      const heads = (count: number) => ({
        ...plain,
        heads: { ...plain.heads, heads: Array.from({ length: count }, (_, head) => ({ layer: 0, head })) },
      });
      assert.equal(checked(ofMap, heads(mostHeads)).heads.heads.length, mostHeads);
      refused(heads(0));
      refused(heads(mostHeads + 1));
      refused({ ...plain, heads: { ...plain.heads, combine: "sum" } });
      refused({ ...plain, heads: { ...plain.heads, heads: [{ layer: -1, head: 0 }] } });
    });

    it("has a recipe whose numbers are bounded", () => {
      for (const threshold of [-0.1, 1.1, NaN, "0"]) refused(withRecipe({ threshold }));
      for (const topK of [0, 1.5, MOST_KEPT + 1, undefined]) refused(withRecipe({ topK }));
      for (const merge of ["sentences", "__proto__"]) refused(withRecipe({ merge }));
      refused({ ...plain, recipe: {} });
    });

    it("names whole places", () => {
      for (const place of [-1, 0.5, NaN, null]) {
        assert.throws(() => checked(ofQuery, { ...plain, query: place }), failure("badRequest"));
        assert.throws(() => checked(ofKey, { ...plain, key: place }), failure("badRequest"));
      }
      assert.throws(() => checked(ofPairs, { ...plain, count: 0 }), failure("badRequest"));
    });
  });
});
