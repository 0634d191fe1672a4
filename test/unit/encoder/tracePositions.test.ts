import assert from "node:assert/strict";
import { join } from "node:path";
import { openEncoder } from "../../../src/encoder/openEncoder.js";
import { OpenEncoders } from "../../../src/encoder/openEncoders.js";
import { traceHandlers } from "../../../src/encoder/traceHandlers.js";
import { TraceStore } from "../../../src/encoder/traceStore.js";
import { failure } from "./support/failures.js";
import { traceRequest } from "./support/watchedClient.js";

describe("the positional encodings of a trace", () => {
  const handlers = traceHandlers(new OpenEncoders(openEncoder), new TraceStore(2), () => undefined);
  const call = { signal: new AbortController().signal, progress: () => undefined };
  const traced = (encoder: string) =>
    handlers.trace(traceRequest({ encoder, segments: ["the coffee and the tea"] }), call);

  it("are those of any encoder's graph, a matrix a head", async () => {
    const { id, positions, tokens, positionalEncodingNote } = await traced(join("test/fixtures/zoo", "tokenizer-t5"));
    const n = tokens.ids.length;
    assert.deepEqual(
      positions.map(({ kind, part, shape, heads, layers }) => [kind, part, shape, heads, layers]),
      [["relative", "bias", [4, n, n], 4, [0, 1]]],
    );
    assert.equal(positionalEncodingNote, null);
    const maps = await Promise.all(
      [0, 1].map(async (head) => handlers.positionalEncoding({ trace: id, encoding: 0, head }, call)),
    );
    for (const map of maps) {
      assert.equal(map.length, n * n);
      // A relative bias is the same along each diagonal.
      for (let at = 0; at < n - 1; at++) assert.equal(map[at * n + at], map[(at + 1) * n + at + 1]);
    }
    assert.notDeepEqual(maps[0], maps[1]);
    for (const request of [
      { encoding: 1, head: 0 },
      { encoding: 0, head: 4 },
      { encoding: -1, head: 0 },
    ]) {
      await assert.rejects(
        async () => handlers.positionalEncoding({ trace: id, ...request }, call),
        failure("badRequest"),
      );
    }
  });

  it("are the sines of the bundled one, by their name in its graph", async () => {
    const { positions, tokens } = await traced("media/encoder");
    assert.deepEqual(positions, [
      {
        kind: "sinusoidal",
        place: "embeddings",
        part: "encoding",
        group: "encoder",
        layers: [0],
        name: "positional_encoding",
        shape: [tokens.ids.length, 256],
        heads: null,
      },
    ]);
  });
});
