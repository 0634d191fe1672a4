import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { plainRecipe, type Recipe } from "../../../src/attention/recipe.js";
import { summarize } from "../../../src/attention/trace.js";
import { TraceReading } from "../../../src/attention/traceReading.js";
import { KeptText, type Attended } from "../../../src/editor/keptText.js";
import type { TracedText } from "../../../src/editor/tracedText.js";
import type { Traces } from "../../../src/encoder/traces.js";
import type { MostAttendedRequest } from "../../../src/protocol/encoderProtocol.js";
import { syntheticTrace } from "../attention/syntheticTrace.js";

const trace = syntheticTrace(2, 3, 5, 7);
const reading = new TraceReading(trace);
const view = { group: "encoder", layer: 1, head: 2 } as const;
const dropped: Recipe = { ...plainRecipe, dropSpecial: true };

/** Answers when it is told to. */
class SlowTraces {
  readonly asked: MostAttendedRequest[] = [];
  readonly #waiting: (() => void)[] = [];

  call(_: string, request: MostAttendedRequest) {
    this.asked.push(request);
    return new Promise((resolve) => {
      this.#waiting.push(() => resolve(reading.attended(request.heads, request.recipe, request.count)));
    });
  }

  async answer(): Promise<void> {
    for (const answer of this.#waiting.splice(0)) answer();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function kept(recipe: Recipe) {
  const traces = new SlowTraces();
  const text = { trace: summarize(trace) } as unknown as TracedText;
  const log = { warn: (message: string) => assert.fail(message) } as unknown as vscode.LogOutputChannel;
  return { traces, kept: new KeptText(text, { view, recipe }, traces as unknown as Traces, log) };
}

function attendedOf(text: KeptText): Attended {
  return text.attended;
}

describe("what hovers list of a kept text", () => {
  it("is fetched ahead, of the head in view and of the last layer, under the panel's recipe", async () => {
    const { traces, kept: one } = kept(dropped);
    assert.deepEqual(attendedOf(one), { lastLayerMean: null, headInView: null });
    await traces.answer();
    const { headInView, lastLayerMean } = attendedOf(one);
    assert.deepEqual([headInView?.place, lastLayerMean?.place], [view, { group: "encoder", layer: 1, head: "mean" }]);
    for (const attended of [headInView, lastLayerMean]) assert.deepEqual(attended?.recipe, dropped);
    const row = reading.row({ group: "encoder", heads: [view], combine: "mean" }, dropped, 0);
    assert.equal(headInView!.weights.weights[0], Math.max(...row));
  });

  it("is fetched anew when the recipe changes weights, and not when it changes pixels alone", async () => {
    const { traces, kept: one } = kept(plainRecipe);
    await traces.answer();
    one.useRecipe({ ...plainRecipe, scale: "linear", pooling: "mean", scaledOver: "row" });
    assert.equal(traces.asked.length, 2);
    assert.notEqual(attendedOf(one).headInView, null);
    one.useRecipe(dropped);
    assert.deepEqual(attendedOf(one), { lastLayerMean: null, headInView: null }, "what the panel no longer shows");
    await traces.answer();
    assert.deepEqual(attendedOf(one).headInView?.recipe, dropped);
  });

  it("is never that of an earlier recipe or head whose answer comes late", async () => {
    const { traces, kept: one } = kept(plainRecipe);
    one.useRecipe(dropped);
    one.look({ group: "encoder", layer: 0, head: 0 });
    await traces.answer();
    assert.deepEqual(attendedOf(one).headInView?.recipe, dropped);
    assert.deepEqual(attendedOf(one).headInView?.place, { group: "encoder", layer: 0, head: 0 });
  });
});
