import assert from "node:assert/strict";
import { TraceHistory } from "../../../src/editor/traceHistory.js";

const one = (id: number, bytes = 10) => ({ trace: { id, bytes } });
const idsOf = (kept: readonly ReturnType<typeof one>[]) => kept.map(({ trace }) => trace.id);

describe("the history of traces", () => {
  function historyOf(most: number, ...ids: number[]) {
    const history = new TraceHistory<ReturnType<typeof one>>(most);
    for (const id of ids) history.add(one(id));
    return history;
  }

  it("goes from the oldest to the newest", () => {
    const history = historyOf(9, 1, 2, 3);
    assert.deepEqual(idsOf(history.kept), [1, 2, 3]);
    assert.equal(history.newest!.trace.id, 3);
    assert.equal(historyOf(9).newest, null);
  });

  it("drops the oldest while they have too many bytes together", () => {
    const history = historyOf(9, 1, 2, 3, 4);
    assert.deepEqual(idsOf(history.trim(40, null)), []);
    assert.deepEqual(idsOf(history.trim(39, null)), [1]);
    assert.deepEqual(idsOf(history.trim(20, null)), [2]);
    assert.deepEqual(idsOf(history.kept), [3, 4]);
  });

  it("drops the oldest while they are too many", () => {
    const history = historyOf(2, 1, 2, 3, 4);
    assert.deepEqual(idsOf(history.trim(Infinity, null)), [1, 2]);
  });

  it("keeps the newest, however large it is", () => {
    const history = historyOf(9, 1);
    history.add(one(2, 1000));
    assert.deepEqual(idsOf(history.trim(100, null)), [1]);
    assert.deepEqual(idsOf(history.trim(0, null)), []);
    assert.deepEqual(idsOf(history.kept), [2]);
  });

  it("keeps what is shown, and drops later ones in its place", () => {
    const history = historyOf(9, 1, 2, 3);
    assert.deepEqual(idsOf(history.trim(20, history.get(1))), [2]);
    assert.deepEqual(idsOf(history.kept), [1, 3]);
  });

  it("forgets one by its id, once", () => {
    const history = historyOf(9, 1, 2);
    assert.equal(history.delete(1), true);
    assert.equal(history.delete(1), false);
    assert.equal(history.get(1), null);
    assert.equal(history.get(2)!.trace.id, 2);
  });
});
