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

  it("tells of a request that was sent and not heard of, however many are sent after it", async () => {
    clock.arm("look 0", within(100));
    for (let look = 1; look <= 20; look++) {
      await sleep(25);
      clock.arm(`look ${look}`, within(100));
    }
    assert.equal(passed[0], "look 0 100");
  });

  it("leaves a step its own time, neither more nor less, whatever waits behind it", async () => {
    clock.set("run", within(200));
    clock.arm("short", within(20));
    clock.arm("long", within(60_000));
    await past(20);
    assert.deepEqual(passed, []);
    await past(200);
    assert.equal(passed[0], "run 200");
  });

  it("gives what was sent its time from when the process was last heard of", async () => {
    clock.arm("look", within(150));
    for (let turn = 0; turn < 5; turn++) {
      await sleep(80);
      clock.heard();
    }
    assert.deepEqual(passed, []);
    await past(150);
    assert.deepEqual(passed, ["look 150"]);
  });

  it("does not count time in which it did not run itself, as while the machine sleeps", async () => {
    const sleepy = new DeadlineClock<string>((request) => passed.push(request), 20);
    sleepy.arm("look", within(150));
    await sleep(10);
    for (const end = performance.now() + 400; performance.now() < end;);
    await sleep(deadlineGrace + 10);
    assert.deepEqual(passed, [], "of 400 ms in which nothing ran none is counted");
    await past(150);
    sleepy.stop();
    assert.deepEqual(passed, ["look"]);
  });

  it("tells nothing once it is stopped", async () => {
    clock.set("a", within(20));
    clock.stop();
    await past(20);
    assert.deepEqual(passed, []);
  });
});
