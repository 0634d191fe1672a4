import assert from "node:assert/strict";
import fc from "fast-check";
import { faintRows, isFaint } from "../../../src/attention/attentionLeft.js";
import { withRecipe, type MapUnits } from "../../../src/attention/attentionMap.js";
import { MOST_KEPT, plainRecipe } from "../../../src/attention/recipe.js";
import { unitsOf, type Units } from "../../../src/attention/units.js";
import { tokensOf } from "./tokensOf.js";

/** Some recipe's steps on a map, one cell after the other, by their definition. */
function slowly(attention: Float32Array, { queries, keys }: MapUnits, threshold: number, topK: number) {
  const n = keys.unitOf.length;
  const tokensOfUnit = ({ unitOf }: Units, unit: number) =>
    [...unitOf.keys()].filter((token) => unitOf[token] === unit);
  return Array.from(queries.firsts, (_, row) => {
    const cells = Array.from(keys.firsts, (_, column) => {
      const rows = tokensOfUnit(queries, row).map((query) => {
        const weight = (key: number) => attention[query * n + key]!;
        const left = [...keys.unitOf.keys()]
          .filter((key) => keys.unitOf[key]! >= 0)
          .reduce((sum, key) => sum + weight(key), 0);
        const own = tokensOfUnit(keys, column).reduce((sum, key) => sum + weight(key), 0);
        return keys.unitOf.includes(-1) && left !== 0 ? own / left : own;
      });
      return Math.fround(rows.reduce((sum, own) => sum + own, 0) / rows.length);
    }).map((weight) => (Number.isFinite(weight) && weight < threshold ? 0 : weight));
    const finite = cells.flatMap((weight, key) => (Number.isFinite(weight) ? [key] : []));
    const kept = finite.sort((one, other) => cells[other]! - cells[one]! || one - other).slice(0, topK);
    return cells.map((weight, key) => (kept.includes(key) || !Number.isFinite(weight) ? weight : 0));
  }).flat();
}

/** How much of each row is left without the keys that were dropped, by its definition; null if none was. */
function leftSlowly(attention: Float32Array, { queries, keys }: MapUnits): number[] | null {
  const n = keys.unitOf.length;
  if (!keys.unitOf.includes(-1)) return null;
  return Array.from(queries.firsts, (_, row) => {
    const own = [...queries.unitOf.keys()].filter((token) => queries.unitOf[token] === row);
    const left = own.map((query) =>
      [...keys.unitOf.keys()].reduce((sum, key) => sum + (keys.unitOf[key]! < 0 ? 0 : attention[query * n + key]!), 0),
    );
    return Math.fround(left.reduce((sum, share) => sum + share, 0) / own.length);
  });
}

const pieces = fc.array(fc.constantFrom(null, "a", "b", " c", "d", "(", "\n"), { minLength: 1, maxLength: 10 });
const merge = fc.constantFrom("tokens", "words", "lines" as const);
const unitsOfPieces = (given: readonly (string | null)[], drop: boolean, how: "tokens" | "words" | "lines") => {
  const { tokens, segments } = tokensOf(given);
  return unitsOf(tokens, segments, drop, how);
};
// Few different weights, so that many are equal; multiples of 1/32, so that sums are exact in any order.
const weights = (count: number) =>
  fc.array(
    fc.integer({ min: 0, max: 12 }).map((weight) => weight / 32),
    { minLength: count, maxLength: count },
  );

