import assert from "node:assert/strict";
import { SharedWork } from "../../../src/attention/sharedWork.js";

const noEnd = () => undefined;
const isAbort = { name: "AbortError" };

/** Work that ends when it is told to, or soon after it was stopped. */
function heldWork(later?: (stop: () => void) => void) {
  const seen: { begun: number; stopped: number; end: (value: number) => void } = { begun: 0, stopped: 0, end: noEnd };
  const work = new SharedWork<number>((signal) => {
    seen.begun++;
    signal.addEventListener("abort", () => seen.stopped++);
    return new Promise((resolve) => (seen.end = resolve));
  }, later);
  return { work, seen };
}

describe("work that is shared", () => {
  it("is done once for all who wait, and given up by some goes on for the others", async () => {
    const { work, seen } = heldWork();
    const [one, other] = [new AbortController(), new AbortController()];
    const waits = [work.wait(one.signal), work.wait(other.signal)];
    await Promise.resolve();
    one.abort();
    await assert.rejects(waits[0]!, isAbort);
    assert.equal(work.stopped, false);
    seen.end(7);
    assert.equal(await waits[1], 7);
    assert.equal(await work.wait(), 7);
    assert.deepEqual([seen.begun, seen.stopped], [1, 0]);
  });

  it("stops when the last one leaves, and not where somebody never does", async () => {
    for (const [stays, stopped] of [
      [false, 1],
      [true, 0],
    ] as const) {
      const { work, seen } = heldWork();
      const controller = new AbortController();
      if (stays) void work.wait();
      const wait = work.wait(controller.signal);
      await Promise.resolve();
      controller.abort();
      await assert.rejects(wait, isAbort);
      assert.equal(seen.stopped, stopped);
      assert.equal(work.stopped, !stays);
    }
  });

  it("goes on until somebody waited and left, and where another one came in time", async () => {
    let stop: () => void = noEnd;
    const { work, seen } = heldWork((later) => (stop = later));
    await Promise.resolve();
    assert.equal(seen.stopped, 0);
    const controller = new AbortController();
    const wait = work.wait(controller.signal);
    controller.abort();
    await assert.rejects(wait, isAbort);
    const another = work.wait();
    stop();
    seen.end(3);
    assert.equal(await another, 3);
    assert.equal(work.stopped, false);
  });

  it("that is stopped tells all who wait, and who asks afterwards; ended, it stays", async () => {
    const { work } = heldWork();
    const wait = work.wait();
    work.stop();
    await assert.rejects(wait, isAbort);
    await assert.rejects(work.wait(), isAbort);
    const ended = new SharedWork(() => Promise.resolve(1));
    await ended.wait();
    ended.stop();
    assert.equal(await ended.wait(), 1);
  });

  it("fails for all who wait", async () => {
    const failing = new SharedWork(() => Promise.reject(new RangeError("no group")));
    const waits = [failing.wait(), failing.wait(new AbortController().signal)];
    for (const wait of waits) await assert.rejects(wait, RangeError);
  });
});
