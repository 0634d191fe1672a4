import { setImmediate } from "node:timers/promises";
import * as l10n from "@vscode/l10n";
import { attentionFault } from "../attention/attentionFault.js";
import type { Trace } from "../attention/trace.js";
import type { Call } from "../protocol/channel.js";
import type { Deadline } from "../protocol/deadline.js";
import type { TraceRequest } from "../protocol/encoderProtocol.js";
import { Failure } from "../protocol/failure.js";
import { openingDeadline, runDeadline, tokenizingDeadline } from "./deadlines.js";
import { encoderBytes } from "./encoderStamp.js";
import { defaultRunTime } from "./limits.js";
import type { EncoderRun } from "./openEncoder.js";
import type { OpenEncoders } from "./openEncoders.js";

/** A call that is told how long the sequence is, before the encoder runs on it. */
export interface SizedCall extends Call {
  /** @param tokens of the longest sequence, special tokens and padding included */
  readonly tokenized?: (tokens: number) => void;
}

/**
 * Runs an encoder on the segments of a request.
 *
 * @throws Failure `cancelled`, `nothingToEncode`, `runFailed`, and as `openEncoder` does
 */
export async function traceRun(
  {
    id,
    encoder: path,
    executionProvider,
    maximumTokens,
    maximumTokensAsked = false,
    segments,
    runDeadline: runTime = defaultRunTime,
  }: TraceRequest,
  encoders: OpenEncoders,
  { signal, progress, tokenized: sized }: SizedCall,
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
  await step(l10n.t("Loading the encoder"), openingDeadline(await encoderBytes(path), executionProvider));
  const { encoder, opened } = await encoders.get(path, executionProvider);
  const prepared = await encoder.prepare();
  if (!encoder.isTried) {
    await step(l10n.t("Trying the encoder on a few tokens"), runDeadline(1, runTime));
    await encoder.tryOut();
  }

  const loaded = performance.now();
  const units = segments.reduce((sum, segment) => sum + segment.length, 0);
  await step(l10n.t("Tokenizing"), tokenizingDeadline(units));
  const text = await encoder.tokenize(segments, { tokens: maximumTokens, asked: maximumTokensAsked }, signal);
  const { tokens, targetTokens, producedTokens, truncation } = text;
  const count = tokens.ids.length + (targetTokens?.ids.length ?? 0);
  sized?.(text.runTokens);

  const tokenized = performance.now();
  await step(l10n.t("Running the encoder on {0} tokens", count), runDeadline(count, runTime));
  const running = performance.now();
  const run = await encoder.run(text);
  const fault = attentionFault({ tokens, targetTokens, producedTokens, ...run });
  if (fault !== null) throw new Failure("runFailed", fault);
  const ended = performance.now();
  await heedCancellation();
  const timings = { load: opened || prepared ? loaded - began : 0, tokenize: tokenized - loaded, run: ended - running };
  const { provider } = encoder;
  const bytes = bytesOf(run);
  return { id, provider, tokens, targetTokens, producedTokens, segments, truncation, timings, bytes, ...run };
}

/** Of a trace's large arrays; heads that layers lack share one. */
function bytesOf({ attention, positionValues }: EncoderRun): number {
  const arrays = new Set([...Object.values(attention).flat(), ...positionValues]);
  return [...arrays].reduce((sum, { byteLength }) => sum + byteLength, 0);
}
