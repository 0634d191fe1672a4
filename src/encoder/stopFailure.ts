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
  if (memory !== null) return new Failure("encoderStopped", tooMuch(memory), how);
  return new Failure("encoderStopped", sentence(code, signal, how), how);
}

function tooMuch(bytes: number): string {
  const needed = `The encoder needed more than ${(bytes / 1e9).toFixed(1)} GB of memory, and its process was ended`;
  return `${needed}; select less, or choose another encoder if this happens with any text.`;
}

/** Native code that aborts or crashes on an encoder will do so again. */
const again = "run Show Attention again, or choose another encoder if this repeats itself";

function sentence(code: number | null, signal: NodeJS.Signals | null, how: string): string {
  if (signal === "SIGABRT" || abortCodes.includes(code)) {
    return `The encoder's process aborted (${how}), as a damaged encoder or tokenizer makes it; ${again}.`;
  }
  if (signal === "SIGKILL" || signal === "SIGTERM") {
    return `The encoder's process was killed (${how}); run Show Attention again.`;
  }
  if (signal !== null) return `The encoder's process crashed (${how}); ${again}.`;
  return `The encoder's process ended by itself (${how}); see the log, then run Show Attention again.`;
}

/** The process could not be started at all. */
export function startFailure(error: NodeJS.ErrnoException): Failure {
  const how = error.code ?? error.message;
  return new Failure(
    "encoderStopped",
    `The encoder's process could not be started (${how}); see the log.`,
    error.message,
  );
}
