import assert from "node:assert/strict";
import type { AttentionMap } from "../../../src/attention/attentionMap.js";
import { DerivedMaps } from "../../../src/attention/derivedMaps.js";
import { syntheticTrace } from "./syntheticTrace.js";

const traces = [1, 2].map((id) => syntheticTrace(1, 1, 2, id));
const map = (cells: number) => ({ weights: new Float32Array(cells) }) as AttentionMap;

describe("maps that were derived", () => {
  const made = new Set<object>();
  const held = (maps: DerivedMaps, keys: readonly string[]) =>
    keys.filter((key) => {
      const { size } = made;
      maps.map(traces[0]!, key, () => (made.add({}), map(1)));
      return made.size === size;
    });

  it("are eight at most, those looked at last", () => {
    const maps = new DerivedMaps();
    for (let key = 0; key < 8; key++) maps.map(traces[0]!, `${key}`, () => map(4));
    maps.map(traces[0]!, "0", () => assert.fail("it is held"));
    maps.map(traces[1]!, "0", () => map(4));
    assert.deepEqual([maps.size, maps.bytes], [8, 128]);
    assert.deepEqual(held(maps, ["0", "2", "1"]), ["0", "2"]);
  });

  it("have 64 MB together at most, of all traces, but the newest stays", () => {
    const maps = new DerivedMaps();
    const third = (24 * 1024 ** 2) / 4;
    for (const trace of traces) for (const key of ["a", "b"]) maps.map(trace, key, () => map(third));
    assert.deepEqual([maps.size, maps.bytes], [2, 8 * third]);
    maps.map(traces[0]!, "large", () => map(3 * third));
    assert.deepEqual([maps.size, maps.bytes], [1, 12 * third]);
    maps.makeRoom();
    assert.deepEqual([maps.size, maps.bytes], [0, 0]);
  });

  it("go with their trace, and are not those of another one in its place", () => {
    const maps = new DerivedMaps();
    for (const trace of traces) maps.map(trace, "a", () => map(4));
    maps.forget(traces[0]!);
    assert.equal(maps.bytes, 16);
    const other = map(2);
    assert.equal(
      maps.map(syntheticTrace(1, 1, 2, 2), "a", () => other),
      other,
    );
    assert.equal(maps.bytes, 8);
  });
});
