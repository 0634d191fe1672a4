import assert from "node:assert/strict";
import {
  anglesOf,
  isLinearInDistance,
  isSinusoidal,
  positionMatrix,
  rowsAreEqual,
  type PositionFacts,
} from "../../../src/attention/positions.js";

describe("what numbers tell of positions", () => {
  const n = 9;
  const table = (dimension: number, value: (row: number, column: number) => number) =>
    Float32Array.from({ length: n * dimension }, (_, cell) => value(Math.floor(cell / dimension), cell % dimension));
  const angle = (row: number, pair: number) => row / 10000 ** (pair / 4);
  const turns = (row: number, column: number) =>
    column % 2 === 0 ? Math.sin(angle(row, column / 2)) : Math.cos(angle(row, (column - 1) / 2));
  const halves = (row: number, column: number) =>
    column < 4 ? Math.sin(angle(row, column)) : Math.cos(angle(row, column - 4));

  it("tells sines and cosines, by turns or in halves, at any scale", () => {
    assert.ok(isSinusoidal(table(8, turns), 8));
    assert.ok(isSinusoidal(table(8, halves), 8));
    assert.ok(
      isSinusoidal(
        table(8, (row, column) => 3 * halves(row, column)),
        8,
      ),
    );
    // A row for padding is 0.
    assert.ok(
      isSinusoidal(
        table(8, (row, column) => (row === 0 ? 0 : turns(row, column))),
        8,
      ),
    );
  });

  it("takes nothing else for sinusoids", () => {
    assert.equal(
      isSinusoidal(
        table(8, (row, column) => Math.sin(row * 7 + column * 3)),
        8,
      ),
      false,
    );
    assert.equal(
      isSinusoidal(
        table(8, (row, column) => turns(row, column) + (column === 3 ? 0.1 : 0)),
        8,
      ),
      false,
    );
    assert.equal(
      isSinusoidal(
        table(8, () => 0),
        8,
      ),
      false,
    );
    assert.equal(
      isSinusoidal(
        table(8, () => NaN),
        8,
      ),
      false,
    );
  });

  it("tells a slope times the distance, in one direction or both", () => {
    const bias = (value: (head: number, row: number, key: number) => number) =>
      Float32Array.from({ length: 2 * n * n }, (_, cell) =>
        value(Math.floor(cell / n / n), Math.floor(cell / n) % n, cell % n),
      );
    assert.ok(
      isLinearInDistance(
        bias((head, row, key) => (key - row) / 2 ** head),
        2,
        n,
      ),
    );
    assert.ok(
      isLinearInDistance(
        bias((head, row, key) => -Math.abs(key - row) / 2 ** head),
        2,
        n,
      ),
    );
    assert.ok(isLinearInDistance(bias((_, row, key) => key - row).subarray(0, n), 1, n), "one row for all queries");
    assert.equal(
      isLinearInDistance(
        bias((_, row, key) => Math.sin(key - row)),
        2,
        n,
      ),
      false,
    );
    assert.equal(
      isLinearInDistance(
        bias(() => 0),
        2,
        n,
      ),
      false,
    );
  });

  it("tells rows that are all the same, and angles", () => {
    assert.ok(
      rowsAreEqual(
        table(4, (_, column) => column),
        4,
      ),
    );
    assert.equal(
      rowsAreEqual(
        table(4, (row, column) => (row === 8 && column === 3 ? 1 : 0)),
        4,
      ),
      false,
    );
    const [angles] = [anglesOf(Float32Array.of(1, 0, -1), Float32Array.of(0, 1, 0))];
    assert.deepEqual([...angles], [0, Math.PI / 2, Math.PI].map(Math.fround));
  });

  it("gives one head's matrix, and no head that there is not", () => {
    const facts: PositionFacts = {
      kind: "relative",
      place: "scores",
      part: "bias",
      group: "encoder",
      layers: [0],
      name: "bias",
      shape: [2, 1, 3],
      heads: 2,
    };
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);
    assert.deepEqual(positionMatrix(facts, values, 1), { rows: 1, columns: 3, values: Float32Array.of(4, 5, 6) });
    for (const head of [2, -1, 0.5]) assert.throws(() => positionMatrix(facts, values, head), RangeError);
  });
});
