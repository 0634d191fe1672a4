import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encoderKinds, layerKinds, type TensorKind } from "../../../src/attention/tensorKinds.js";
import { EncoderSessions } from "../../../src/encoder/encoderSessions.js";
import { maximumOpenSessions } from "../../../src/encoder/limits.js";
import { assertClose } from "./support/assertClose.js";
import { failure } from "./support/failures.js";
import { descriptionOf, modelOf, tinyEncoder } from "./support/fixtures.js";
import { WatchedSessions } from "./support/watchedSessions.js";

/** What NumPy computed; see make.py. */
interface Expected {
  readonly ids: readonly number[];
  readonly runs: readonly {
    /** `[layers, heads]` */
    readonly headMask: readonly number[];
    readonly tensors: readonly {
      readonly kind: TensorKind;
      readonly layer: number | null;
      readonly values: readonly number[];
    }[];
  }[];
}

const expected = JSON.parse(readFileSync(join(tinyEncoder, "expected.json"), "utf8")) as Expected;
const ids = Int32Array.from(expected.ids);
const n = ids.length;

describe("an encoder's sessions", () => {
  let watched: WatchedSessions;
  let sessions: EncoderSessions;
  beforeEach(() => {
    watched = new WatchedSessions();
    sessions = new EncoderSessions(modelOf(tinyEncoder), descriptionOf(tinyEncoder), "cpu");
  });
  afterEach(() => {
    sessions.release();
    watched.restore();
  });

  for (const { headMask, tensors } of expected.runs) {
    it(`compute what NumPy does, with the head mask ${headMask.join(" ")}`, async () => {
      const kinds = [...new Set(tensors.map(({ kind }) => kind))];
      const found = await sessions.run(ids, kinds, { headMask: Float32Array.from(headMask) });
      assert.deepEqual(Object.keys(found).sort(), [...kinds].sort());
      for (const { kind, layer, values } of tensors) {
        const array = layer === null ? found[kind] : found[kind][layer];
        assertClose(array as Float32Array, values, `${kind} ${layer}`);
      }
    });
  }

  it("have one for each set of kinds, in whatever order they are asked for", async () => {
    await sessions.run(ids, ["query", "scores"]);
    await sessions.run(ids, ["scores", "query"]);
    await sessions.run(ids, ["query", "scores", "query"]);
    assert.equal(watched.opened, 1);
    await sessions.run(ids, ["query"]);
    assert.equal(watched.opened, 2);
    await Promise.all([sessions.run(ids, ["logits"]), sessions.run(ids, ["logits"])]);
    assert.equal(watched.opened, 3);
  });

  it("give what was asked for, and fetch nothing else", async () => {
    const found = await sessions.run(ids, ["query"]);
    assert.deepEqual(Object.keys(found), ["query"]);
    assert.deepEqual(
      found.query.map(({ length }) => length),
      [n * 8, n * 8],
    );
    assert.deepEqual(watched.fetched, [["layer.0.query", "layer.1.query"]]);
  });

  it("tell whether they had to open one beforehand", async () => {
    assert.equal(await sessions.prepare(["attention", "positionalEncoding"]), true);
    assert.equal(await sessions.prepare(["positionalEncoding", "attention"]), false);
    await sessions.run(ids, ["attention", "positionalEncoding"]);
    assert.equal(watched.opened, 1);
  });

  it("are kept open within a number, and released beyond it", async () => {
    const kinds: readonly TensorKind[] = [...encoderKinds, ...layerKinds];
    for (const kind of kinds) await sessions.run(ids, [kind]);
    assert.equal(watched.opened, kinds.length);
    assert.equal(watched.released, kinds.length - maximumOpenSessions);
    await sessions.run(ids, [kinds.at(-1)!]);
    assert.equal(watched.opened, kinds.length);
    sessions.release();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(watched.released, kinds.length);
  });

  it("run to their end while others push them out", async () => {
    const kinds: readonly TensorKind[] = [...encoderKinds, ...layerKinds];
    const runs = await Promise.all(kinds.map((kind) => sessions.run(ids, [kind])));
    assert.deepEqual(
      runs.map((found) => Object.keys(found)),
      kinds.map((kind) => [kind]),
    );
  });

  it("switch a head off where the mask says 0: its context is 0, its attention unchanged", async () => {
    const kinds = ["attention", "context", "addNorm2"] as const;
    const whole = await sessions.run(ids, kinds);
    const masked = await sessions.run(ids, kinds, { headMask: Float32Array.of(1, 0, 1, 1) });
    const perHead = n * 4;
    assert.deepEqual(masked.attention[0], whole.attention[0]);
    assert.deepEqual(masked.context[0]!.subarray(0, perHead), whole.context[0]!.subarray(0, perHead));
    assert(whole.context[0]!.subarray(perHead).some((value) => value !== 0));
    // 0 · -x is -0, which is 0 too.
    assert(masked.context[0]!.subarray(perHead).every((value) => value === 0));
    assert.notDeepEqual(masked.addNorm2[1], whole.addNorm2[1]);
  });

  it("take a mask of ones for none", async () => {
    const kinds = ["context", "logits"] as const;
    const whole = await sessions.run(ids, kinds);
    assert.deepEqual(await sessions.run(ids, kinds, { headMask: new Float32Array(4).fill(1) }), whole);
  });

  it("refuse what is no head mask", async () => {
    for (const length of [0, 3, 5, 8]) {
      await assert.rejects(
        sessions.run(ids, ["context"], { headMask: new Float32Array(length) }),
        failure("badRequest", new RegExp(`2 × 2 numbers.*this one has ${length}`)),
      );
    }
    for (const value of [NaN, Infinity, -Infinity]) {
      const headMask = Float32Array.of(1, value, 1, 1);
      await assert.rejects(sessions.run(ids, ["context"], { headMask }), failure("badRequest", /finite/));
    }
    assert.equal(watched.opened, 0);
  });

  it("tell of an encoder that cannot be opened, each time", async () => {
    const model = { path: "/there/encoder.onnx", bytes: new Uint8Array(0) };
    const broken = new EncoderSessions(model, descriptionOf(tinyEncoder), "cpu");
    for (let time = 0; time < 2; time++) await assert.rejects(broken.run(ids, ["query"]), failure("encoderDamaged"));
  });
});
