import { setImmediate } from "node:timers/promises";
import type { Trace } from "../attention/trace.js";
import type { Call } from "../protocol/channel.js";
import type { Deadline } from "../protocol/deadline.js";
import type { TraceRequest } from "../protocol/encoderProtocol.js";
import { Failure } from "../protocol/failure.js";
import { openingDeadline, runDeadline, tokenizingDeadline } from "./deadlines.js";
import { defaultRunTime, maximumAttentionBytes } from "./limits.js";
import type { OpenEncoders } from "./openEncoders.js";
import { hiddenShapes } from "./tensorTable.js";
import { tokenSequence } from "./tokenSequence.js";

/** What a trace holds. */
const tracedKinds = ["attention", "positionalEncoding"] as const;

/**
 * Runs an encoder on the segments of a request.
 *
 * @throws Failure `cancelled`, `nothingToEncode`, `runFailed`, and as `openEncoder` and `EncoderSession.open` do
 */
export async function traceRun(
  {
    id,
    encoder: path,
    executionProvider,
    maximumTokens,
    segments,
    runDeadline: runTime = defaultRunTime,
  }: TraceRequest,
  encoders: OpenEncoders,
  { signal, progress }: Call,
): Promise<Trace> {
  // A turn of the event loop, in which a cancellation is read: running the encoder blocks it.
  const heedCancellation = async () => {
    await setImmediate();
    if (signal.aborted) throw Failure.cancelled();
  };
  const step = async (sentence: string, deadline: Deadline) => {
    progress(sentence, deadline);
    await heedCancellation();
  };
  const began = performance.now();
  await step("Loading the encoder", openingDeadline(0, executionProvider));
  const { encoder, opened } = await encoders.get(path, executionProvider);
  const { identity, description, provider, tokenizer, sessions } = encoder;
  const prepared = await sessions.prepare(tracedKinds);

  const loaded = performance.now();
  const units = segments.reduce((sum, segment) => sum + segment.length, 0);
  await step("Tokenizing", tokenizingDeadline(units));
  const tokenize = async (segment: string, atMost: number) => {
    if (signal.aborted) throw Failure.cancelled();
    return tokenizer.tokenize(segment, atMost);
  };
  const longest = Math.floor(Math.sqrt(maximumAttentionBytes / (4 * identity.layers * identity.heads)));
  const room = Math.min(maximumTokens, longest);
  const { tokens, truncation } = await tokenSequence(segments, tokenize, description.specialTokens, room);

  const tokenized = performance.now();
  await step(`Running the encoder on ${tokens.ids.length} tokens`, runDeadline(tokens.ids.length, runTime));
  const running = performance.now();
  const { attention, positionalEncoding } = await sessions.run(tokens.ids, tracedKinds);
  const joined = joinLayers(attention);
  const ended = performance.now();
  await heedCancellation();
  const timings = { load: opened || prepared ? loaded - began : 0, tokenize: tokenized - loaded, run: ended - running };
  return {
    id,
    encoder: identity,
    provider,
    groups: [{ group: "encoder", layers: identity.layers, heads: identity.heads, queries: "source", keys: "source" }],
    tokens,
    targetTokens: null,
    truncation,
    hiddenShapes: hiddenShapes(description, tokens.ids.length),
    seal: null,
    notes: [],
    positionalEncodingNote: null,
    timings,
    attention: { encoder: joined },
    positionalEncoding,
  };
}

/** Arrays of one length, one a layer, as one. */
function joinLayers(layers: readonly Float32Array[]): Float32Array {
  const length = layers[0]!.length;
  const joined = new Float32Array(layers.length * length);
  for (const [layer, values] of layers.entries()) joined.set(values, layer * length);
  return joined;
}
