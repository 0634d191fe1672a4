import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { DescribedEncoder } from "../../../src/encoder/describedEncoder.js";
import { maximumOpenEncoders } from "../../../src/encoder/limits.js";
import { openEncoder, type OpenEncoder } from "../../../src/encoder/openEncoder.js";
import { OpenEncoders } from "../../../src/encoder/openEncoders.js";
import { Failure } from "../../../src/protocol/failure.js";
import { failure } from "./support/failures.js";
import { EncoderCopies } from "./support/fixtures.js";
import { WatchedSessions } from "./support/watchedSessions.js";

const ids = Int32Array.of(1, 40, 41);
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("open encoders", () => {
  const copies = new EncoderCopies();
  after(() => copies.remove());

  /** Encoders of which each has only its number, from 1 in the order of opening, and which can be released. */
  function counted() {
    let opens = 0;
    const released: number[] = [];
    const encoders = new OpenEncoders(() => {
      const number = ++opens;
      return Promise.resolve({ number, release: () => released.push(number) } as unknown as OpenEncoder);
    });
    return { encoders, opens: () => opens, released };
  }

  it("are opened once, by however many at a time", async () => {
    const { encoders, opens } = counted();
    const folder = copies.make({});
    const [first, second] = await Promise.all([encoders.get(folder, "cpu"), encoders.get(folder, "cpu")]);
    assert.equal(first.encoder, second.encoder);
    // Which of them is told so depends on whose files are looked at first.
    assert.notEqual(first.opened, second.opened);
    assert.equal(opens(), 1);
  });

  it("are told apart by folder and by the provider asked for", async () => {
    const { encoders, opens } = counted();
    const folder = copies.make({});
    await encoders.get(folder, "cpu");
    await encoders.get(folder, "auto");
    await encoders.get(copies.make({}), "cpu");
    assert.equal(opens(), 3);
  });

  it("are no more than two, the ones used last", async () => {
    const { encoders, opens, released } = counted();
    const [a, b, c] = [copies.make({}), copies.make({}), copies.make({})];
    for (const folder of [a, b, a, c, a]) await encoders.get(folder, "cpu");
    assert.equal(opens(), 3);
    assert.deepEqual(released, [2]);
    await encoders.get(b, "cpu");
    assert.equal(opens(), 4);
    assert.deepEqual(released, [2, 3]);
  });

  it("are opened anew when a file was replaced", async () => {
    const { encoders, opens, released } = counted();
    const folder = copies.make({});
    await encoders.get(folder, "cpu");
    appendFileSync(join(folder, "encoder.onnx"), "x");
    assert.equal((await encoders.get(folder, "cpu")).opened, true);
    assert.equal(opens(), 2);
    // The one of the replaced files falls out in its turn.
    await encoders.get(copies.make({}), "cpu");
    assert.deepEqual(released, [1]);
  });

  it("release their sessions when they fall out, once what runs has ended, and keep none afterwards", async () => {
    const watched = new WatchedSessions();
    try {
      const encoders = new OpenEncoders(openEncoder);
      const { encoder } = await encoders.get(copies.make({}), "cpu");
      assert(encoder instanceof DescribedEncoder);
      const { sessions } = encoder;
      await sessions.prepare(["attention"]);
      let end: () => void;
      watched.hold = new Promise((resolve) => (end = resolve));
      const running = sessions.run(ids, ["attention"]);
      for (let other = 0; other < maximumOpenEncoders; other++) await encoders.get(copies.make({}), "cpu");
      await turn();
      assert.deepEqual([watched.opened, watched.released], [1, 0]);
      end!();
      const { attention } = await running;
      await turn();
      assert.deepEqual([watched.opened, watched.released], [1, 1]);
      await sessions.prepare(["attention"]);
      assert.deepEqual((await sessions.run(ids, ["attention"])).attention, attention);
      await turn();
      assert.deepEqual([watched.opened, watched.released], [3, 3]);
    } finally {
      watched.restore();
    }
  });

  it("are tried again after they failed to open", async () => {
    let attempts = 0;
    const encoders = new OpenEncoders(() =>
      ++attempts === 1
        ? Promise.reject(new Failure("encoderDamaged", "It is damaged."))
        : Promise.resolve({} as OpenEncoder),
    );
    const folder = copies.make({});
    await assert.rejects(encoders.get(folder, "cpu"), failure("encoderDamaged"));
    assert.equal((await encoders.get(folder, "cpu")).opened, true);
  });
});
