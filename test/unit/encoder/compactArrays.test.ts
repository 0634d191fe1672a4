import assert from "node:assert/strict";
import { deserialize, serialize } from "node:v8";
import { withCompactArrays } from "../../../src/encoder/compactArrays.js";

describe("a message's arrays", () => {
  it("have buffers of their own after crossing a pipe", () => {
    const message = {
      kind: "result",
      result: {
        ids: Int32Array.of(1, 2, 3),
        nested: [{ pixels: Uint8Array.of(4, 5) }, null, "text"],
        doubles: Float64Array.of(0.5),
        words: BigInt64Array.of(7n),
      },
    };
    const received = deserialize(serialize(message)) as typeof message;
    assert.notEqual(received.result.ids.buffer.byteLength, 12, "a view on the whole message");
    const compact = withCompactArrays(received) as typeof message;
    assert.deepEqual(compact, message);
    const { ids, nested, doubles, words } = compact.result;
    const arrays = [ids, (nested[0] as { pixels: Uint8Array }).pixels, doubles, words];
    for (const array of arrays) assert.equal(array.buffer.byteLength, array.byteLength);
  });

  it("are not copied where they fill their buffer", () => {
    const whole = Float32Array.of(1, 2);
    assert.equal(withCompactArrays(whole), whole);
  });

  for (const value of [null, undefined, 1, "text", true, [], {}, [undefined]]) {
    it(`leave ${JSON.stringify(value)} as it is`, () => assert.deepEqual(withCompactArrays(value), value));
  }
});
