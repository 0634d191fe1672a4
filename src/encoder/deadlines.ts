import * as l10n from "@vscode/l10n";
import type { ExecutionProvider } from "../attention/trace.js";
import type { Deadline } from "../protocol/deadline.js";
import { Failure } from "../protocol/failure.js";
import { describingTime, openingRate, openingTime, providerTime, tokenizingRate, tokenizingTime } from "./limits.js";

/**
 * How long it may take to open an encoder.
 *
 * @param bytes of its model and external data together
 * @param asked what it is to run on: other than the CPU it takes time to start
 */
export function openingDeadline(bytes: number, asked: ExecutionProvider | "auto"): Deadline {
  const starting = asked === "cpu" || asked === "auto" ? 0 : providerTime;
  return deadline(openingTime + starting + bytes / openingRate, (seconds) =>
    l10n.t(
      "The encoder was not open after {0} seconds, and its process was ended; it is damaged or too large for this machine, so choose another.",
      seconds,
    ),
  );
}

/** How long it may take to tokenize so many UTF-16 units. */
export function tokenizingDeadline(units: number): Deadline {
  return deadline(tokenizingTime + units / tokenizingRate, (seconds) =>
    l10n.t(
      "The encoder's tokenizer was not done after {0} seconds, and its process was ended; select less text, or choose another encoder if this happens with any text.",
      seconds,
    ),
  );
}

/** How long a run on so many tokens may take, by the person's setting. */
export function runDeadline(tokens: number, milliseconds: number): Deadline {
  return deadline(milliseconds, (seconds) =>
    l10n.t(
      "The encoder's run on {0} tokens was not done after {1} seconds, and its process was ended; select less, or raise attentionInspector.runDeadline.",
      tokens,
      seconds,
    ),
  );
}

/** How long it may take to read a model's graph. */
export function describingDeadline(): Deadline {
  return deadline(describingTime, (seconds) =>
    l10n.t(
      "The model's graph was not read after {0} seconds, and its process was ended; it is damaged, so export it again.",
      seconds,
    ),
  );
}

/** How long the encoder's process may take to say its first word. */
export function startDeadline(milliseconds: number): Deadline {
  const sentence = l10n.t("The encoder's process did not start within {0} seconds; try again.", milliseconds / 1000);
  return { milliseconds, failure: new Failure("encoderStopped", sentence).report() };
}

/**
 * How long the encoder's process may take to tell a request's first step, or to answer it. It fails as a process does that
 * has stopped: a trace that is lost with it is made again.
 */
export function answerDeadline(milliseconds: number): Deadline {
  const sentence = l10n.t(
    "The encoder's process did not answer within {0} seconds, and was ended; try again.",
    milliseconds / 1000,
  );
  return { milliseconds, failure: new Failure("encoderStopped", sentence).report() };
}

function deadline(milliseconds: number, sentence: (seconds: number) => string): Deadline {
  const message = sentence(Math.round(milliseconds / 1000));
  return { milliseconds, failure: new Failure("tookTooLong", message).report() };
}
