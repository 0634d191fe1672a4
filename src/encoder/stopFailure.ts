import * as l10n from "@vscode/l10n";
import { Failure } from "../protocol/failure.js";

/** Exit codes by which Windows tells of an abort: of the C runtime, and of the fail-fast kind. */
const abortCodes: readonly (number | null)[] = [134, 0xc0000409];

/**
 * What to tell the person whose request was lost with the encoder's process.
 *
 * @param code its exit code, or null where a signal ended it
 * @param memory bytes that were more than it was allowed, where it ended itself for that
 */
export function stopFailure(code: number | null, signal: NodeJS.Signals | null, memory: number | null = null): Failure {
  const how = signal ?? `exit code ${code}`;
  return new Failure("encoderStopped", memory === null ? sentence(code, signal) : tooMuch(memory), how);
}

function tooMuch(bytes: number): string {
  return l10n.t(
    "The encoder needed more than {0} GB of memory, and its process was ended; select less, or choose another encoder if this happens with any text.",
    (bytes / 1e9).toFixed(1),
  );
}

/** Native code that aborts or crashes on an encoder will do so again, and another encoder is what helps. */
function sentence(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === "SIGABRT") {
    return l10n.t(
      "The encoder's process aborted ({0}), as a damaged encoder or tokenizer makes it; run Show Attention again, or choose another encoder if this repeats itself.",
      signal,
    );
  }
  if (signal === "SIGKILL" || signal === "SIGTERM") {
    return l10n.t("The encoder's process was killed ({0}); run Show Attention again.", signal);
  }
  if (signal !== null) {
    return l10n.t(
      "The encoder's process crashed ({0}); run Show Attention again, or choose another encoder if this repeats itself.",
      signal,
    );
  }
  const exit = String(code);
  return abortCodes.includes(code)
    ? l10n.t(
        "The encoder's process aborted (exit code {0}), as a damaged encoder or tokenizer makes it; run Show Attention again, or choose another encoder if this repeats itself.",
        exit,
      )
    : l10n.t(
        "The encoder's process ended by itself (exit code {0}); see the log, then run Show Attention again.",
        exit,
      );
}

/** The process could not be started at all. */
export function startFailure(error: NodeJS.ErrnoException): Failure {
  const how = error.code ?? error.message;
  return new Failure(
    "encoderStopped",
    l10n.t("The encoder's process could not be started ({0}); see the log.", how),
    error.message,
  );
}
