import assert from "node:assert/strict";
import { SessionPool } from "../../../src/encoder/sessionPool.js";

class FakeSession {
  released = 0;

  constructor(readonly key: string) {}

  release(): Promise<void> {
    this.released++;
    return Promise.resolve();
  }
}

describe("a pool of sessions", () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  function pool(maximum: number) {
    const sessions: FakeSession[] = [];
    const kept = new SessionPool<FakeSession>(maximum);
    const use = <T>(key: string, work: (session: FakeSession) => T | Promise<T>) =>
      kept.use(
        key,
        async () => {
          await turn();
          sessions.push(new FakeSession(key));
          return sessions.at(-1)!;
        },
        work,
      );
    const touch = (key: string) => use(key, () => undefined);
    const states = () => sessions.map(({ key, released }) => `${key}${released}`).join(" ");
    return { kept, use, touch, states };
  }

  it("opens one a key, however many ask at a time", async () => {
    const { use, touch, states } = pool(2);
    const found = await Promise.all([use("a", (session) => session), use("a", (session) => session), touch("b")]);
    assert.equal(found[0], found[1]);
    await touch("a");
    assert.equal(states(), "a0 b0");
  });

  it("releases the one not used for longest, and opens it anew when it is used again", async () => {
    const { touch, states, kept } = pool(2);
    for (const key of ["a", "b", "a", "c"]) await touch(key);
    await turn();
    assert.equal(states(), "a0 b1 c0");
    assert.deepEqual([kept.has("a"), kept.has("b"), kept.has("c")], [true, false, true]);
    await touch("b");
    await turn();
    assert.equal(states(), "a1 b1 c0 b0");
  });

  it("never releases one in use, but as soon as nobody uses it", async () => {
    const { use, touch, states } = pool(1);
    const ends: (() => void)[] = [];
    const wait = () => new Promise<void>((end) => ends.push(end));
    const uses = [use("a", wait), use("a", wait)];
    await turn();
    await touch("b");
    await turn();
    assert.equal(states(), "a0 b0");
    ends[0]!();
    await uses[0];
    await turn();
    assert.equal(states(), "a0 b0");
    ends[1]!();
    await uses[1];
    await turn();
    assert.equal(states(), "a1 b0");
  });

  it("releases one that failed at its work like any other", async () => {
    const { use, touch, states } = pool(1);
    await assert.rejects(
      use("a", () => Promise.reject(new Error("no"))),
      /no/,
    );
    await touch("a");
    await touch("b");
    await turn();
    assert.equal(states(), "a1 b0");
  });

  it("tries again to open one that could not be opened", async () => {
    const { kept, touch, states } = pool(1);
    const refuse = () => Promise.reject(new Error("damaged"));
    await assert.rejects(
      kept.use("a", refuse, () => undefined),
      /damaged/,
    );
    assert(!kept.has("a"));
    await touch("a");
    assert.equal(states(), "a0");
  });

  it("releases all when it is released, those in use after that", async () => {
    const { kept, use, touch, states } = pool(3);
    await touch("a");
    const ends: (() => void)[] = [];
    const running = use("b", () => new Promise<void>((end) => ends.push(end)));
    await turn();
    kept.release();
    await turn();
    assert.equal(states(), "a1 b0");
    ends[0]!();
    await running;
    await turn();
    assert.equal(states(), "a1 b1");
  });

  it("keeps none that is opened after it was released", async () => {
    const { kept, use, touch, states } = pool(3);
    kept.release();
    const ends: (() => void)[] = [];
    const running = use("a", () => new Promise<void>((end) => ends.push(end)));
    await touch("b");
    await turn();
    assert.equal(states(), "a0 b1");
    ends[0]!();
    await running;
    await turn();
    assert.equal(states(), "a1 b1");
    assert.deepEqual([kept.has("a"), kept.has("b")], [false, false]);
  });

  it("releases one that was being opened when it was released", async () => {
    const { kept, touch, states } = pool(3);
    const opening = touch("a");
    kept.release();
    await opening;
    await turn();
    assert.equal(states(), "a1");
  });
});
