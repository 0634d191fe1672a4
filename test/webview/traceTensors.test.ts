import assert from "node:assert/strict";
import { oneHead } from "../../src/attention/headSet.js";
import { plainRecipe } from "../../src/attention/recipe.js";
import type { CallOptions } from "../../src/protocol/channel.js";
import { Failure } from "../../src/protocol/failure.js";
import type { Host } from "../../webview/host.js";
import { TraceTensors } from "../../webview/state/traceTensors.js";
import { traceOf, proseShape } from "./traces.js";

const cancelled = (thrown: unknown) => Failure.from(thrown).code === "cancelled";
const moments = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Tensors whose host never answers but where it is given up, and the requests that it has. */
function unanswered() {
  const requests: { readonly method: string; readonly signal: AbortSignal }[] = [];
  const call = (method: string, _: object, { signal }: CallOptions) => {
    requests.push({ method, signal: signal! });
    return new Promise((_, reject) => signal!.addEventListener("abort", () => reject(Failure.cancelled())));
  };
  return { requests, tensors: new TraceTensors({ call } as unknown as Host, traceOf(proseShape(4, 1))) };
}

describe("tensors that no view wants any more", () => {
  it("are given up, where making them takes long, after a moment, and asked for again", async () => {
    const { requests, tensors } = unanswered();
    for (const tensor of [tensors.thumbnails("encoder", plainRecipe), tensors.headStatistics("encoder")]) {
      requests.length = 0;
      const [one, other] = [new AbortController(), new AbortController()];
      const loads = [tensor.load(one.signal), tensor.load(other.signal)];
      await moments(0);
      one.abort();
      await assert.rejects(loads[0]!, cancelled);
      await moments(300);
      assert.deepEqual(
        requests.map(({ signal }) => signal.aborted),
        [false],
        "the other one wants it",
      );
      other.abort();
      await assert.rejects(loads[1]!, cancelled);
      // Another view that wants it in time finds it on its way.
      const next = new AbortController();
      const late = tensor.load(next.signal);
      await moments(300);
      assert.deepEqual(
        requests.map(({ signal }) => signal.aborted),
        [false],
      );
      next.abort();
      await assert.rejects(late, cancelled);
      await moments(300);
      assert.deepEqual(
        requests.map(({ signal }) => signal.aborted),
        [true],
      );
      tensor.load(new AbortController().signal).catch(() => undefined);
      await moments(0);
      assert.deepEqual(
        requests.map(({ signal }) => signal.aborted),
        [true, false],
      );
    }
  });

  it("are waited for where they come in one go; all are given up with their trace", async () => {
    const { requests, tensors } = unanswered();
    const controller = new AbortController();
    const map = tensors.heatMap(oneHead({ group: "encoder", layer: 0, head: 0 }), plainRecipe);
    const left = map.load(controller.signal);
    const kept = tensors.thumbnails("encoder", plainRecipe).load();
    await moments(0);
    controller.abort();
    await assert.rejects(left, cancelled);
    await moments(300);
    assert.deepEqual(
      requests.map(({ signal }) => signal.aborted),
      [false, false],
    );
    tensors.close();
    await assert.rejects(kept, cancelled);
    assert.deepEqual(
      requests.map(({ signal }) => signal.aborted),
      [true, true],
    );
  });
});
