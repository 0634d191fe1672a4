import { executionProviders } from "../attention/trace.js";
import type { TraceRequest } from "../protocol/encoderProtocol.js";
import { Failure } from "../protocol/failure.js";
import { defaultRunTime, maximumSegments, maximumTextLength, minimumTokens, runTimes } from "./limits.js";

/**
 * Checks what a person's settings and selections can get wrong.
 *
 * @throws Failure `badRequest`, `textTooLong`, `nothingToEncode`
 */
export function checkTraceRequest(request: TraceRequest): void {
  const { id, maximumTokens, segments, executionProvider, runDeadline = defaultRunTime } = request;
  if (!Number.isSafeInteger(id)) throw new Failure("badRequest", "A trace needs a whole number for an id.");
  if (!(Number.isInteger(maximumTokens) && maximumTokens >= minimumTokens)) {
    throw new Failure(
      "badRequest",
      `A sequence of ${maximumTokens} tokens cannot be made; allow ${minimumTokens} or more.`,
    );
  }
  if (executionProvider !== "auto" && !executionProviders.includes(executionProvider)) {
    throw new Failure("badRequest", `The execution provider must be auto, ${executionProviders.join(", ")}.`);
  }
  const [shortest, longest] = runTimes;
  if (!(runDeadline >= shortest && runDeadline <= longest)) {
    const bounds = `${shortest / 1000} and ${longest / 1000} seconds`;
    throw new Failure("badRequest", `A run's deadline must be between ${bounds}; set attentionInspector.runDeadline.`);
  }
  const length = segments.reduce((sum, segment) => sum + segment.length, 0);
  if (length === 0) throw new Failure("nothingToEncode", "There is no text to encode here; select some words.");
  if (length > maximumTextLength) {
    throw new Failure(
      "textTooLong",
      `The selection has ${length} characters and at most ${maximumTextLength} can be read; select less.`,
    );
  }
  if (segments.length > maximumSegments) {
    throw new Failure(
      "textTooLong",
      `There are ${segments.length} selections and at most ${maximumSegments} can be read; select less.`,
    );
  }
}
