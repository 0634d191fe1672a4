import assert from "node:assert/strict";
import { headAttention } from "../../../src/attention/heads.js";
import { plainRecipe } from "../../../src/attention/recipe.js";
import { maxPool, meanPool, THUMBNAIL_SIZE, thumbnails } from "../../../src/attention/thumbnails.js";
import { syntheticTrace } from "./syntheticTrace.js";

const square = (size: number) => ({ rows: size, columns: size });

describe("max-pooling", () => {
  it("keeps the largest weight of each block", () => {
    const attention = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    assert.deepEqual(maxPool(attention, square(4), square(2)), Float32Array.of(6, 8, 14, 16));
  });

  it("leaves a map of the size asked for as it is", () => {
    const attention = Float32Array.of(0.5, 0.5, 1, 0);
    assert.equal(maxPool(attention, square(2), square(2)), attention);
  });

  it("shrinks either side by itself", () => {
    const attention = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    assert.deepEqual(maxPool(attention, { rows: 2, columns: 4 }, { rows: 2, columns: 2 }), Float32Array.of(2, 4, 6, 8));
    assert.deepEqual(maxPool(attention, { rows: 4, columns: 2 }, { rows: 1, columns: 2 }), Float32Array.of(7, 8));
  });

  for (const lost of [NaN, Infinity, -Infinity]) {
    it(`makes a block with ${lost} NaN, in whichever order it comes`, () => {
      for (const place of [0, 1]) {
        const attention = Float32Array.of(0.5, 0.5, 0.25, 0.25);
        attention[place] = lost;
        assert.deepEqual(
          maxPool(attention, { rows: 1, columns: 4 }, { rows: 1, columns: 2 }),
          Float32Array.of(NaN, 0.25),
        );
      }
    });
  }

  for (const [n, size] of [
    [5, 2],
    [65, 64],
    [127, 64],
    [512, 64],
  ] as const) {
    it(`from ${n} to ${size} loses no strong cell, wherever it is`, () => {
      for (const position of [0, 1, n >> 1, n - 2, n - 1]) {
        const attention = new Float32Array(n * n).fill(0.001);
        attention[position * n + (n - 1 - position)] = 0.9;
        const pooled = maxPool(attention, square(n), square(size));
        assert.equal(pooled.length, size * size);
        const strong = [...pooled].flatMap((weight, cell) => (weight > 0.5 ? [cell] : []));
        const block = (index: number) => Math.floor((index * size) / n);
        assert.deepEqual(strong, [block(position) * size + block(n - 1 - position)]);
        assert(
          pooled.every((weight) => weight > 0),
          "every block has cells",
        );
      }
    });
  }
});

describe("mean-pooling", () => {
  it("takes each block's mean, of blocks that are not of one size too", () => {
    const attention = Float32Array.of(1, 2, 3, 4, 5, 6);
    assert.deepEqual(
      meanPool(attention, { rows: 1, columns: 6 }, { rows: 1, columns: 3 }),
      Float32Array.of(1.5, 3.5, 5.5),
    );
    assert.deepEqual(meanPool(attention, { rows: 2, columns: 3 }, { rows: 1, columns: 2 }), Float32Array.of(3, 4.5));
  });

  it("makes a block with what is no number one that is none", () => {
    const pooled = meanPool(Float32Array.of(NaN, 0.5, 0.25, 0.25), { rows: 1, columns: 4 }, { rows: 1, columns: 2 });
    assert.deepEqual(pooled, Float32Array.of(NaN, 0.25));
  });
});

describe("thumbnails", () => {
  it("show every head at its own place and on its own scale", () => {
    const trace = syntheticTrace(3, 2, 100);
    const { rows, columns, maxima, pixels } = thumbnails(trace, "encoder", plainRecipe);
    const cells = THUMBNAIL_SIZE ** 2;
    assert.deepEqual([rows, columns], [THUMBNAIL_SIZE, THUMBNAIL_SIZE]);
    assert.equal(pixels.length, 3 * 2 * cells);
    for (let index = 0; index < 6; index++) {
      const attention = headAttention(trace, { group: "encoder", layer: index >> 1, head: index % 2 });
      assert.equal(
        maxima[index],
        attention.reduce((largest, weight) => Math.max(largest, weight), 0),
      );
      assert.equal(Math.max(...pixels.subarray(index * cells, (index + 1) * cells)), 255);
    }
  });

  it("are no larger than the map", () => {
    const { rows, columns, pixels } = thumbnails(syntheticTrace(2, 2, 3), "encoder", plainRecipe);
    assert.deepEqual([rows, columns], [3, 3]);
    assert.equal(pixels.length, 4 * 9);
  });

  it("mark a weight that is not finite, and keep the largest of the rest even where it shares its block", () => {
    const trace = syntheticTrace(1, 2, 2 * THUMBNAIL_SIZE);
    const attention = headAttention(trace, { group: "encoder", layer: 0, head: 1 });
    attention[0] = NaN;
    attention[1] = 0.99;
    const { maxima, unreadable } = thumbnails(trace, "encoder", plainRecipe);
    assert.equal(maxima[1], Math.fround(0.99));
    assert.deepEqual(
      [...unreadable!.entries()].filter(([, marked]) => marked === 1),
      [[THUMBNAIL_SIZE ** 2, 1]],
    );
  });
});
