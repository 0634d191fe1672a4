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
  return deadline(
    openingTime + starting + bytes / openingRate,
    "The encoder was not open after",
    "it is damaged or too large for this machine, so choose another",
  );
}

/** How long it may take to tokenize so many UTF-16 units. */
export function tokenizingDeadline(units: number): Deadline {
  return deadline(
    tokenizingTime + units / tokenizingRate,
    "The encoder's tokenizer was not done after",
    "select less text, or choose another encoder if this happens with any text",
  );
}

/** How long a run on so many tokens may take, by the person's setting. */
export function runDeadline(tokens: number, milliseconds: number): Deadline {
  return deadline(
    milliseconds,
    `The encoder's run on ${tokens} tokens was not done after`,
    "select less, or raise attentionInspector.runDeadline",
  );
}

/** How long it may take to read a model's graph. */
export function describingDeadline(): Deadline {
  return deadline(describingTime, "The model's graph was not read after", "it is damaged, so export it again");
}

function deadline(milliseconds: number, what: string, advice: string): Deadline {
  const seconds = `${Math.round(milliseconds / 1000)} seconds`;
  const message = `${what} ${seconds}, and its process was ended; ${advice}.`;
  return { milliseconds, failure: new Failure("tookTooLong", message).report() };
}
