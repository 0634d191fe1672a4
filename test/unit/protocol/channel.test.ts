import assert from "node:assert/strict";
import { Channel, type Handlers, type Port } from "../../../src/protocol/channel.js";
import type { Deadline } from "../../../src/protocol/deadline.js";
import { Failure } from "../../../src/protocol/failure.js";

type Methods = {
  double(request: { readonly value: number }): number;
  wait(request: { readonly steps: readonly string[] }): string;
  fail(request: { readonly how: "failure" | "error" | "abort" }): null;
  uncloneable(request: Record<never, never>): unknown;
};
type Events = { said: { readonly word: string } };
type Nothing = Record<never, never>;

class PipeEnd implements Port {
  other: PipeEnd | null = null;
  readonly sent: unknown[] = [];
  readonly listeners = new Set<(message: unknown) => void>();

  post(message: unknown): void {
    const cloned: unknown = structuredClone(message);
    this.sent.push(cloned);
    setImmediate(() => this.other?.hear(cloned));
  }

  hear(message: unknown): void {
    for (const listener of this.listeners) listener(message);
  }

  listen(listener: (message: unknown) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

function pipe(): [PipeEnd, PipeEnd] {
  const [left, right] = [new PipeEnd(), new PipeEnd()];
  [left.other, right.other] = [right, left];
  return [left, right];
}

function connect(overrides: Partial<Handlers<Methods>> = {}) {
  const [near, far] = pipe();
  const handlers: Handlers<Methods> = {
    double: ({ value }) => value * 2,
    async wait({ steps }, { signal, progress }) {
      for (const step of steps) progress(step);
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      return "aborted";
    },
    fail({ how }) {
      if (how === "failure") throw new Failure("runFailed", "It failed.", "because");
      if (how === "abort") throw new DOMException("stop", "AbortError");
      throw new Error("a bug");
    },
    uncloneable: () => () => undefined,
    ...overrides,
  };
  const client = new Channel<Methods, Events, Nothing, Nothing>(near, {});
  const server = new Channel<Nothing, Nothing, Methods, Events>(far, handlers);
  return { client, server, near, far };
}

const isFailure = (code: string) => (thrown: unknown) => thrown instanceof Failure && thrown.code === code;
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe("a channel", () => {
  it("answers each of many requests with its own result", async () => {
    const { client } = connect();
    const values = Array.from({ length: 50 }, (_, value) => value);
    const results = await Promise.all(values.map((value) => client.call("double", { value })));
    assert.deepEqual(
      results,
      values.map((value) => value * 2),
    );
  });

  it("carries typed arrays as they are", async () => {
    const [near, far] = pipe();
    type Echo = { echo(request: { readonly weights: Float32Array }): Float32Array };
    const client = new Channel<Echo, Nothing, Nothing, Nothing>(near, {});
    new Channel<Nothing, Nothing, Echo, Nothing>(far, { echo: ({ weights }) => weights });
    assert.deepEqual(await client.call("echo", { weights: Float32Array.of(0.25, 0.75) }), Float32Array.of(0.25, 0.75));
  });

  it("rejects with the failure that the other end threw", async () => {
    const { client } = connect();
    await assert.rejects(client.call("fail", { how: "failure" }), (thrown) => {
      assert(thrown instanceof Failure);
      assert.deepEqual(thrown.report(), { code: "runFailed", message: "It failed.", detail: "because" });
      return true;
    });
  });

  it("tells an unexpected error from a failure, and an abort from both", async () => {
    const { client } = connect();
    await assert.rejects(client.call("fail", { how: "error" }), isFailure("unexpected"));
    await assert.rejects(client.call("fail", { how: "abort" }), isFailure("cancelled"));
  });

  it("rejects a method that does not exist, inherited ones too", async () => {
    const { client } = connect();
    await assert.rejects(client.call("nothing" as "double", { value: 1 }), isFailure("badRequest"));
    await assert.rejects(client.call("toString" as "double", { value: 1 }), isFailure("badRequest"));
  });

  it("rejects a result and a request that cannot be cloned", async () => {
    const { client } = connect();
    await assert.rejects(client.call("uncloneable", {}), isFailure("unexpected"));
    const request = { value: (() => 1) as unknown as number };
    await assert.rejects(client.call("double", request), isFailure("unexpected"));
    assert.equal(await client.call("double", { value: 4 }), 8);
  });

  it("reports progress in order, to its own request only", async () => {
    const { client } = connect();
    const controller = new AbortController();
    const heard: string[] = [];
    const silent: string[] = [];
    const { signal } = controller;
    const waiting = [
      client.call("wait", { steps: ["Loading", "Running"] }, { signal, onProgress: (step) => heard.push(step) }),
      client.call("wait", { steps: [] }, { signal, onProgress: (step) => silent.push(step) }),
    ];
    await turns(5);
    controller.abort();
    await Promise.allSettled(waiting);
    assert.deepEqual(heard, ["Loading", "Running"]);
    assert.deepEqual(silent, []);
  });

  it("reports with a step by when the next is to be heard of, where that was said", async () => {
    const deadline: Deadline = { milliseconds: 9, failure: { code: "tookTooLong", message: "Late.", detail: null } };
    const { client } = connect({
      wait: (_, { progress }) => {
        progress("Loading", deadline);
        progress("Running");
        return "done";
      },
    });
    const heard: unknown[] = [];
    await client.call("wait", { steps: [] }, { onProgress: (...step) => heard.push(step) });
    assert.deepEqual(heard, [
      ["Loading", deadline],
      ["Running", null],
    ]);
  });

  it("rejects at once when cancelled, and aborts the handler's signal", async () => {
    let aborted = false;
    const { client } = connect({
      wait: (_, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => ((aborted = true), resolve("late")));
        }),
    });
    const controller = new AbortController();
    const waiting = client.call("wait", { steps: [] }, { signal: controller.signal });
    await turns(3);
    controller.abort();
    await assert.rejects(waiting, isFailure("cancelled"));
    assert.equal(aborted, false, "the rejection does not wait for the other end");
    await turns(3);
    assert.equal(aborted, true);
  });

  it("says when a cancelled request has ended at the other end", async () => {
    let finish: () => void = () => undefined;
    const { client } = connect({
      wait: () => new Promise((resolve) => (finish = () => resolve("late"))),
    });
    const controller = new AbortController();
    let ends = 0;
    const options = { signal: controller.signal, onEnded: () => ends++ };
    const waiting = client.call("wait", { steps: [] }, options);
    await turns(3);
    controller.abort();
    await assert.rejects(waiting, isFailure("cancelled"));
    await turns(5);
    assert.equal(ends, 0);
    finish();
    await turns(5);
    assert.equal(ends, 1);
  });

  it("says once that a request has ended which was not cancelled, or whose channel was closed", async () => {
    const { client } = connect();
    let ends = 0;
    const onEnded = () => ends++;
    await client.call("double", { value: 1 }, { onEnded });
    assert.equal(ends, 1);
    const controller = new AbortController();
    const waiting = client.call("wait", { steps: [] }, { signal: controller.signal, onEnded });
    controller.abort();
    await assert.rejects(waiting);
    client.close(new Failure("encoderStopped", "Gone."));
    assert.equal(ends, 2);
  });

  it("sends nothing for a signal that was aborted before", async () => {
    const { client, near } = connect();
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(client.call("double", { value: 1 }, { signal: controller.signal }), isFailure("cancelled"));
    assert.deepEqual(near.sent, []);
  });

  it("lets go of a signal once a request has ended", async () => {
    const { client, near } = connect();
    const controller = new AbortController();
    await client.call("double", { value: 1 }, { signal: controller.signal });
    controller.abort();
    assert.deepEqual(
      near.sent.map((message) => (message as { kind: string }).kind),
      ["request"],
    );
  });

  it("hands events to those who listen, until they stop", async () => {
    const { client, server } = connect();
    const heard: string[] = [];
    const stop = client.on("said", ({ word }) => heard.push(word));
    server.emit("said", { word: "tea" });
    server.emit("said", { word: "coffee" });
    await turns(3);
    stop();
    server.emit("said", { word: "milk" });
    await turns(3);
    assert.deepEqual(heard, ["tea", "coffee"]);
  });

  it("when closed rejects what is pending and what comes later, and aborts what runs", async () => {
    let aborted = false;
    const { client, server, near } = connect({
      wait: (_, { signal }) =>
        new Promise(() => {
          signal.addEventListener("abort", () => (aborted = true));
        }),
    });
    const pending = client.call("wait", { steps: [] });
    await turns(3);
    client.close(new Failure("encoderStopped", "Gone."));
    server.close(new Failure("encoderStopped", "Gone."));
    await assert.rejects(pending, isFailure("encoderStopped"));
    await assert.rejects(client.call("double", { value: 1 }), isFailure("encoderStopped"));
    assert.equal(aborted, true);
    assert.equal(near.listeners.size, 0);
    client.close(new Failure("unexpected", "A second time changes nothing."));
    await assert.rejects(client.call("double", { value: 1 }), isFailure("encoderStopped"));
  });

  it("ignores messages that are malformed, unknown or too late", async () => {
    const { client, near, far } = connect();
    const nonsense = [
      null,
      undefined,
      0,
      "request",
      [],
      {},
      { kind: "nothing", id: 1 },
      { kind: "result", id: 99, result: 1 },
      { kind: "result" },
      { kind: "failure", id: 99 },
      { kind: "progress", id: 99, step: "no" },
      { kind: "cancel", id: 99 },
      { kind: "event", name: "unheard", event: {} },
      { kind: "event" },
      { kind: "request" },
      { kind: "request", id: "1", method: "double", request: { value: 1 } },
    ];
    for (const message of nonsense) {
      near.hear(message);
      far.hear(message);
    }
    await turns(5);
    assert.deepEqual(far.sent, [], "none of it is answered");
    assert.equal(await client.call("double", { value: 3 }), 6);
  });

  it("rejects a request whose failure is malformed", async () => {
    const { client, near } = connect({ wait: () => new Promise(() => undefined) });
    const waiting = client.call("wait", { steps: [] });
    near.hear({ kind: "failure", id: 1 });
    await assert.rejects(waiting, isFailure("unexpected"));
  });
});