describe("a map under a recipe", () => {
  it("is what its steps make one by one, for a target's queries and a source's keys", () => {
    const given = fc.tuple(pieces, pieces, fc.boolean(), merge).chain(([rows, columns, drop, how]) =>
      fc.record({
        units: fc.constant({ queries: unitsOfPieces(rows, drop, how), keys: unitsOfPieces(columns, drop, how) }),
        drop: fc.constant(drop),
        how: fc.constant(how),
        cells: weights(rows.length * columns.length),
        lost: fc.option(fc.record({ cell: fc.nat(), weight: fc.constantFrom(NaN, Infinity, -Infinity) })),
        threshold: fc.constantFrom(0, 0.1),
        topK: fc.option(fc.integer({ min: 1, max: 6 })),
      }),
    );
    fc.assert(
      fc.property(given, ({ units, drop, how, cells, lost, threshold, topK }) => {
        const attention = Float32Array.from(cells);
        if (lost) attention[lost.cell % cells.length] = lost.weight;
        const before = attention.slice();
        const recipe = { ...plainRecipe, dropSpecial: drop, merge: how, threshold, topK };
        const { weights: found, left } = withRecipe(attention, units, recipe);
        assert.deepEqual(left && [...left], drop || how !== "tokens" ? leftSlowly(attention, units) : null);
        const expected = slowly(attention, units, threshold, topK ?? Infinity);
        assert.equal(found.length, expected.length);
        for (const [cell, weight] of found.entries()) {
          const same = Object.is(weight, expected[cell]) || Math.abs(weight - expected[cell]!) <= 1e-6;
          assert.ok(same, `cell ${cell}: ${weight}, not ${expected[cell]}`);
        }
        assert.deepEqual(attention, before, "the trace's own weights were changed");
      }),
      { numRuns: 600 },
    );
  });

  it("has rows that sum to 1 still, after special tokens were dropped and tokens merged", () => {
    const given = fc
      .tuple(pieces, merge)
      .chain(([tokens, how]) => fc.tuple(fc.constant(tokens), fc.constant(how), weights(tokens.length ** 2)));
    fc.assert(
      fc.property(given, ([tokens, how, cells]) => {
        const n = tokens.length;
        const attention = Float32Array.from(cells, (weight) => weight + 0.01);
        for (let query = 0; query < n; query++) {
          const row = attention.subarray(query * n, (query + 1) * n);
          const sum = row.reduce((total, weight) => total + weight, 0);
          row.forEach((weight, key) => (row[key] = weight / sum));
        }
        const units = unitsOfPieces(tokens, true, how);
        const map = withRecipe(
          attention,
          { queries: units, keys: units },
          { ...plainRecipe, dropSpecial: true, merge: how },
        );
        const columns = units.firsts.length;
        for (let row = 0; row < columns; row++) {
          const sum = map.weights
            .subarray(row * columns, (row + 1) * columns)
            .reduce((total, weight) => total + weight, 0);
          assert.ok(Math.abs(sum - 1) < 1e-5, `row ${row} sums to ${sum}`);
        }
      }),
    );
  });

  it("says how little is left of a row that it blows up", () => {
    const units = unitsOfPieces([null, "a", "b", null], true, "tokens");
    const row = [1 - 2e-9, 1e-9, 1e-9, 0];
    const attention = Float32Array.from([row, row, [0.25, 0.25, 0.25, 0.25], row].flat());
    const { weights, left } = withRecipe(
      attention,
      { queries: units, keys: units },
      { ...plainRecipe, dropSpecial: true },
    );
    assert.deepEqual([...weights], [0.5, 0.5, 0.5, 0.5]);
    assert.deepEqual([...left!], [Math.fround(2 * Math.fround(1e-9)), 0.5]);
    assert.deepEqual(
      Array.from(left!, (share) => isFaint(share)),
      [true, false],
    );
    assert.equal(faintRows(left), 1);
    assert.deepEqual(
      [isFaint(0.01), isFaint(0.0099), isFaint(0), isFaint(NaN), isFaint(undefined)],
      [false, true, true, false, false],
    );
  });

  it("keeps as many keys of a long row as are asked for, of equal weights the earlier", () => {
    const n = 300;
    const units = unitsOfPieces(
      Array.from({ length: n }, () => "a "),
      false,
      "tokens",
    );
    const row = Float32Array.from({ length: n }, (_, key) => ((key * 37) % 100) / 1000);
    const attention = new Float32Array(n * n);
    for (let query = 0; query < n; query++) attention.set(row, query * n);
    for (const topK of [1, 5, MOST_KEPT]) {
      const { weights } = withRecipe(attention, { queries: units, keys: units }, { ...plainRecipe, topK });
      const order = [...row.keys()].sort((one, other) => row[other]! - row[one]! || one - other).slice(0, topK);
      const expected = row.map((weight, key) => (order.includes(key) ? weight : 0));
      assert.deepEqual(weights.subarray(7 * n, 8 * n), expected);
    }
  });
});
