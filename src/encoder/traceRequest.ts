import * as l10n from "@vscode/l10n";
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
  if (!Number.isSafeInteger(id)) throw new Failure("badRequest", l10n.t("A trace needs a whole number for an id."));
  if (!(Number.isInteger(maximumTokens) && maximumTokens >= minimumTokens)) {
    throw new Failure(
      "badRequest",
      l10n.t("A sequence of {0} tokens cannot be made; allow {1} or more.", maximumTokens, minimumTokens),
    );
  }
  if (executionProvider !== "auto" && !executionProviders.includes(executionProvider)) {
    throw new Failure("badRequest", l10n.t("The execution provider must be auto, {0}.", executionProviders.join(", ")));
  }
  const [shortest, longest] = runTimes;
  if (!(runDeadline >= shortest && runDeadline <= longest)) {
    throw new Failure(
      "badRequest",
      l10n.t(
        "A run's deadline must be between {0} and {1} seconds; set attentionInspector.runDeadline.",
        shortest / 1000,
        longest / 1000,
      ),
    );
  }
  const length = segments.reduce((sum, segment) => sum + segment.length, 0);
  if (length === 0) throw new Failure("nothingToEncode", l10n.t("There is no text to encode here; select some words."));
  if (length > maximumTextLength) {
    throw new Failure(
      "textTooLong",
      l10n.t("The selection has {0} characters and at most {1} can be read; select less.", length, maximumTextLength),
    );
  }
  if (segments.length > maximumSegments) {
    throw new Failure(
      "textTooLong",
      l10n.t("There are {0} selections and at most {1} can be read; select less.", segments.length, maximumSegments),
    );
  }
}
