import assert from "node:assert/strict";
import { openEncoder } from "../../../src/encoder/openEncoder.js";
import { OpenEncoders } from "../../../src/encoder/openEncoders.js";
import { traceHandlers } from "../../../src/encoder/traceHandlers.js";
import { TraceStore } from "../../../src/encoder/traceStore.js";
import { Failure } from "../../../src/protocol/failure.js";
import { plainThumbnails } from "../attention/plainRequests.js";
import { syntheticTrace } from "../attention/syntheticTrace.js";

describe("what is asked of a trace in the encoder's process", () => {
  const store = new TraceStore(2);
  const handlers = traceHandlers(new OpenEncoders(openEncoder), store, () => undefined);
  const cancelled = (thrown: unknown) => Failure.from(thrown).code === "cancelled";

  for (const method of ["thumbnails", "headStatistics"] as const) {
    const asked = async (trace: number, signal: AbortSignal) =>
      handlers[method](plainThumbnails(trace), { signal, progress: () => undefined });

    it(`is cancelled with its request, or with its trace: ${method}`, async () => {
      store.add(syntheticTrace(8, 8, 256), Infinity);
      const controller = new AbortController();
      const left = asked(1, controller.signal);
      setTimeout(() => controller.abort(), 1);
      await assert.rejects(left, cancelled);
      const lost = asked(1, new AbortController().signal);
      setTimeout(() => void handlers.forget({ trace: 1 }, { signal: controller.signal, progress: () => undefined }), 1);
      await assert.rejects(lost, cancelled);
    });
  }
});
