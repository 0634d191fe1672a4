import assert from "node:assert/strict";
import { totalmem } from "node:os";
import {
  attentionCopies,
  memoryShare,
  mostMaps,
  ordinaryMemory,
  tokenizingBytes,
} from "../../../src/encoder/limits.js";
import { boundedHandlers, MemoryBound } from "../../../src/encoder/memoryBound.js";
import type { SizedCall } from "../../../src/encoder/traceRun.js";
import type { Call, Handlers } from "../../../src/protocol/channel.js";
import type { EncoderMethods } from "../../../src/protocol/encoderProtocol.js";

const call: Call = { signal: new AbortController().signal, progress: () => undefined };
const request = {
  id: 1,
  encoder: "/no/such/encoder",
  executionProvider: "cpu",
  maximumTokens: 2048,
  segments: ["a b"],
} as const;

/** What the process was told while a run's sequence turned out to be so long. */
async function told(tokens: number): Promise<(number | null)[]> {
  const bounds: (number | null)[] = [];
  const memory = new MemoryBound(
    (bytes) => bounds.push(bytes),
    () => 0,
  );
  const handlers = {
    trace: (_: unknown, given: SizedCall) => {
      given.tokenized?.(tokens);
      return null;
    },
  } as unknown as Handlers<EncoderMethods>;
  await boundedHandlers(handlers, memory, false).trace(request, call);
  return bounds;
}

describe("the bound of a trace's memory", () => {
  it("is that of the sequence as it is, not of its text's length", async () => {
    const most = totalmem() * memoryShare;
    const tokenizing = ordinaryMemory + 3 * tokenizingBytes;
    const attention = (tokens: number) => attentionCopies * Math.min(1024 ** 3, 4 * mostMaps * tokens ** 2);
    for (const tokens of [3, 11, 100, 2003]) {
      const expected = [tokenizing, tokenizing + attention(tokens)].map((bytes) => Math.min(most, bytes));
      assert.deepEqual(await told(tokens), [...expected, null], `${tokens} tokens`);
    }
  });
});
