import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenEncoder } from "../../../src/encoder/openEncoder.js";
import { OpenEncoders } from "../../../src/encoder/openEncoders.js";
import { Failure } from "../../../src/protocol/failure.js";
import { failure } from "./support/failures.js";
import { EncoderCopies } from "./support/fixtures.js";

describe("open encoders", () => {
  const copies = new EncoderCopies();
  after(() => copies.remove());

  function counted() {
    let opens = 0;
    const encoders = new OpenEncoders(() => Promise.resolve({ number: ++opens } as unknown as OpenEncoder));
    return { encoders, opens: () => opens };
  }

  it("are opened once, by however many at a time", async () => {
    const { encoders, opens } = counted();
    const folder = copies.make({});
    const [first, second] = await Promise.all([encoders.get(folder, "cpu"), encoders.get(folder, "cpu")]);
    assert.equal(first.encoder, second.encoder);
    assert.deepEqual([first.opened, second.opened], [true, false]);
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
    const { encoders, opens } = counted();
    const [a, b, c] = [copies.make({}), copies.make({}), copies.make({})];
    for (const folder of [a, b, a, c, a]) await encoders.get(folder, "cpu");
    assert.equal(opens(), 3);
    await encoders.get(b, "cpu");
    assert.equal(opens(), 4);
  });

  it("are opened anew when a file was replaced", async () => {
    const { encoders, opens } = counted();
    const folder = copies.make({});
    await encoders.get(folder, "cpu");
    appendFileSync(join(folder, "encoder.onnx"), "x");
    assert.equal((await encoders.get(folder, "cpu")).opened, true);
    assert.equal(opens(), 2);
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
