import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { constants, tmpdir } from "node:os";
import { DeadlineClock } from "../encoder/deadlineClock.js";
import { takeMemoryNote } from "../encoder/memoryNote.js";
import { WorkingDirectory } from "../encoder/workingDirectory.js";
import { Failure } from "../protocol/failure.js";
import type { Bounds } from "./bounds.js";
import { boundsOfGuard, guardEnvironment, isStep } from "./guardedSide.js";
import { startStep } from "./stepDeadlines.js";

const ending = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface Guarded {
  /** The program's own file, which is run a second time. */
  readonly script: string;
  readonly parameters: readonly string[];
  /** What is run in the second process, and gives the exit code. */
  readonly program: (bounds: Bounds) => Promise<number>;
  /** Hears each line that the second process writes to standard error. */
  readonly onErrorLine: (line: string) => void;
}

/**
 * Runs a program in a process of its own: native code that aborts on a damaged model or tokenizer would take with it
 * whoever has to tell of it, and while it computes no signal is heard, nor that its time is over.
 *
 * @returns the exit code; 128 and the signal's number if the person ended it
 * @throws Failure `encoderStopped` if the process died, or took more memory than it was allowed; a deadline's
 */
export async function guarded({ script, parameters, program, onErrorLine }: Guarded): Promise<number> {
  const bounds = boundsOfGuard();
  if (bounds !== null) {
    await bounds.step(null);
    return program(bounds);
  }
  const directory = new WorkingDirectory();
  const child = spawn(process.execPath, [...process.execArgv, script, ...parameters], {
    stdio: ["inherit", "inherit", "pipe", "ipc"],
    // A backtrace of stripped native code tells nobody anything.
    env: { ...guardEnvironment(placeOf(directory)), RUST_BACKTRACE: "0" },
  });
  createInterface({ input: child.stderr!, crlfDelay: Infinity }).on("line", onErrorLine);
  const overdue: Failure[] = [];
  const clock = new DeadlineClock<"step">((_, { failure }) => {
    overdue.push(Failure.fromReport(failure));
    child.kill("SIGKILL");
  });
  clock.arm("step", startStep());
  child.on("message", (message) => {
    if (isStep(message)) clock.set("step", message.deadline);
  });
  const asked: NodeJS.Signals[] = [];
  const end = (signal: NodeJS.Signals) => {
    // A terminal sends Ctrl-C to both; where it was sent to this one alone it is handed on. Who asks twice will not wait.
    child.kill(asked.length > 0 ? "SIGKILL" : signal);
    asked.push(signal);
  };
  for (const signal of ending) process.on(signal, end);
  try {
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (...how) => resolve(how));
    });
    if (code !== null && code !== 134 && code !== abortOnWindows) return code;
    const ended = asked[0] ?? ending.find((known) => known === signal);
    if (signal !== null && ended !== undefined) return 128 + constants.signals[ended];
    const memory = takeMemoryNote(placeOf(directory), child.pid!);
    throw overdue[0] ?? (memory === null ? stopped(signal ?? `exit code ${code}`) : tooLarge(memory));
  } finally {
    clock.stop();
    directory.remove();
    for (const signal of ending) process.off(signal, end);
  }
}

function placeOf(directory: WorkingDirectory): string {
  try {
    return directory.path;
  } catch (thrown) {
    const { code = String(thrown) } = thrown as NodeJS.ErrnoException;
    const sentence = `${tmpdir()} cannot be written (${code}); set TMPDIR, on Windows TEMP, to a folder that can be.`;
    throw new Failure("cannotWrite", sentence, String(thrown));
  }
}

/** Windows' own word for a process that failed fast. */
const abortOnWindows = 0xc0000409;

function stopped(how: string): Failure {
  return new Failure(
    "encoderStopped",
    `The encoder's process died (${how}), as a damaged model or tokenizer makes it; --verbose says what it said last.`,
    how,
  );
}

function tooLarge(bytes: number): Failure {
  const size = (bytes / 1e9).toFixed(1);
  return new Failure(
    "encoderStopped",
    `More than ${size} GB of memory was needed, and the process was ended; if the model is sound, allow more with --memory.`,
  );
}
