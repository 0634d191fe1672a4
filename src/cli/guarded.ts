import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { constants } from "node:os";
import { endWithParent } from "../encoder/parentWatch.js";
import { Failure } from "../protocol/failure.js";

/** Tells a program that it is the guarded one, and whose. */
const guardVariable = "ATTENTION_INSPECTOR_GUARD";

const ending = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface Guarded {
  /** The program's own file, which is run a second time. */
  readonly script: string;
  readonly parameters: readonly string[];
  /** What is run in the second process, and gives the exit code. */
  readonly program: () => Promise<number>;
  /** Hears each line that the second process writes to standard error. */
  readonly onErrorLine: (line: string) => void;
}

/**
 * Runs a program in a process of its own: native code that aborts on a damaged model or tokenizer would take with it
 * whoever has to tell of it, and while it computes no signal is heard.
 *
 * @returns the exit code; 128 and the signal's number where the person ended it
 * @throws Failure `encoderStopped` where the process died
 */
export async function guarded({ script, parameters, program, onErrorLine }: Guarded): Promise<number> {
  const guard = process.env[guardVariable];
  if (guard !== undefined && Number(guard) === process.ppid) {
    endWithParent(process.ppid, null);
    return program();
  }
  const child = spawn(process.execPath, [...process.execArgv, script, ...parameters], {
    stdio: ["inherit", "inherit", "pipe"],
    // A backtrace of stripped native code tells nobody anything.
    env: { ...process.env, [guardVariable]: String(process.pid), RUST_BACKTRACE: "0" },
  });
  createInterface({ input: child.stderr, crlfDelay: Infinity }).on("line", onErrorLine);
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
    throw stopped(signal ?? `exit code ${code}`);
  } finally {
    for (const signal of ending) process.off(signal, end);
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
