import assert from "node:assert/strict";
import { headsOfLayer } from "../../../src/attention/headSet.js";
import { plainRecipe } from "../../../src/attention/recipe.js";
import { TraceStore } from "../../../src/encoder/traceStore.js";
import { syntheticTrace } from "../attention/syntheticTrace.js";
import { failure } from "./support/failures.js";

const held = (store: TraceStore, ids: readonly number[]) =>
  ids.filter((id) => {
    try {
      return store.get(id).trace.id === id;
    } catch {
      return false;
    }
  });

describe("the store of traces", () => {
  const trace = (id: number, n = 8) => syntheticTrace(2, 2, n, id);
  const { bytes } = trace(1);

  it("does not grow with the number of runs", () => {
    const store = new TraceStore(4);
    for (let id = 1; id <= 50; id++) store.add(trace(id), Infinity);
    assert.equal(store.size, 4);
    assert.equal(store.bytes, 4 * bytes);
    assert.deepEqual(held(store, [1, 45, 46, 47, 48, 49, 50]), [47, 48, 49, 50]);
  });

  it("does not grow beyond its bytes, however many they were before", () => {
    const store = new TraceStore(100);
    for (let id = 1; id <= 10; id++) store.add(trace(id), 3 * bytes);
    assert.deepEqual(held(store, [6, 7, 8, 9, 10]), [8, 9, 10]);
    store.add(trace(11), 4 * bytes);
    assert.deepEqual(held(store, [7, 8, 9, 10, 11]), [8, 9, 10, 11]);
    store.add(trace(12), 2 * bytes);
    assert.deepEqual(held(store, [8, 9, 10, 11, 12]), [11, 12]);
  });

  it("holds the newest, and it alone, where that is larger than all it may hold", () => {
    const store = new TraceStore(4);
    store.add(trace(1), bytes);
    store.add(trace(2, 64), bytes);
    assert.deepEqual(held(store, [1, 2]), [2]);
  });

  it("lets go first of the oldest, as the window does, however lately it was looked at", () => {
    const store = new TraceStore(2);
    store.add(trace(1), Infinity);
    store.add(trace(2), Infinity);
    store.get(1);
    store.add(trace(3), Infinity);
    assert.deepEqual(held(store, [1, 2, 3]), [2, 3]);
  });

  it("holds one that is made again, in its old place, but not for its own sake alone", () => {
    const store = new TraceStore(2);
    store.add(trace(2), Infinity);
    store.add(trace(3), Infinity);
    store.add(trace(1, 4), Infinity);
    assert.deepEqual(held(store, [1, 2, 3]), [1, 3]);
    assert.equal(store.get(1).trace.tokens.ids.length, 4);
    store.add(trace(4), Infinity);
    assert.deepEqual(held(store, [1, 3, 4]), [3, 4]);
  });

  it("forgets, more than once if asked", () => {
    const store = new TraceStore(2);
    store.add(trace(1), Infinity);
    store.delete(1);
    store.delete(1);
    assert.throws(() => store.get(1), failure("traceGone"));
    assert.equal(store.bytes, 0);
  });

  it("counts the maps that were made of its traces, which make room for traces and go with them", () => {
    const store = new TraceStore(4);
    const look = (id: number, layer: number) =>
      store.get(id).map(headsOfLayer(store.get(id).trace, "encoder", layer), plainRecipe).weights.byteLength;
    store.add(trace(1), 2 * bytes);
    const map = look(1, 0);
    look(1, 1);
    assert.equal(store.bytes, bytes + 2 * map);
    store.add(trace(2), 2 * bytes);
    assert.equal(store.bytes, 2 * bytes, "no room for maps, but for both traces");
    look(1, 0);
    look(2, 0);
    assert.equal(store.bytes, 2 * bytes + map, "the newest");
    store.delete(2);
    assert.equal(store.bytes, bytes);
  });

  it("stops what is made of a trace that goes", async () => {
    const store = new TraceStore(1);
    const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
    store.add(trace(1), Infinity);
    const evicted = store.get(1).thumbnails("encoder", plainRecipe, turn);
    store.add(trace(2), Infinity);
    await assert.rejects(evicted, { name: "AbortError" });
    const forgotten = store.get(2).headStatistics("encoder", turn);
    store.delete(2);
    await assert.rejects(forgotten, { name: "AbortError" });
  });
});
