import assert from "node:assert/strict";
import { sealSite, type Sealed } from "../../../src/attention/sealSite.js";

const tolerance = 1e-6;

/** One head of two queries over two keys, with values of one dimension. */
function sealed(probabilities: number[], value: number[], context: number[] | null): Sealed {
  const array = (values: number[], columns: number) => ({
    shape: [1, 2, columns],
    values: Float32Array.from(values),
  });
  return {
    group: "encoder",
    layer: 0,
    probabilities: array(probabilities, 2),
    value: array(value, 1),
    context: context && array(context, 1),
  };
}

const seal = (site: Sealed, rows = Infinity) => sealSite(site, tolerance, rows);

describe("the seal of a site", () => {
  it("is proven where probabilities × values is the model's own result and rows sum to 1", () => {
    const { proven, contextError, reason } = seal(sealed([0.25, 0.75, 1, 0], [2, 4], [3.5, 2]));
    assert.deepEqual({ proven, contextError, reason }, { proven: true, contextError: 0, reason: null });
  });

  it("tells how far off it is, by the result's largest number", () => {
    const { proven, contextError, reason } = seal(sealed([0.25, 0.75, 1, 0], [2, 4], [3.5, 4]));
    assert.deepEqual([proven, contextError], [false, 0.5]);
    assert.match(reason!, /0\.50 off/);
  });

  it("wants rows that sum to 1", () => {
    const { proven, rowSumError } = seal(sealed([0.25, 0.25, 1, 0], [2, 4], [1.5, 2]));
    assert.deepEqual([proven, rowSumError], [false, 0.5]);
  });

  it("has a state of its own for rows that sum to less than 1", () => {
    const { proven, belowOne, reason } = seal(sealed([0.25, 0.25, 1, 0], [2, 4], [1.5, 2]));
    assert.deepEqual([proven, belowOne], [false, true]);
    assert.match(reason!, /less than 1, the least to 0\.50/);
  });

  it("takes rows that sum to more than 1, or whose result is off, as unproven", () => {
    const more = seal(sealed([0.75, 0.75, 0.5, 0], [2, 4], [4.5, 1]));
    const off = seal(sealed([0.25, 0.25, 1, 0], [2, 4], [1.5, 3]));
    assert.deepEqual([more.belowOne, off.belowOne], [undefined, undefined]);
    assert.match(more.reason!, /sum to 1 only within/);
  });

  it("proves nothing of rows that attend to nothing", () => {
    const { proven, emptyRows, reason } = seal(sealed([0, 0, 0, 0], [2, 4], [0, 0]));
    assert.deepEqual([proven, emptyRows], [false, 2]);
    assert.match(reason!, /no row/);
  });

  it("proves nothing of a site with rows of NaN, and counts them among all rows", () => {
    for (const [count, probabilities] of [
      [1, [0.25, 0.75, NaN, NaN]],
      [2, [NaN, NaN, NaN, NaN]],
    ] as const) {
      const site = sealed([...probabilities], [2, 4], [3.5, NaN]);
      // One row is checked, and the other one's NaN is found all the same.
      for (const rows of [1, 2]) {
        const { proven, emptyRows, reason } = seal(site, rows);
        assert.deepEqual([proven, emptyRows], [false, 0]);
        assert.match(reason!, new RegExp(`^NaN in ${count} of its 2 rows`));
      }
    }
  });

  it("lets a masked row pass whose result is nothing too, and no other", () => {
    assert.equal(seal(sealed([0.25, 0.75, 0, 0], [2, 4], [3.5, 0])).proven, true);
    assert.equal(seal(sealed([0.25, 0.75, 0, 0], [2, 4], [3.5, 7])).proven, false);
  });

  it("is not proven where there is nothing to compare with, or where it does not fit", () => {
    assert.match(seal(sealed([0.5, 0.5, 1, 0], [2, 4], null)).reason!, /no values or no result/);
    const site = sealed([0.5, 0.5, 1, 0], [2, 4], [3, 2]);
    const wide = { shape: [1, 3, 1], values: new Float32Array(3) };
    assert.match(seal({ ...site, value: wide }).reason!, /do not fit/);
  });

  it("is not proven by numbers that are not finite", () => {
    const { proven, reason } = seal(sealed([NaN, 0.75, 1, 0], [2, 4], [3.5, 2]));
    assert.equal(proven, false);
    assert.match(reason!, /not finite/);
  });

  it("reads the values of the key head that a head shares", () => {
    const two = (values: number[], columns: number) => ({ shape: [2, 1, columns], values: Float32Array.from(values) });
    const site: Sealed = {
      group: "encoder",
      layer: 0,
      probabilities: two([1, 0, 0, 1], 2),
      value: { shape: [1, 2, 1], values: Float32Array.of(5, 6) },
      context: two([5, 6], 1),
    };
    assert.equal(seal(site).proven, true);
  });

  it("checks as many rows as are asked for", () => {
    const wrongLater = sealed([0.25, 0.75, 1, 0], [2, 4], [3.5, 9]);
    assert.equal(seal(wrongLater, 1).proven, true);
    assert.equal(seal(wrongLater, 2).proven, false);
  });
});
