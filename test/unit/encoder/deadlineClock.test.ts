import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { DeadlineClock } from "../../../src/encoder/deadlineClock.js";
import { deadlineGrace } from "../../../src/encoder/limits.js";
import type { Deadline } from "../../../src/protocol/deadline.js";

const within = (milliseconds: number): Deadline => ({
  milliseconds,
  failure: { code: "tookTooLong", message: `${milliseconds}`, detail: null },
});

describe("a clock of deadlines", () => {
  const passed: string[] = [];
  let clock: DeadlineClock<string>;
  beforeEach(() => {
    passed.length = 0;
    clock = new DeadlineClock((request, { failure }) => passed.push(`${request} ${failure.message}`));
  });
  afterEach(() => clock.stop());
  const past = (milliseconds: number) => sleep(milliseconds + deadlineGrace + 60);

  it("tells of a request that is not heard of in time, once", async () => {
    clock.set("a", within(30));
    await past(30);
    await past(30);
    assert.deepEqual(passed, ["a 30"]);
  });

  it("starts anew with every step", async () => {
    for (let step = 0; step < 5; step++) {
      clock.set("a", within(100));
      await sleep(90);
    }
    assert.deepEqual(passed, []);
  });

  it("tells of none that has ended, or whose step may take as long as it likes", async () => {
    clock.set("a", within(20));
    clock.set("b", within(20));
    clock.delete("a");
    clock.set("b", null);
    await past(20);
    assert.deepEqual(passed, []);
  });

  it("gives all the longest of their times, as one may wait for the other, and then blames that one", async () => {
    clock.set("run", within(300));
    clock.set("opening", within(20));
    await past(20);
    assert.deepEqual(passed, []);
    await past(300);
    assert.equal(passed[0], "run 300");
  });

  it("watches on over the others", async () => {
    clock.set("a", within(40));
    clock.set("b", within(30));
    await past(40);
    await past(30);
    assert.deepEqual(passed, ["a 40", "b 30"]);
  });

  it("first reads what was said in time while the calling process was busy", async () => {
    clock.set("a", within(50));
    setImmediate(() => {
      // Runs after the timers that are due, as messages are read after them.
      setImmediate(() => clock.delete("a"));
      for (const end = performance.now() + 120; performance.now() < end;);
    });
    await past(50);
    assert.deepEqual(passed, []);
  });

  it("tells nothing once it is stopped", async () => {
    clock.set("a", within(20));
    clock.stop();
    await past(20);
    assert.deepEqual(passed, []);
  });
});
