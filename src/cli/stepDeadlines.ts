import type { ExecutionProvider } from "../attention/trace.js";
import { describingDeadline, openingDeadline, startDeadline, tokenizingDeadline } from "../encoder/deadlines.js";
import { defaultRunTime, startTimeout } from "../encoder/limits.js";
import type { Deadline } from "../protocol/deadline.js";
import { Failure } from "../protocol/failure.js";

// How long the command line's steps may take: as in VS Code, or as --deadline says.

/** How long the process may take to begin. */
export function startStep(): Deadline {
  return startDeadline(startTimeout);
}

/** @param given milliseconds that --deadline gives, or null */
export function readingStep(given: number | null): Deadline {
  return step(
    given ?? describingDeadline().milliseconds,
    (time) =>
      `The model's graph was not read after ${time}, and the process was ended; if the file is sound, give it more time with --deadline.`,
  );
}

/** @param bytes of the model and its external data together */
export function openingStep(bytes: number, asked: ExecutionProvider | "auto", given: number | null): Deadline {
  return step(
    given ?? openingDeadline(bytes, asked).milliseconds,
    (time) =>
      `The encoder was not open after ${time}, and the process was ended; if the model is sound, give it more time with --deadline.`,
  );
}

/** @param units UTF-16 units of the text */
export function tokenizingStep(units: number, given: number | null): Deadline {
  return step(
    given ?? tokenizingDeadline(units).milliseconds,
    (time) =>
      `The tokenizer was not done after ${time}, and the process was ended; give less text, or more time with --deadline.`,
  );
}

export function runStep(given: number | null): Deadline {
  return step(
    given ?? defaultRunTime,
    (time) =>
      `The run was not done after ${time}, and the process was ended; give less text, or more time with --deadline.`,
  );
}

function step(milliseconds: number, sentence: (time: string) => string): Deadline {
  const seconds = Math.round(milliseconds / 1000);
  const time = seconds === 1 ? "1 second" : `${seconds} seconds`;
  return { milliseconds, failure: new Failure("tookTooLong", sentence(time)).report() };
}
