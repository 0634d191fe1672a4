import assert from "node:assert/strict";
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
});
