import assert from "node:assert/strict";
import { openEncoder } from "../../../src/encoder/openEncoder.js";
import { OpenEncoders } from "../../../src/encoder/openEncoders.js";
import { traceRun } from "../../../src/encoder/traceRun.js";
import { failure } from "./support/failures.js";
import { traceRequest } from "./support/watchedClient.js";

describe("a run", () => {
  const encoders = new OpenEncoders(openEncoder);

  /** Runs, cancelling at the step that begins with `last`; resolves with the steps taken and how it ended. */
  async function runUntil(last: string, changes = {}) {
    const controller = new AbortController();
    const steps: string[] = [];
    const progress = (step: string) => {
      steps.push(step.split(" ")[0]!);
      // As a message would: once the event loop comes to it.
      if (step.startsWith(last)) setImmediate(() => controller.abort());
    };
    const outcome = await traceRun(traceRequest(changes), encoders, { signal: controller.signal, progress }).catch(
      (thrown: unknown) => thrown,
    );
    return { steps, outcome };
  }

  it("goes from step to step", async () => {
    const { steps, outcome } = await runUntil("never");
    assert.deepEqual(steps, ["Loading", "Tokenizing", "Running"]);
    assert(!(outcome instanceof Error));
  });

  for (const [index, last] of ["Loading", "Tokenizing", "Running"].entries()) {
    it(`cancelled while ${last.toLowerCase()} ends there`, async () => {
      const { steps, outcome } = await runUntil(last);
      failure("cancelled", /Cancelled/)(outcome);
      assert.equal(steps.length, index + 1);
    });
  }

  it("is no trace where the attention is not that of its tokens", async () => {
    const wrong = async (...parameters: Parameters<typeof openEncoder>) => {
      const encoder = await openEncoder(...parameters);
      const run = async (text: Parameters<typeof encoder.run>[0]) => {
        const made = await encoder.run(text);
        return { ...made, attention: { encoder: made.attention.encoder!.map((map) => map.subarray(0, 4)) } };
      };
      return {
        provider: encoder.provider,
        prepare: () => encoder.prepare(),
        isTried: encoder.isTried,
        tryOut: () => encoder.tryOut(),
        tokenize: encoder.tokenize.bind(encoder),
        run,
        release: () => encoder.release(),
      };
    };
    const call = { signal: new AbortController().signal, progress: () => undefined };
    await assert.rejects(
      traceRun(traceRequest({}), new OpenEncoders(wrong), call),
      failure("runFailed", /maps of 4 weights/),
    );
  });

  it("cancelled between two segments reads no further", async () => {
    const segments = Array.from({ length: 500 }, () => "the coffee and the tea ".repeat(50));
    const began = performance.now();
    const whole = await runUntil("never", { segments });
    const took = performance.now() - began;
    assert(!(whole.outcome instanceof Error));
    const again = performance.now();
    failure("cancelled")((await runUntil("Tokenizing", { segments })).outcome);
    assert(performance.now() - again < took / 2);
  });
});
