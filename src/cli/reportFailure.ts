import { encodeFor } from "../attention/encodeFor.js";
import { Failure } from "../protocol/failure.js";
import { failureExitCodes } from "./exitCodes.js";
import { printable } from "./printable.js";

/**
 * Tells of what was thrown in one sentence, and of what lies behind it where that is wanted.
 *
 * @returns the exit code
 */
export function reportFailure(thrown: unknown, warn: (text: string) => void, verbose: boolean): number {
  const { code, message, detail } = Failure.from(thrown);
  // There is no log here, but for what --verbose says.
  const told = message.replace("the log has", "--verbose gives");
  const sentence = code === "unexpected" ? "an unexpected error; --verbose says more." : told;
  warn(`attention-inspector: ${encodeFor("terminal", sentence)}\n`);
  if (verbose && detail !== null) warn(`${printable(detail)}\n`);
  return failureExitCodes[code];
}
